// Law 7: a batch whose acknowledgement is lost is neither lost nor doubled, and neither is the next one. The first two tests show
// what happens without the recipe: they fail when kafkajs no longer loses anything, and then the recipe may be thought over.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import {
  AUDIT_TOPIC,
  connectBus,
  DEAD_LETTER_TOPIC,
  REMINDERS_TOPIC,
  type Bus,
  type BusMessage,
  type FencedProducer,
  type ReceivedMessage,
} from '#messaging';
import { freePort } from '../../deploy/local/free-port';
import { startKafka, type TestKafka } from '../support/kafka';
import { silentLog, valuesUntil } from './read-topic';
import { startSwallowingProxy, type SwallowingProxy } from './swallowing-proxy';

jest.setTimeout(90_000);

/** As the port promises it, and what a slow machine needs besides. */
const MAX_FAILURE_MS = 10_000 + 1_000;

/** A transaction that nobody ends keeps readers waiting for fifteen. */
const MAX_READING_MS = 5_000;

let proxy: SwallowingProxy;
let kafka: TestKafka;
let bus: Bus;
beforeAll(async () => {
  const port = await freePort();
  proxy = await startSwallowingProxy(port);
  kafka = await startKafka({ port, advertisedPort: proxy.port });
  bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: silentLog });
  await bus.ensureTopics();
});
afterAll(async () => {
  await bus?.close();
  await kafka?.remove();
  await proxy?.close();
});

describe('without the recipe', () => {
  let producer: Producer;
  afterEach(() => producer?.disconnect());

  const open = (transactionalId?: string): Producer =>
    new Kafka({
      ...{ brokers: kafka.brokers, logLevel: logLevel.NOTHING },
      retry: { retries: 2, initialRetryTime: 20 },
    }).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      ...(transactionalId !== undefined && { transactionalId }),
    });

  it('an idempotent producer that goes on after a failed send loses the next batch of the same size', async () => {
    producer = open();
    await producer.connect();
    const send = (...values: string[]): Promise<unknown> =>
      producer.send({ topic: REMINDERS_TOPIC, messages: values.map((value) => ({ value, partition: 0 })) });
    await send('a1', 'a2');
    proxy.swallow('Produce', 'cut');
    await expect(send('b1', 'b2')).rejects.toThrow();
    expect(proxy.heal()).toBeGreaterThan(0);
    await send('c1', 'c2');
    await send('plain-end');
    expect(await valuesUntil(bus, REMINDERS_TOPIC, 'plain-end')).toEqual(['a1', 'a2', 'b1', 'b2', 'plain-end']);
  });

  it('a transaction alone is no help', async () => {
    producer = open('without-the-recipe');
    await producer.connect();
    const send = async (...values: string[]): Promise<void> => {
      const transaction = await producer.transaction();
      try {
        await transaction.send({
          topic: DEAD_LETTER_TOPIC,
          messages: values.map((value) => ({ value, partition: 0 })),
        });
      } catch (error) {
        proxy.heal();
        await transaction.abort();
        throw error;
      }
      await transaction.commit();
    };
    await send('a1', 'a2');
    proxy.swallow('Produce', 'cut');
    await expect(send('b1', 'b2')).rejects.toThrow();
    await send('c1', 'c2');
    await send('transactions-end');
    expect(await valuesUntil(bus, DEAD_LETTER_TOPIC, 'transactions-end')).toEqual(['a1', 'a2', 'transactions-end']);
  });
});

describe('with it', () => {
  let producer: FencedProducer;
  let position = 0;
  const publish = async (...values: string[]): Promise<void> => {
    const marker = { position: position + values.length, eventId: randomUUID(), hash: '00' };
    await producer.publish(values.map(message), marker);
    position = marker.position;
  };
  const reopen = async (): Promise<void> => {
    await producer?.close();
    producer = await bus.openFencedProducer();
    position = producer.marker?.position ?? 0;
  };

  it.each(['cut', 'silent'] as const)('a batch whose acknowledgement is lost (%s) is published once', async (then) => {
    await reopen();
    const before = position;
    await publish(`${then}-a1`, `${then}-a2`);
    proxy.swallow('Produce', then);
    const failing = performance.now();
    await expect(publish(`${then}-b1`, `${then}-b2`)).rejects.toThrow();
    expect(performance.now() - failing).toBeLessThan(MAX_FAILURE_MS);
    expect(proxy.heal()).toBeGreaterThan(0);
    await expect(publish(`${then}-c1`, `${then}-c2`)).rejects.toThrow(/failed before/);
    await reopen();
    expect(position).toBe(before + 2);
    await publish(`${then}-b1`, `${then}-b2`);
    await publish(`${then}-c1`, `${then}-c2`);
    const published = (await valuesUntil(bus, AUDIT_TOPIC, `${then}-c2`)).filter((value) => value.startsWith(then));
    expect(published).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((value) => `${then}-${value}`));
  });

  it('a batch whose commit is not answered is known by its marker', async () => {
    await reopen();
    const before = position;
    await publish('commit-a1', 'commit-a2');
    proxy.swallow('EndTxn', 'cut');
    await expect(publish('commit-b1', 'commit-b2')).rejects.toThrow();
    expect(proxy.heal()).toBe(1);
    await reopen();
    expect(position).toBe(before + 4);
    await publish('commit-c1', 'commit-c2');
    const published = (await valuesUntil(bus, AUDIT_TOPIC, 'commit-c2')).filter((value) => value.startsWith('commit'));
    expect(published).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((value) => `commit-${value}`));
  });

  it('a dead letter whose acknowledgement is lost is there once when it is sent again', async () => {
    await bus.sendDeadLetter(reminder('letter-a'), 'no-address');
    proxy.swallow('Produce', 'cut');
    await expect(bus.sendDeadLetter(reminder('letter-b'), 'no-address')).rejects.toThrow();
    expect(proxy.heal()).toBeGreaterThan(0);
    await bus.sendDeadLetter(reminder('letter-b'), 'no-address');
    await bus.sendDeadLetter(reminder('letter-c'), 'no-address');
    const reading = performance.now();
    const letters = (await valuesUntil(bus, DEAD_LETTER_TOPIC, 'letter-c')).filter((value) =>
      value.startsWith('letter'),
    );
    expect(letters).toEqual(['letter-a', 'letter-b', 'letter-c']);
    // What failed was aborted at once: readers need not wait until the broker gives it up.
    expect(performance.now() - reading).toBeLessThan(MAX_READING_MS);
  });
});

function message(value: string): BusMessage {
  return { topic: AUDIT_TOPIC, key: 'one stream', partition: 3, value, headers: {} };
}

function reminder(value: string): ReceivedMessage {
  return { topic: REMINDERS_TOPIC, partition: 3, offset: '17', key: 'one stream', value, headers: {} };
}
