// One PostgreSQL for all test files of a run; every file makes its own databases in it. And a place for one product of all.
import { startCluster, type Cluster } from './cluster';
import { placeForSharedProduct } from './product';

declare global {
  var tongguanTestCluster: Cluster | undefined;
}

export default async function globalSetup(): Promise<void> {
  placeForSharedProduct();
  if (process.env['TONGGUAN_TEST_PG_URL'] !== undefined) return;
  globalThis.tongguanTestCluster = await startCluster();
  process.env['TONGGUAN_TEST_PG_URL'] = globalThis.tongguanTestCluster.url('postgres');
}
