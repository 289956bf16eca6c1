// `npm start`: brings the parts up on loopback, in parallel where they do not need each other, and keeps them until Ctrl-C.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { stateFolder } from './folders';
import { ensureDatabase, startPostgres, type RunningPostgres } from './postgres';
import { timed } from './progress';
import {
  clearRunning,
  ensureSecret,
  ensureStateFolder,
  isAlive,
  readRunning,
  remember,
  remembered,
  writeRunning,
} from './state';

type Databases = { databaseUrl: string; keysDatabaseUrl: string; stop(): Promise<void> };

async function main(): Promise<void> {
  ensureStateFolder();
  const running = readRunning();
  if (running !== undefined) {
    throw new Error(
      `this clone is running already (process ${running.pid}, since ${running.startedAt}). Stop it there with Ctrl-C.`,
    );
  }
  const masterKey = process.env['TONGGUAN_MASTER_KEY'] ?? ensureSecret('master.key', 32);
  const databases = await timed('PostgreSQL', startDatabases);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    process.stderr.write('\nstopping …\n');
    clearRunning();
    await databases.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

  const { databaseUrl, keysDatabaseUrl } = databases;
  await timed('tables', () => migrateAll(databaseUrl, keysDatabaseUrl, masterKey));
  writeRunning({ pid: process.pid, startedAt: new Date().toISOString(), databaseUrl, keysDatabaseUrl });
  process.stdout.write(`\nTongguan is ready. Data: ${stateFolder()}. Ctrl-C stops it; the data stays.\n`);
}

/** The databases that the environment names, or a PostgreSQL of our own. */
async function startDatabases(): Promise<Databases> {
  const databaseUrl = process.env['TONGGUAN_DATABASE_URL'];
  const keysDatabaseUrl = process.env['TONGGUAN_KEYS_DATABASE_URL'];
  if ((databaseUrl === undefined) !== (keysDatabaseUrl === undefined)) {
    throw new Error('TONGGUAN_DATABASE_URL and TONGGUAN_KEYS_DATABASE_URL go together: set both or neither.');
  }
  if (databaseUrl !== undefined && keysDatabaseUrl !== undefined) {
    return { databaseUrl, keysDatabaseUrl, stop: () => Promise.resolve() };
  }
  const folder = join(stateFolder(), 'postgres');
  endLeftover(folder);
  const postgres: RunningPostgres = await startPostgres({ folder, port: remembered('postgres.port') });
  remember('postgres.port', postgres.port);
  for (const name of ['tongguan', 'tongguan_keys']) await ensureDatabase(postgres, name);
  return {
    databaseUrl: postgres.url('tongguan'),
    keysDatabaseUrl: postgres.url('tongguan_keys'),
    stop: () => postgres.stop(),
  };
}

/** Our own server of a start that was killed: it still runs on our data, and says so in the pid file in our folder. */
function endLeftover(folder: string): void {
  const file = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  const commandLine = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : folder;
  if (!commandLine.includes(folder)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (isAlive(pid) && existsSync(file) && Date.now() < deadline) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

async function migrateAll(databaseUrl: string, keysDatabaseUrl: string, masterKey: string): Promise<void> {
  const store = await EventStore.open({
    databaseUrl,
    keysDatabaseUrl,
    masterKey: Buffer.from(masterKey, 'base64'),
    applicationName: 'tongguan start',
  });
  await store.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
