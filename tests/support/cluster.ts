// A throw-away PostgreSQL cluster for a test run, and the remains of runs that were killed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type RunningPostgres } from '../../deploy/local/postgres';

const PREFIX = 'tongguan-test-';

export type Cluster = RunningPostgres & { folder: string; remove(): Promise<void> };

export type ClusterOptions = {
  /** With fsync, as faults and measurements need it. */
  durable?: boolean;
  settings?: { [name: string]: string };
};

export async function startCluster({ durable = false, settings = {} }: ClusterOptions = {}): Promise<Cluster> {
  removeRemains();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'runner.pid'), String(process.pid));
  const postgres = await startPostgres({ folder, fsync: durable, maxConnections: 200, settings });
  const remove = async (): Promise<void> => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...postgres, folder, remove };
}

/** Clusters whose runner is gone: their servers are ended, by the pid file that they themselves wrote. */
function removeRemains(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const runner = numberIn(join(folder, 'runner.pid'));
    if (runner === undefined || isAlive(runner)) continue;
    const server = numberIn(join(folder, 'data', 'postmaster.pid'));
    if (server !== undefined && commandLine(server).includes(folder)) process.kill(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
}

function numberIn(file: string): number | undefined {
  try {
    const number = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
