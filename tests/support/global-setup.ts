// One PostgreSQL for all test files of a run; every file makes its own databases in it.
import { startCluster, type Cluster } from './cluster';

declare global {
  var tongguanTestCluster: Cluster | undefined;
}

export default async function globalSetup(): Promise<void> {
  if (process.env['TONGGUAN_TEST_PG_URL'] !== undefined) return;
  globalThis.tongguanTestCluster = await startCluster();
  process.env['TONGGUAN_TEST_PG_URL'] = globalThis.tongguanTestCluster.url('postgres');
}
