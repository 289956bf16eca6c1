// Law 7: when Kafka is ahead of the log (a restored backup), or holds what this log never wrote, the sink stops and says so.
import { randomUUID } from 'node:crypto';
import { customerDecider } from '#domain';
import { handleCommand, logStatus, runSequencer, runSink, type EventStore } from '#event-store';
import { AUDIT_TOPIC, connectBus, type Bus } from '#messaging';
import { beginKafkaSink, KAFKA_SINK } from '../../apps/relay/kafka-sink';
import { register } from '../support/customer-requests';
import { eventually } from '../support/eventually';
import { startKafka, type TestKafka } from '../support/kafka';
import { openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(90_000);

let kafka: TestKafka;
let bus: Bus;
const opened: TestStore[] = [];
beforeAll(async () => {
  kafka = await startKafka();
  bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: { warn: () => undefined } });
});
afterAll(async () => {
  await bus?.close();
  for (const store of opened) await store.close();
  await kafka?.remove();
});

/** A log of its own, fed to the one Kafka until `seen` answers. */
async function feed<T>(events: number, seen: (store: EventStore) => Promise<T | undefined>): Promise<T> {
  const test = await openTestStore();
  opened.push(test);
  for (let written = 0; written < events; written++) {
    await handleCommand(test.store, customerDecider, register(randomUUID()));
  }
  const stop = new AbortController();
  const ignored = (): void => undefined;
  const running = Promise.all([
    runSequencer(test.store, 'test', stop.signal, ignored),
    runSink(test.store, KAFKA_SINK, 'test', stop.signal, beginKafkaSink(test.store, bus), ignored),
  ]);
  try {
    return await eventually('the sink', () => seen(test.store));
  } finally {
    stop.abort();
    await running;
  }
}

const kafkaOf = async (store: EventStore): Promise<{ trouble?: string; waiting: number } | undefined> =>
  (await logStatus(store)).sinks.find(({ sink }) => sink === KAFKA_SINK);

it('a log that has not what Kafka has', async () => {
  await feed(5, async (store) => ((await kafkaOf(store))?.waiting === 0 ? true : undefined));
  expect(await bus.isEmpty(AUDIT_TOPIC)).toBe(false);
  const shorter = await feed(3, async (store) => (await kafkaOf(store))?.trouble);
  expect(shorter).toBe('KAFKA_AHEAD_OF_LOG');
  const asLong = await feed(5, async (store) => (await kafkaOf(store))?.trouble);
  expect(asLong).toBe('KAFKA_AHEAD_OF_LOG');
});
