// The whole product as `npm start` runs it, with data of its own, beside anything else that runs on this machine.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { isAlive, type Running } from '../../deploy/local/state';
import { ApiClient } from '../../deploy/local/story/api-client';
import { signIn } from '../../deploy/local/story/sign-in';
import { eventually } from './eventually';
import { markRunner, removeRemains } from './remains';

/** One that several test files use: each with customers, people and sales of its own. */
export type SharedProduct = Running & {
  /** Data, logs and pid files of this instance. */
  folder: string;
  as(subject: string): Promise<ApiClient>;
};

export type Product = SharedProduct & {
  /** What it said at the terminal. */
  said(): string;
  /** As Ctrl-C does; the data stays. */
  stop(): Promise<void>;
  /** -9 for the start itself, which can end nothing that it started any more. */
  kill(): Promise<void>;
  /** As Ctrl-C does, and removes the data. */
  remove(): Promise<void>;
};

const PREFIX = 'tongguan-product-';
const SHARED = 'TONGGUAN_TEST_PRODUCT';
const START = ['--enable-source-maps', join(cloneFolder(), 'dist/deploy/local/start.js')];
const START_TIMEOUT_MS = 120_000;

/** @param data of an earlier start, to be started again */
export async function startProduct(
  environment: { [name: string]: string } = {},
  data?: Pick<Product, 'folder'>,
): Promise<Product> {
  removeRemainsOfProducts();
  const base = data === undefined ? newFolder() : dirname(data.folder);
  const child = spawn(process.execPath, START, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environmentIn(base), ...environment },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
  const running = await ready(child, base, () => said.join(''));
  markRunner(base);
  return {
    ...running,
    folder: stateBelow(base)!,
    said: () => said.join(''),
    as: clientsOf(running),
    stop: () => end(child, 'SIGINT'),
    kill: () => end(child, 'SIGKILL'),
    remove: async () => {
      await end(child, 'SIGINT');
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/**
 * The product that all test files of a run share: started by the first that asks, ended with the run (`endSharedProduct`). For tests that
 * neither stop it, nor change what belongs to everybody, nor count what is there.
 */
export async function sharedProduct(): Promise<SharedProduct> {
  const base = process.env[SHARED];
  if (base === undefined) throw new Error('the test run has no folder for a product: its global setup did not run');
  const log = join(base, 'said.log');
  const running = claimed(base)
    ? await ready(startedForAll(base, log), base, () => readFileSync(log, 'utf8'))
    : await startedByAnother(base);
  return { ...running, folder: stateBelow(base)!, as: clientsOf(running) };
}

/** For the global setup: the folder by which the test files find each other's product. */
export function placeForSharedProduct(): void {
  removeRemainsOfProducts();
  const base = newFolder();
  markRunner(base);
  process.env[SHARED] = base;
}

/** For the global teardown. */
export async function endSharedProduct(): Promise<void> {
  const base = process.env[SHARED];
  if (base === undefined) return;
  const pid = startedIn(base);
  if (pid !== undefined && isAlive(pid)) {
    process.kill(pid, 'SIGINT');
    await eventually('the product ended', () => Promise.resolve(isAlive(pid) ? undefined : true));
  }
  rmSync(base, { recursive: true, force: true });
}

/** It outlives the test file that started it, and perhaps that file's process. */
function startedForAll(base: string, log: string): ChildProcess {
  const output = openSync(log, 'a');
  const options = { stdio: ['ignore', output, output] as StdioOptions, env: environmentIn(base), detached: true };
  const child = spawn(process.execPath, START, options);
  closeSync(output);
  child.unref();
  return child;
}

function claimed(base: string): boolean {
  try {
    closeSync(openSync(join(base, 'claimed'), 'wx'));
    return true;
  } catch {
    return false;
  }
}

function startedByAnother(base: string): Promise<Running> {
  return eventually('the shared product started', () => Promise.resolve(runningIn(base)), START_TIMEOUT_MS);
}

function removeRemainsOfProducts(): void {
  removeRemains(PREFIX, (folder) => ({
    pid: startedIn(folder),
    signal: 'SIGINT',
    commandLine: 'deploy/local/start.js',
  }));
}

function newFolder(): string {
  const base = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(base, 0o755);
  return base;
}

function environmentIn(base: string): NodeJS.ProcessEnv {
  return { ...withoutOurs(), TONGGUAN_STATE: base, TONGGUAN_PORTS: 'any', TONGGUAN_EXAMPLE_SALES: 'off' };
}

function clientsOf(running: Running): (subject: string) => Promise<ApiClient> {
  const clients = new Map<string, Promise<ApiClient>>();
  return (subject) => {
    const known = clients.get(subject);
    if (known !== undefined) return known;
    const client = signIn(running.issuer, subject).then(
      ({ accessToken }) => new ApiClient(running.apiUrl, accessToken),
    );
    clients.set(subject, client);
    return client;
  };
}

async function ready(child: ChildProcess, base: string, said: () => string): Promise<Running> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const running = runningIn(base);
    if (running?.pid === child.pid) return running!;
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child, 'SIGINT');
      throw new Error(`the product did not start:\n${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function runningIn(base: string): Running | undefined {
  const file = join(stateBelow(base) ?? base, 'running.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Running) : undefined;
}

/** The one folder that a start makes for its clone. */
function stateBelow(base: string): string | undefined {
  const [folder] = readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folder === undefined ? undefined : join(base, folder.name);
}

function startedIn(base: string): number | undefined {
  return runningIn(base)?.pid;
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
