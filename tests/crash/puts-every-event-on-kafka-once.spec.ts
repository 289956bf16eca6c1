// Law 7: an outside reader under read_committed, while relay and broker are killed with -9 in mid-load: none missing, none
// twice, in order per stream. `npm run faults` kills twenty times, `npm test` a few.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { customerDecider, type Id } from '#domain';
import { handleCommand, logStatus, type EventStore } from '#event-store';
import { cloneFolder } from '../../deploy/local/folders';
import { readAudit, type AuditReader } from '../support/audit-reader';
import { startCluster, type Cluster } from '../support/cluster';
import { register, rename } from '../support/customer-requests';
import { eventually } from '../support/eventually';
import { startKafka, type TestKafka } from '../support/kafka';
import { count, eventsInLog } from '../support/log-on-kafka';
import { environmentOf, openTestStore, type TestStore } from '../support/test-database';

const KILLS = Number(process.env['TONGGUAN_KILLS'] ?? 4);
/** A killed relay's lease runs out after five seconds; a broker is back after as many. */
const KILL_EVERY_MS = 7_000;
const STREAMS = 40;
/** Enough that every kill meets a batch under way, and far below what one relay can carry. */
const PAUSE_BETWEEN_COMMANDS_MS = 5;

jest.setTimeout(KILLS * 15_000 + 120_000);

let cluster: Cluster;
let test: TestStore;
let kafka: TestKafka;
let relay: ChildProcess;
let reader: AuditReader;

beforeAll(async () => {
  [cluster, kafka] = await Promise.all([startCluster({ durable: true }), startKafka()]);
  test = await openTestStore({}, cluster.url('postgres'));
  relay = startRelay();
  reader = readAudit(kafka.brokers);
});
afterAll(async () => {
  relay?.kill('SIGKILL');
  await reader?.stop();
  await test?.close();
  await kafka?.remove();
  await cluster?.remove();
});

/** The real program. There is no Temporal here: that sink stands still, and the others go on. */
function startRelay(): ChildProcess {
  return spawn(process.execPath, [join(cloneFolder(), 'dist/apps/relay/main.js')], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...environmentOf(test),
      TONGGUAN_KAFKA_BROKERS: kafka.brokers.join(','),
      TONGGUAN_TEMPORAL_ADDRESS: '127.0.0.1:1',
    },
  });
}

async function write(store: EventStore, ids: readonly Id[], stop: AbortSignal): Promise<void> {
  for (const id of ids) await handleCommand(store, customerDecider, register(id));
  for (let round = 0; !stop.aborted; round++) {
    const id = ids[round % ids.length]!;
    const outcome = await handleCommand(store, customerDecider, rename(id, `第${round}名`));
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_COMMANDS_MS));
  }
}

it(`through ${KILLS} kills, of the relay and the broker in turn`, async () => {
  const stop = new AbortController();
  const ids = Array.from({ length: STREAMS }, () => randomUUID());
  const writing = write(test.store, ids, stop.signal);
  await eventually('the first events on Kafka', async () => Promise.resolve(reader.count() > 0 || undefined));
  for (let kill = 0; kill < KILLS; kill++) {
    // At a moment that no clock of the product knows.
    await new Promise((resolve) => setTimeout(resolve, KILL_EVERY_MS * (0.5 + Math.random())));
    if (kill % 2 === 0) {
      const ended = new Promise((resolve) => relay.once('exit', resolve));
      relay.kill('SIGKILL');
      await ended;
      relay = startRelay();
    } else {
      await kafka.kill();
      await kafka.restart();
    }
  }
  const before = reader.count();
  await eventually('it goes on after the last kill', async () => Promise.resolve(reader.count() > before || undefined));
  stop.abort();
  await writing;
  const log = await eventsInLog(test.options.databaseUrl);
  await eventually('the rest', async () => Promise.resolve(reader.count() >= count(log) || undefined));
  expect(Object.fromEntries(reader.seen)).toEqual(Object.fromEntries(log));
  expect(count(log)).toBeGreaterThan(KILLS * 100);
  const sink = await eventually('the sink has caught up', async () => {
    const found = (await logStatus(test.store)).sinks.find((each) => each.sink === 'kafka');
    return found?.waiting === 0 && found.trouble === undefined ? found : undefined;
  });
  expect(sink.waiting).toBe(0);
});
