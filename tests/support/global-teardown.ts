// Ends what the setup of this run started.
import { endSharedProduct } from './product';

export default async function globalTeardown(): Promise<void> {
  await endSharedProduct();
  await globalThis.tongguanTestCluster?.remove();
}
