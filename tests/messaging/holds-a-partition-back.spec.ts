// A message that cannot be handled yet holds its own partition back, in order, and nobody else; done is done also after a restart.
import { randomUUID } from 'node:crypto';
import {
  connectBus,
  PARTITIONS,
  REMINDERS_TOPIC,
  type Bus,
  type BusMessage,
  type Following,
  type Handled,
  type ReceivedMessage,
} from '#messaging';
import { startKafka, type TestKafka } from '../support/kafka';
import { silentLog } from './read-topic';

jest.setTimeout(90_000);

const RETRY_MS = 1_000;

/** Seven seconds: members look every two seconds whether somebody new wants in. */
const ROW_MESSAGES = 35;
const ROW_MESSAGE_MS = 200;

/** A consumer finds its broker again; the broker needs up to its session timeout to miss the old member. */
const MAX_BACK_MS = 20_000;

let kafka: TestKafka;
let bus: Bus;
beforeAll(async () => {
  kafka = await startKafka();
  bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: silentLog });
  await bus.ensureTopics();
});
afterAll(async () => {
  await bus?.close();
  await kafka?.remove();
});

let following: Following | undefined;
let fatal: Error[] = [];
afterEach(async () => {
  await following?.stop();
  fatal = [];
});

it('others go on while one partition waits, and it keeps its order', async () => {
  const round = await publish({ 1: ['a', 'b', 'c'], 2: ['d', 'e', 'f'], 7: ['g'] });
  const handled: { value: string; at: number }[] = [];
  let refusals = 2;
  await follow(randomUUID(), round, ({ value }) => {
    handled.push({ value, at: performance.now() });
    if (value !== 'b' || refusals === 0) return 'done';
    refusals -= 1;
    return { retryInMs: RETRY_MS };
  });
  await until(() => handled.some(({ value }) => value === 'c'));
  const of = (...values: string[]): string[] =>
    handled.map(({ value }) => value).filter((each) => values.includes(each));
  expect(of('a', 'b', 'c')).toEqual(['a', 'b', 'b', 'b', 'c']);
  expect(of('d', 'e', 'f')).toEqual(['d', 'e', 'f']);
  const [first, second, third] = handled.filter(({ value }) => value === 'b').map(({ at }) => at);
  expect(second! - first!).toBeGreaterThanOrEqual(RETRY_MS - 5);
  expect(third! - second!).toBeGreaterThanOrEqual(RETRY_MS - 5);
  for (const { at } of handled.filter(({ value }) => 'defg'.includes(value))) expect(at).toBeLessThan(second!);
});

it('a consumer that is started again goes on after what was done, and with what was not', async () => {
  const round = await publish({ 4: ['a', 'b', 'c'], 5: ['d'] });
  const groupId = randomUUID();
  const first: string[] = [];
  await follow(groupId, round, ({ value }) => {
    first.push(value);
    return value === 'b' ? { retryInMs: 600_000 } : 'done';
  });
  await until(() => first.includes('b') && first.includes('d'));
  await following!.stop();
  const second: string[] = [];
  await follow(groupId, round, ({ value }) => {
    second.push(value);
    return 'done';
  });
  await until(() => second.includes('c'));
  expect(first.sort()).toEqual(['a', 'b', 'd']);
  expect(second).toEqual(['b', 'c']);
});

it('a defect of the handler ends the following, and its message comes again', async () => {
  const round = await publish({ 6: ['a', 'b', 'c'], 3: ['x', 'y', 'z'] });
  const groupId = randomUUID();
  const first: string[] = [];
  await follow(groupId, round, async ({ value }): Promise<Handled> => {
    first.push(value);
    if (value === 'b') throw new Error('a defect');
    if (value === 'x') await until(() => fatal.length > 0);
    return 'done';
  });
  await until(() => fatal.length > 0);
  // Time in which more would be handled, if it went on.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await following!.stop();
  expect(fatal).toEqual([new Error('a defect')]);
  expect(first.sort()).toEqual(['a', 'b', 'x']);
  const second: string[] = [];
  await follow(groupId, round, ({ value }) => {
    second.push(value);
    return 'done';
  });
  await until(() => second.includes('c') && second.includes('z'));
  expect(second.sort()).toEqual(['b', 'c', 'y', 'z']);
});

