// One PostgreSQL for all test files of a run; every file makes its own databases in it. And a place for one product of all.
import { startCluster, type Cluster } from './cluster';
import endWhatWasStarted from './global-teardown';
import { placeForSharedProduct } from './product';

declare global {
  var tongguanTestCluster: Cluster | undefined;
}

export default async function globalSetup(): Promise<void> {
  placeForSharedProduct();
  // Told to end, Jest would end at once, and what was started for all files would go on.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void endWhatWasStarted().finally(() => process.exit(1)));
  }
  if (process.env['TONGGUAN_TEST_PG_URL'] !== undefined) return;
  globalThis.tongguanTestCluster = await startCluster();
  process.env['TONGGUAN_TEST_PG_URL'] = globalThis.tongguanTestCluster.url('postgres');
}
