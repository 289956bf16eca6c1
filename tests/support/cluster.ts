// A throw-away PostgreSQL cluster for a test run, and the remains of runs that were killed.
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type RunningPostgres } from '../../deploy/local/postgres';
import { markRunner, pidIn, removeRemains } from './remains';

const PREFIX = 'tongguan-test-';

export type Cluster = RunningPostgres & { folder: string; remove(): Promise<void> };

export type ClusterOptions = {
  /** With fsync, as faults and measurements need it. */
  durable?: boolean;
  settings?: { [name: string]: string };
};

export async function startCluster({ durable = false, settings = {} }: ClusterOptions = {}): Promise<Cluster> {
  removeRemains(PREFIX, (folder) => ({
    pid: pidIn(join(folder, 'data', 'postmaster.pid')),
    signal: 'SIGQUIT',
    commandLine: folder,
  }));
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  markRunner(folder);
  const postgres = await startPostgres({ folder, fsync: durable, maxConnections: 200, settings });
  const remove = async (): Promise<void> => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...postgres, folder, remove };
}
