// `npm start`: brings the parts up on loopback, in parallel where they do not need each other, and keeps them until Ctrl-C.
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { readModelMigrations } from '#read-model';
import { stateFolder } from './folders';
import { freePort } from './free-port';
import { endLeftovers, Part } from './part';
import { ensureDatabase, isUp, preparePostgres } from './postgres';
import { programPart } from './programs';
import { timed } from './progress';
import { temporalPart } from './temporal';
import { loadExampleCompany, publishShippedPlaybooks } from './set-up';
import { API_AUDIENCE } from './sign-in/provider';
import {
  clearRunning,
  ensureSecret,
  ensureStateFolder,
  readRunning,
  remember,
  remembered,
  writeRunning,
  type Running,
} from './state';

/** What people will remember; others are taken when these are not free, and kept from start to start. */
const PREFERRED_PORTS = { postgres: 7432, api: 7400, 'sign-in': 7401, temporal: 7233, 'temporal-ui': 7402 } as const;

type Databases = Pick<Running, 'databaseUrl' | 'keysDatabaseUrl'> & { signInDatabaseUrl: string };

async function main(): Promise<void> {
  ensureStateFolder();
  const running = readRunning();
  if (running !== undefined) {
    throw new Error(
      `this clone is running already (process ${running.pid}, since ${running.startedAt}). Stop it there with Ctrl-C.`,
    );
  }
  endLeftovers();
  const parts: Part[] = [];
  stopInOrder(parts);
  const begin = async (part: Part): Promise<void> => {
    parts.push(part);
    await timed(part.name, () => part.start());
  };
  try {
    const ready = await bringUp(begin);
    writeRunning({ pid: process.pid, startedAt: new Date().toISOString(), ...ready });
    process.stdout.write(welcome(ready));
  } catch (error) {
    await stopAll(parts);
    throw error;
  }
}

async function bringUp(begin: (part: Part) => Promise<void>): Promise<Omit<Running, 'pid' | 'startedAt'>> {
  const masterKey = process.env['TONGGUAN_MASTER_KEY'] ?? ensureSecret('master.key', 32);
  const [databases, temporal] = await Promise.all([startDatabases(begin), startTemporal(begin)]);
  const { databaseUrl, keysDatabaseUrl } = databases;
  await timed('tables and example data', () => setUp(databaseUrl, keysDatabaseUrl, masterKey));
  const apiUrl = `http://127.0.0.1:${await keptPort('api')}`;
  const { issuer, audience } = await startSignIn(databases, begin);
  const environment = {
    TONGGUAN_DATABASE_URL: databaseUrl,
    TONGGUAN_KEYS_DATABASE_URL: keysDatabaseUrl,
    TONGGUAN_MASTER_KEY: masterKey,
    TONGGUAN_OIDC_ISSUER: issuer,
    TONGGUAN_OIDC_AUDIENCE: audience,
    TONGGUAN_API_PORT: new URL(apiUrl).port,
    TONGGUAN_TEMPORAL_ADDRESS: temporal.address,
  };
  await Promise.all([
    begin(programPart({ name: 'relay', program: 'apps/relay/main', environment })),
    begin(programPart({ name: 'worker', program: 'apps/worker/main', environment })),
    begin(programPart({ name: 'api', program: 'apps/api/main', environment, readyUrl: `${apiUrl}/ready` })),
  ]);
  return { databaseUrl, keysDatabaseUrl, apiUrl, issuer, temporalAddress: temporal.address, temporalUi: temporal.ui };
}

