// The parts that the product stands on: each is the one that the environment names, or one of our own on loopback.
import { join } from 'node:path';
import { stateFolder } from './folders';
import { kafkaObstacle, kafkaPart } from './kafka';
import { keptPort } from './kept-port';
import { mailCatcherObstacle, mailCatcherPart } from './mail-catcher';
import { Part } from './part';
import { ensureDatabase, isUp, preparePostgres } from './postgres';
import { programPart } from './programs';
import { timed } from './progress';
import { API_AUDIENCE } from './sign-in/provider';
import { temporalPart } from './temporal';

export type Begin = (part: Part) => Promise<void>;

export type Databases = { databaseUrl: string; keysDatabaseUrl: string; signInDatabaseUrl: string };

/** `obstacle`: why there is none, for people. */
export type Kafka = { brokers: string; obstacle?: undefined } | { brokers?: undefined; obstacle: string };
export type MailServer =
  { smtpUrl: string; page?: string; obstacle?: undefined } | { smtpUrl?: undefined; obstacle: string };

export const FIRST_TIME = 'fetched or compiled the first time, which takes some minutes';

export async function startDatabases(begin: Begin): Promise<Databases> {
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

export async function startTemporal(begin: Begin): Promise<{ address: string; ui?: string }> {
  const external = process.env['TONGGUAN_TEMPORAL_ADDRESS'];
  if (external !== undefined) return { address: external };
  const [port, uiPort] = [await keptPort('temporal'), await keptPort('temporal-ui')];
  const dataFile = join(stateFolder(), 'temporal.db');
  await begin(await timed('Temporal’s program', () => temporalPart({ port, uiPort, dataFile }), FIRST_TIME));
  return { address: `127.0.0.1:${port}`, ui: `http://127.0.0.1:${uiPort}` };
}

export async function startKafka(begin: Begin): Promise<Kafka> {
  const external = process.env['TONGGUAN_KAFKA_BROKERS'];
  if (external !== undefined) return { brokers: external };
  const obstacle = kafkaObstacle();
  if (obstacle !== undefined) return { obstacle };
  const [port, controllerPort] = [await keptPort('kafka'), await keptPort('kafka-controller')];
  const folder = join(stateFolder(), 'kafka');
  await begin(await timed('Kafka’s program', () => kafkaPart({ port, controllerPort, folder }), FIRST_TIME));
  return { brokers: `127.0.0.1:${port}` };
}

export async function startMail(begin: Begin): Promise<MailServer> {
  const external = process.env['TONGGUAN_SMTP_URL'];
  if (external !== undefined) return { smtpUrl: external };
  const obstacle = mailCatcherObstacle();
  if (obstacle !== undefined) return { obstacle };
  const [smtpPort, uiPort] = [await keptPort('smtp'), await keptPort('mail')];
  const dataFile = join(stateFolder(), 'mail.db');
  await begin(await timed('mail catcher’s program', () => mailCatcherPart({ smtpPort, uiPort, dataFile }), FIRST_TIME));
  return { smtpUrl: `smtp://127.0.0.1:${smtpPort}`, page: `http://127.0.0.1:${uiPort}` };
}

/** One of our own knows the example people. */
export async function startSignIn(
  { signInDatabaseUrl }: Databases,
  begin: Begin,
): Promise<{ issuer: string; audience: string }> {
  const external = process.env['TONGGUAN_OIDC_ISSUER'];
  const audience = process.env['TONGGUAN_OIDC_AUDIENCE'] ?? API_AUDIENCE;
  if (external !== undefined) return { issuer: external, audience };
  const issuer = `http://127.0.0.1:${await keptPort('sign-in')}`;
  await begin(
    programPart({
      name: 'sign-in',
      program: 'deploy/local/sign-in/main',
      environment: {
        TONGGUAN_OIDC_ISSUER: issuer,
        TONGGUAN_SIGN_IN_DATABASE_URL: signInDatabaseUrl,
        TONGGUAN_WEB_ORIGIN: `http://127.0.0.1:${await keptPort('api')}`,
      },
      readyUrl: `${issuer}/.well-known/openid-configuration`,
    }),
  );
  return { issuer, audience };
}
