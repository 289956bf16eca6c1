// The mail catcher of the local run (Mailpit): takes every letter, delivers none, shows them on a page.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached';
import { cacheFolder } from './folders';
import { Part } from './part';
import { answers, logFileOf } from './programs';
import { programOnPath, runTool } from './tools';

const VERSION = 'v1.30.5';
const CACHED = `mailpit-${VERSION}`;

export type MailCatcherOptions = { smtpPort: number; uiPort: number; dataFile: string };

/** Why mail cannot be caught here, as a sentence for people; `undefined` when it can. */
export function mailCatcherObstacle(): string | undefined {
  if (programOnPath('mailpit') !== undefined || existsSync(join(cacheFolder(), CACHED))) return undefined;
  return programOnPath('go') === undefined ? 'there is neither Mailpit nor Go to compile it on the PATH' : undefined;
}

export async function mailCatcherPart({ smtpPort, uiPort, dataFile }: MailCatcherOptions): Promise<Part> {
  const binary = await mailpitBinary();
  const logFile = logFileOf('mail');
  return new Part({
    name: 'mail',
    logFile,
    spawn: () => {
      const log = openSync(logFile, 'a');
      const child = spawn(
        binary,
        [
          ...['--smtp', `127.0.0.1:${smtpPort}`, '--listen', `127.0.0.1:${uiPort}`, '--database', dataFile],
          // It shows letters on loopback and asks nobody on the internet whether there is a newer one.
          ...['--disable-version-check', '--block-remote-css-and-fonts', '--quiet'],
        ],
        { stdio: ['ignore', log, log], env: withoutItsOwn(process.env), detached: true },
      );
      closeSync(log);
      return child;
    },
    isReady: () => answers(`http://127.0.0.1:${uiPort}/readyz`),
  });
}

/** The first of: on the PATH, made before, compiled. */
export async function mailpitBinary(): Promise<string> {
  const own = programOnPath('mailpit');
  if (own !== undefined) return own;
  const folder = await cached(CACHED, async (target) => {
    const go = programOnPath('go');
    if (go === undefined) throw new Error('Mailpit is not to be had here: there is no Go to compile it.');
    const tool = `github.com/axllent/mailpit@${VERSION}`;
    await runTool(go, ['install', '-ldflags', '-s -w', tool], { GOBIN: target, GOFLAGS: '-mod=mod' });
  });
  return join(folder, 'mailpit');
}

/** What a user's shell says to their own Mailpit is not meant for ours. */
function withoutItsOwn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('MP_')));
}
