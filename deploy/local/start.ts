// `npm start`: brings the parts up on loopback, in parallel where they do not need each other, and keeps them until Ctrl-C.
import { stateFolder } from './folders';
import { keptPort } from './kept-port';
import { endLeftovers, type Part } from './part';
import { startDatabases, startKafka, startMail, startSignIn, startTemporal, type Begin, type Databases } from './parts';
import { programPart } from './programs';
import { timed } from './progress';
import { loadExampleSales } from './example-sales';
import { setUp } from './set-up';
import { clearRunning, ensureSecret, ensureStateFolder, readRunning, writeRunning, type Running } from './state';

type Ready = Omit<Running, 'pid' | 'startedAt'>;

/** What is not there and what follows from it, for people. */
type Lack = string;

async function main(): Promise<void> {
  ensureStateFolder();
  const running = readRunning();
  if (running !== undefined) {
    throw new Error(
      `this clone is running already (process ${running.pid}, since ${running.startedAt}). Stop it there with Ctrl-C.`,
    );
  }
  endLeftovers();
  const started = new Started();
  stopInOrder(started);
  try {
    const { ready, lacks } = await bringUp(started);
    writeRunning({ pid: process.pid, startedAt: new Date().toISOString(), ...ready });
    process.stdout.write(welcome(ready, lacks));
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** Tests that count what they do begin without what the example people have done. */
async function exampleData(databases: Databases, masterKey: Buffer): Promise<void> {
  const options = { ...databases, masterKey, applicationName: 'tongguan start' };
  await setUp(options);
  if (process.env['TONGGUAN_EXAMPLE_SALES'] === 'off') return;
  const leaveOut = (what: string): void => void process.stderr.write(`example data left out: ${what}\n`);
  try {
    const { refused } = await loadExampleSales(options);
    refused.forEach(leaveOut);
  } catch (error) {
    // The product is whole without it.
    leaveOut((error as Error).message);
  }
}

async function bringUp(started: Started): Promise<{ ready: Ready; lacks: Lack[] }> {
  const masterKey = process.env['TONGGUAN_MASTER_KEY'] ?? ensureSecret('master.key', 32);
  const server: Begin = (part) => started.begin(part, 'server');
  const program: Begin = (part) => started.begin(part, 'program');
  const withData = async (): Promise<{ databases: Databases; issuer: string; audience: string }> => {
    const databases = await startDatabases(server);
    const [signIn] = await Promise.all([
      startSignIn(databases, program),
      timed('tables and example data', () => exampleData(databases, Buffer.from(masterKey, 'base64'))),
    ]);
    return { databases, ...signIn };
  };
  const [{ databases, issuer, audience }, temporal, kafka, mail] = await Promise.all([
    withData(),
    startTemporal(server),
    startKafka(server),
    startMail(server),
  ]);
  const { databaseUrl, keysDatabaseUrl } = databases;
  const apiUrl = `http://127.0.0.1:${await keptPort('api')}`;
  const environment = {
    TONGGUAN_DATABASE_URL: databaseUrl,
    TONGGUAN_KEYS_DATABASE_URL: keysDatabaseUrl,
    TONGGUAN_MASTER_KEY: masterKey,
    TONGGUAN_OIDC_ISSUER: issuer,
    TONGGUAN_OIDC_AUDIENCE: audience,
    TONGGUAN_API_PORT: new URL(apiUrl).port,
    TONGGUAN_TEMPORAL_ADDRESS: temporal.address,
    ...(kafka.brokers === undefined ? {} : { TONGGUAN_KAFKA_BROKERS: kafka.brokers }),
  };
  const notifies = kafka.brokers !== undefined && mail.smtpUrl !== undefined;
  await Promise.all([
    program(programPart({ name: 'relay', program: 'apps/relay/main', environment })),
    program(programPart({ name: 'worker', program: 'apps/worker/main', environment })),
    program(programPart({ name: 'api', program: 'apps/api/main', environment, readyUrl: `${apiUrl}/ready` })),
    notifies &&
      program(
        programPart({
          name: 'notifier',
          program: 'apps/notifier/main',
          environment: {
            ...environment,
            TONGGUAN_SMTP_URL: mail.smtpUrl,
            TONGGUAN_MAIL_FROM: process.env['TONGGUAN_MAIL_FROM'] ?? 'Tongguan <tongguan@example.test>',
          },
        }),
      ),
  ]);
  const { address: temporalAddress, ui: temporalUi } = temporal;
  const addresses = { temporalAddress, temporalUi, kafkaBrokers: kafka.brokers, mailPage: mail.smtpUrl && mail.page };
  return {
    ready: { databaseUrl, keysDatabaseUrl, apiUrl, issuer, ...addresses },
    lacks: [
      ...(kafka.obstacle === undefined ? [] : [`no Kafka: ${kafka.obstacle}. Reminders wait until there is one.`]),
      ...(mail.obstacle === undefined ? [] : [`no mail: ${mail.obstacle}. Reminders stay on Kafka.`]),
    ],
  };
}

/** Everything that was begun. Our programs end before the servers they speak to: nothing loses what it needs while it ends. */
class Started {
  private readonly parts: { part: Part; kind: 'server' | 'program' }[] = [];

  async begin(part: Part, kind: 'server' | 'program'): Promise<void> {
    this.parts.push({ part, kind });
    await timed(part.name, () => part.start());
  }

  async stop(): Promise<void> {
    for (const kind of ['program', 'server'] as const) {
      await Promise.all(this.parts.filter((each) => each.kind === kind).map(({ part }) => part.stop()));
    }
  }
}

function stopInOrder(started: Started): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      process.stderr.write('\nstopping …\n');
      clearRunning();
      void started.stop().then(() => process.exit(0));
    });
  }
}

function welcome({ apiUrl, issuer, temporalUi, mailPage, kafkaBrokers }: Ready, lacks: Lack[]): string {
  const lines: [string, string | undefined][] = [
    ['Pages', apiUrl],
    ['Sign in there as', 'manager (sells), supervisor (approves), auditor, administrator; no password'],
    ['API and its description', `${apiUrl}/docs`],
    ['Sign-in (example people)', issuer],
    ['Processes (Temporal)', temporalUi ?? 'at your own Temporal'],
    ['Mail (caught, not sent)', mailPage],
    ['Kafka', kafkaBrokers],
    ['Data and logs', stateFolder()],
  ];
  const shown = lines.flatMap(([what, where]) => (where === undefined ? [] : [`  ${what.padEnd(25)} ${where}\n`]));
  const missing = lacks.map((lack) => `  ! ${lack}\n`);
  return `\nTongguan is ready.\n${shown.join('')}${missing.join('')}Ctrl-C stops it; the data stays.\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
