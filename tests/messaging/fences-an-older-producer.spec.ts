// Law 7: whoever opens the producer is the only one who writes from then on, and learns exactly how far the bus has got.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Producer, type Transaction } from 'kafkajs';
import {
  AUDIT_TOPIC,
  connectBus,
  MARKER_TOPIC,
  type Bus,
  type BusMessage,
  type FencedProducer,
  type Marker,
} from '#messaging';
import { startKafka, type TestKafka } from '../support/kafka';
import { valuesUntil } from './read-topic';

jest.setTimeout(90_000);

/** More than the first look back at the marker topic: two records each. */
const MANY_STARTS = 40;

/** From a broker that answers again to a producer that publishes again. */
const MAX_BACK_MS = 10_000;

let kafka: TestKafka;
let bus: Bus;
let warnings: string[] = [];
beforeAll(async () => {
  kafka = await startKafka();
  bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: { warn: (_, said) => warnings.push(said) } });
  await bus.ensureTopics();
});
afterAll(async () => {
  await bus?.close();
  await kafka?.remove();
});

it('on a new Kafka there is no marker, and what was aborted leaves a topic empty', async () => {
  expect(await bus.isEmpty(AUDIT_TOPIC)).toBe(true);
  const frozen = await beginAsOurs('never');
  const producer = await bus.openFencedProducer();
  expect(producer.marker).toBeUndefined();
  expect(await bus.isEmpty(AUDIT_TOPIC)).toBe(true);
  await producer.publish([message('first')], marker(1));
  expect(await bus.isEmpty(AUDIT_TOPIC)).toBe(false);
  await producer.close();
  await frozen.producer.disconnect();
});

it('the second fences the first', async () => {
  const first = await bus.openFencedProducer();
  await first.publish([message('by the first')], marker(2));
  const second = await bus.openFencedProducer();
  expect(second.marker).toEqual(marker(2));
  await expect(first.publish([message('late')], marker(3))).rejects.toThrow();
  await second.publish([message('by the second')], marker(4));
  expect(await valuesUntil(bus, AUDIT_TOPIC, 'by the second')).toEqual(['first', 'by the first', 'by the second']);
  await first.close();
  await second.close();
});

it('transactions back to back are nothing to warn of', async () => {
  const producer = await bus.openFencedProducer();
  warnings = [];
  for (let turn = 0; turn < 20; turn += 1) await producer.publish([message(`turn ${turn}`)], marker(4));
  expect(warnings).toEqual([]);
  await producer.close();
});

it('what a frozen one has begun is aborted, and it cannot commit it when it wakes', async () => {
  const frozen = await beginAsOurs('begun');
  const producer = await bus.openFencedProducer();
  expect(producer.marker).toEqual(marker(4));
  await expect(frozen.transaction.commit()).rejects.toThrow();
  await producer.publish([message('after the frozen')], marker(5));
  expect(await valuesUntil(bus, AUDIT_TOPIC, 'after the frozen')).not.toContain('begun');
  await producer.close();
  await frozen.producer.disconnect();
});

it('the marker is found behind many starts that published nothing', async () => {
  for (let start = 0; start < MANY_STARTS; start += 1) {
    const producer = await bus.openFencedProducer();
    expect(producer.marker).toEqual(marker(5));
    await producer.close();
  }
});

it('the marker is found behind transactions that were aborted', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { producer, transaction } = await beginAsOurs('aborted');
    await transaction.abort();
    await producer.disconnect();
  }
  const producer = await bus.openFencedProducer();
  expect(producer.marker).toEqual(marker(5));
  await producer.close();
});

it('a batch for one stream may be larger than what Kafka takes at once, and so may one event', async () => {
  const producer = await bus.openFencedProducer();
  const large = Array.from({ length: 500 }, (_, at) => message(`${at} ${'x'.repeat(20_000)}`));
  const veryLarge = message('y'.repeat(3 * 1024 * 1024));
  await producer.publish([...large, veryLarge, message('after the large')], marker(5));
  const read = await valuesUntil(bus, AUDIT_TOPIC, 'after the large');
  expect(read.slice(-502).map((value) => value.length)).toEqual(
    [...large, veryLarge, message('after the large')].map(({ value }) => value.length),
  );
  await producer.close();
});

it('a broker that is killed with -9 while batches are under way loses none and doubles none', async () => {
  let producer = await bus.openFencedProducer();
  let position = producer.marker!.position;
  const publishOne = async (): Promise<void> => {
    await producer.publish([message(`event ${position + 1}`)], marker(position + 1));
    position += 1;
  };
  const until = async (end: number): Promise<void> => {
    while (position < end) await publishOne();
  };
  await until(10);
  const interrupted = expect(until(100_000)).rejects.toThrow(/connection|closed|coordinator/i);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await kafka.kill();
  await interrupted;
  await producer.close();
  warnings = [];
  await expect(bus.openFencedProducer()).rejects.toThrow(/ECONNREFUSED/);
  expect(warnings.length).toBeGreaterThan(0);
  expect(new Set(warnings).size).toBe(warnings.length);
  await kafka.restart();
  const back = performance.now();
  producer = await opened();
  expect([position, position + 1]).toContain(producer.marker!.position);
  position = producer.marker!.position;
  await publishOne();
  expect(performance.now() - back).toBeLessThan(MAX_BACK_MS);
  await until(position + 5);
  const events = (await valuesUntil(bus, AUDIT_TOPIC, `event ${position}`)).filter((value) =>
    value.startsWith('event'),
  );
  expect(events).toEqual(Array.from({ length: position - 5 }, (_, at) => `event ${at + 6}`));
  await producer.close();
});

/** As the relay does it: again until it works. */
async function opened(): Promise<FencedProducer> {
  for (;;) {
    const producer = await bus.openFencedProducer().catch(() => undefined);
    if (producer !== undefined) return producer;
  }
}

/** A predecessor in the middle of a transaction, with a marker that was never committed. */
async function beginAsOurs(value: string): Promise<{ producer: Producer; transaction: Transaction }> {
  const client = new Kafka({ brokers: kafka.brokers, logLevel: logLevel.NOTHING, retry: { initialRetryTime: 10 } });
  const producer = client.producer({ transactionalId: 'tongguan-relay-0', idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  const uncommitted = { key: 'marker', value: JSON.stringify(marker(999)), partition: 0 };
  await transaction.sendBatch({
    topicMessages: [
      { topic: AUDIT_TOPIC, messages: [{ key: 'one stream', value, partition: 3 }] },
      { topic: MARKER_TOPIC, messages: [uncommitted] },
    ],
  });
  return { producer, transaction };
}

function message(value: string): BusMessage {
  return { topic: AUDIT_TOPIC, key: 'one stream', partition: 3, value, headers: { ce_id: randomUUID() } };
}

function marker(position: number): Marker {
  return { position, eventId: `event-${position}`, hash: position.toString(16).padStart(64, '0') };
}
