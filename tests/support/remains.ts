// What test runs that were killed left behind: their throw-away folders, and the processes that still write to them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../deploy/local/state';

/** Says whose the folder is, for later runs. */
export function markRunner(folder: string): void {
  writeFileSync(join(folder, 'runner.pid'), String(process.pid));
}

/**
 * Ends and removes what runs that are gone have left below the temporary folder. `processOf` tells the process of such a folder, the
 * signal that ends it, and what its command line holds: the pid alone may be somebody else's by now.
 */
export function removeRemains(
  prefix: string,
  processOf: (folder: string) => { pid: number | undefined; signal: NodeJS.Signals; commandLine: string },
): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const runner = pidIn(join(folder, 'runner.pid'));
    if (runner === undefined || isAlive(runner)) continue;
    const { pid, signal, commandLine } = processOf(folder);
    if (pid !== undefined && commandLineOf(pid).includes(commandLine)) process.kill(pid, signal);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number on the first line of a file; `undefined` when there is none. */
export function pidIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
