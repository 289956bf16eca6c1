// The whole product as `npm start` runs it, with data of its own, beside anything else that runs on this machine.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import type { Running } from '../../deploy/local/state';
import { ApiClient } from '../../deploy/local/story/api-client';
import { signIn } from '../../deploy/local/story/sign-in';
import { markRunner, removeRemains } from './remains';

export type Product = Running & {
  /** Data, logs and pid files of this instance. */
  folder: string;
  /** What it said at the terminal. */
  said(): string;
  as(subject: string): Promise<ApiClient>;
  /** As Ctrl-C does; the data stays. */
  stop(): Promise<void>;
  /** -9 for the start itself, which can end nothing that it started any more. */
  kill(): Promise<void>;
  /** As Ctrl-C does, and removes the data. */
  remove(): Promise<void>;
};

const PREFIX = 'tongguan-product-';
const START_TIMEOUT_MS = 120_000;

/** @param data of an earlier start, to be started again */
export async function startProduct(
  environment: { [name: string]: string } = {},
  data?: Pick<Product, 'folder'>,
): Promise<Product> {
  removeRemains(PREFIX, (folder) => ({
    pid: startedIn(folder),
    signal: 'SIGINT',
    commandLine: 'deploy/local/start.js',
  }));
  const base = data === undefined ? mkdtempSync(join(tmpdir(), PREFIX)) : dirname(data.folder);
  chmodSync(base, 0o755);
  const child = spawn(process.execPath, ['--enable-source-maps', join(cloneFolder(), 'dist/deploy/local/start.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...withoutOurs(),
      TONGGUAN_STATE: base,
      TONGGUAN_PORTS: 'any',
      TONGGUAN_EXAMPLE_SALES: 'off',
      ...environment,
    },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const running = await ready(child, base, said);
  const folder = stateBelow(base)!;
  markRunner(base);
  const clients = new Map<string, Promise<ApiClient>>();
  return {
    ...running,
    folder,
    said: () => said.join(''),
    as: (subject) => {
      const known = clients.get(subject);
      if (known !== undefined) return known;
      const client = signIn(running.issuer, subject).then(
        ({ accessToken }) => new ApiClient(running.apiUrl, accessToken),
      );
      clients.set(subject, client);
      return client;
    },
    stop: () => end(child, 'SIGINT'),
    kill: () => end(child, 'SIGKILL'),
    remove: async () => {
      await end(child, 'SIGINT');
      rmSync(base, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, base: string, said: readonly string[]): Promise<Running> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const file = join(stateBelow(base) ?? base, 'running.json');
    const running = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Running) : undefined;
    if (running?.pid === child.pid) return running!;
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child, 'SIGINT');
      throw new Error(`the product did not start:\n${said.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The one folder that a start makes for its clone. */
function stateBelow(base: string): string | undefined {
  const [folder] = readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folder === undefined ? undefined : join(base, folder.name);
}

function startedIn(base: string): number | undefined {
  const file = join(stateBelow(base) ?? base, 'running.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Running).pid : undefined;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** What the shell says about an installation is not meant for this one. */
function withoutOurs(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('TONGGUAN_') || name === 'TONGGUAN_CACHE'),
  );
}