it('a stop waits for the message that is under way', async () => {
  const round = await publish({ 8: ['a', 'b'] });
  const groupId = randomUUID();
  const first: string[] = [];
  await follow(groupId, round, async ({ value }): Promise<Handled> => {
    first.push(value);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return 'done';
  });
  await until(() => first.length === 1);
  await following!.stop();
  const second: string[] = [];
  await follow(groupId, round, ({ value }) => {
    second.push(value);
    return 'done';
  });
  await until(() => second.includes('b'));
  expect(first).toEqual(['a']);
  expect(second).toEqual(['b']);
});

it('two members of a group share the work, each message is done once', async () => {
  const groupId = randomUUID();
  const [first, second]: [string[], string[]] = [[], []];
  const record =
    (seen: string[]): ((message: ReceivedMessage) => Handled) =>
    (message) => {
      seen.push(message.value);
      return 'done';
    };
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  const values = (name: string): { [partition: number]: string[] } =>
    Object.fromEntries(partitions.map((partition) => [partition, [`${name}${partition}`]]));
  const round = await publish(values('early'));
  await follow(groupId, round, record(first));
  await until(() => first.length === PARTITIONS);
  const alone = following!;
  await follow(groupId, round, record(second));
  try {
    await publish(values('late'), round);
    await until(() => first.length + second.length === 2 * PARTITIONS);
    expect([...first, ...second].sort()).toEqual(
      ['early', 'late'].flatMap((name) => Object.values(values(name)).flat()).sort(),
    );
    await publish(values('later'), round);
    await until(() => first.length + second.length === 3 * PARTITIONS);
    expect(second.filter((value) => value.startsWith('later'))).toHaveLength(PARTITIONS / 2);
  } finally {
    await alone.stop();
  }
});

it('a member that is busy with a long row lets a new one in before the row is done', async () => {
  const groupId = randomUUID();
  const handled: string[] = [];
  const row = Array.from({ length: ROW_MESSAGES }, (_, at) => `${at}`);
  const round = await publish({ 10: row });
  const handle = async ({ value }: ReceivedMessage): Promise<Handled> => {
    handled.push(value);
    await new Promise((resolve) => setTimeout(resolve, ROW_MESSAGE_MS));
    return 'done';
  };
  await follow(groupId, round, handle);
  const busy = following!;
  await until(() => handled.length > 0);
  const joining = performance.now();
  await follow(groupId, round, handle);
  try {
    expect(performance.now() - joining).toBeLessThan((ROW_MESSAGES * ROW_MESSAGE_MS) / 2);
    await until(() => handled.length === ROW_MESSAGES);
    expect(handled).toEqual(row);
  } finally {
    await busy.stop();
  }
});

it('a consumer comes back by itself after its broker was killed with -9', async () => {
  const handled: string[] = [];
  const round = await publish({ 9: ['a'] });
  await follow(randomUUID(), round, ({ value }) => {
    handled.push(value);
    return 'done';
  });
  await until(() => handled.includes('a'));
  await kafka.kill();
  await kafka.restart();
  await publish({ 9: ['b'] }, round);
  const back = performance.now();
  await until(() => handled.includes('b'), MAX_BACK_MS);
  expect(performance.now() - back).toBeLessThan(MAX_BACK_MS);
  // Killed between handling and commit, the first may come again.
  expect([...new Set(handled)]).toEqual(['a', 'b']);
  expect(fatal).toEqual([]);
});

/** Per partition its values, in one transaction; the key tells the rounds of this file apart. */
async function publish(values: { [partition: number]: string[] }, round: string = randomUUID()): Promise<string> {
  const producer = await bus.openFencedProducer();
  const messages = Object.entries(values).flatMap(([partition, those]) =>
    those.map((value): BusMessage => ({
      ...{ topic: REMINDERS_TOPIC, key: round, partition: Number(partition), value, headers: {} },
    })),
  );
  await producer.publish(messages, { position: 1, eventId: randomUUID(), hash: '00' });
  await producer.close();
  return round;
}

/** Follows as a group of its own; messages of other rounds are done with at once. */
async function follow(
  groupId: string,
  round: string,
  handle: (message: ReceivedMessage) => Handled | Promise<Handled>,
): Promise<void> {
  following = await bus.follow({
    groupId,
    topics: [REMINDERS_TOPIC],
    handle: async (message) => (message.key === round ? handle(message) : 'done'),
    onFatal: (error) => fatal.push(error),
  });
}

async function until(isSo: () => boolean, timeoutMs = 15_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !isSo();) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