/** The databases that the environment names, or a PostgreSQL of our own. */
async function startDatabases(begin: (part: Part) => Promise<void>): Promise<Databases> {
  const databaseUrl = process.env['TONGGUAN_DATABASE_URL'];
  const keysDatabaseUrl = process.env['TONGGUAN_KEYS_DATABASE_URL'];
  const signInDatabaseUrl = process.env['TONGGUAN_SIGN_IN_DATABASE_URL'];
  if ((databaseUrl === undefined) !== (keysDatabaseUrl === undefined)) {
    throw new Error('TONGGUAN_DATABASE_URL and TONGGUAN_KEYS_DATABASE_URL go together: set both or neither.');
  }
  if (databaseUrl !== undefined && keysDatabaseUrl !== undefined) {
    return { databaseUrl, keysDatabaseUrl, signInDatabaseUrl: signInDatabaseUrl ?? keysDatabaseUrl };
  }
  const folder = join(stateFolder(), 'postgres');
  const prepared = await preparePostgres({ folder, port: await keptPort('postgres'), maxConnections: 200 });
  await begin(
    new Part({
      name: 'PostgreSQL',
      logFile: prepared.logFile,
      spawn: () => prepared.spawn(),
      isReady: () => isUp(prepared),
      // Fast shutdown: connections are cut, everything committed stays.
      stopSignal: 'SIGINT',
    }),
  );
  for (const name of ['tongguan', 'tongguan_keys', 'sign_in']) await ensureDatabase(prepared, name);
  return {
    databaseUrl: prepared.url('tongguan'),
    keysDatabaseUrl: prepared.url('tongguan_keys'),
    signInDatabaseUrl: prepared.url('sign_in'),
  };
}

/** The Temporal that the environment names, or one of our own with its page. */
async function startTemporal(begin: (part: Part) => Promise<void>): Promise<{ address: string; ui?: string }> {
  const external = process.env['TONGGUAN_TEMPORAL_ADDRESS'];
  if (external !== undefined) return { address: external };
  const [port, uiPort] = [await keptPort('temporal'), await keptPort('temporal-ui')];
  const dataFile = join(stateFolder(), 'temporal.db');
  const make = (): Promise<Part> => temporalPart({ port, uiPort, dataFile });
  const part = await timed('Temporal server', make, 'fetched or compiled the first time, which takes some minutes');
  await begin(part);
  return { address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
}

/** The provider that the environment names, or one of our own that knows the example people. */
async function startSignIn(
  { signInDatabaseUrl }: Databases,
  begin: (part: Part) => Promise<void>,
): Promise<{ issuer: string; audience: string }> {
  const external = process.env['TONGGUAN_OIDC_ISSUER'];
  const audience = process.env['TONGGUAN_OIDC_AUDIENCE'] ?? API_AUDIENCE;
  if (external !== undefined) return { issuer: external, audience };
  const issuer = `http://127.0.0.1:${await keptPort('sign-in')}`;
  await begin(
    programPart({
      name: 'sign-in',
      program: 'deploy/local/sign-in/main',
      environment: { TONGGUAN_OIDC_ISSUER: issuer, TONGGUAN_SIGN_IN_DATABASE_URL: signInDatabaseUrl },
      readyUrl: `${issuer}/.well-known/openid-configuration`,
    }),
  );
  return { issuer, audience };
}

async function setUp(databaseUrl: string, keysDatabaseUrl: string, masterKey: string): Promise<void> {
  const store = await EventStore.open({
    databaseUrl,
    keysDatabaseUrl,
    masterKey: Buffer.from(masterKey, 'base64'),
    applicationName: 'tongguan start',
    migrations: readModelMigrations,
  });
  try {
    await publishShippedPlaybooks(store);
    await loadExampleCompany(store);
  } finally {
    await store.close();
  }
}

/** The port of an earlier start, else the preferred one, else any; TONGGUAN_PORTS=any leaves the preferred ones to others. */
async function keptPort(name: keyof typeof PREFERRED_PORTS): Promise<number> {
  const preferred = process.env['TONGGUAN_PORTS'] === 'any' ? undefined : PREFERRED_PORTS[name];
  const port = await freePort(remembered(`${name}.port`) ?? preferred);
  remember(`${name}.port`, port);
  return port;
}

function stopInOrder(parts: Part[]): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      process.stderr.write('\nstopping …\n');
      clearRunning();
      void stopAll(parts).then(() => process.exit(0));
    });
  }
}

/** What was started last is stopped first: nothing loses what it needs while it ends. */
async function stopAll(parts: readonly Part[]): Promise<void> {
  const [first, ...others] = parts;
  await Promise.all(others.map((part) => part.stop()));
  await first?.stop();
}

function welcome({ apiUrl, issuer, temporalUi }: Pick<Running, 'apiUrl' | 'issuer' | 'temporalUi'>): string {
  return `
Tongguan is ready.
  API and its description   ${apiUrl}/docs
  Sign-in (example people)  ${issuer}
  Processes (Temporal)      ${temporalUi ?? 'at your own Temporal'}
  Data and logs             ${stateFolder()}
Ctrl-C stops it; the data stays.
`;
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
