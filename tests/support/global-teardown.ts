// Ends what the setup of this run started.
export default async function globalTeardown(): Promise<void> {
  await globalThis.tongguanTestCluster?.remove();
}
