// Our own processes as supervised parts: Node programs from dist, each with its log in the data folder.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder, stateFolder } from './folders';
import { Part } from './part';

export type ProgramOptions = {
  name: string;
  /** Path below `dist`, without extension. */
  program: string;
  environment: { [name: string]: string };
  /** An address that answers 200 when it can be used; a program without one counts as ready once it runs. */
  readyUrl?: string;
};

/** A probe that takes longer than this is no answer. */
const PROBE_TIMEOUT_MS = 2_000;

export function programPart({ name, program, environment, readyUrl }: ProgramOptions): Part {
  const logFile = logFileOf(name);
  return new Part({
    name,
    logFile,
    spawn: () => {
      const log = openSync(logFile, 'a');
      const child = spawn(process.execPath, ['--enable-source-maps', join(cloneFolder(), 'dist', `${program}.js`)], {
        stdio: ['ignore', log, log],
        env: { ...process.env, ...environment },
        detached: true,
      });
      closeSync(log);
      return child;
    },
    isReady: () => (readyUrl === undefined ? Promise.resolve(true) : answers(readyUrl)),
  });
}

export function logFileOf(name: string): string {
  const folder = join(stateFolder(), 'logs');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.log`);
}

export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
  await response.arrayBuffer();
  return response.ok;
}
