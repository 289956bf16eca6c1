// What Kafka keeps is set up once and found again; what is there and is not as promised is refused with the way out.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { AUDIT_TOPIC, connectBus, DEAD_LETTER_TOPIC, MARKER_TOPIC, REMINDERS_TOPIC, type Bus } from '#messaging';
import { kafkaObstacle, prepareKafka } from '../../deploy/local/kafka';
import { startKafka, type TestKafka } from '../support/kafka';
import { silentLog } from './read-topic';

jest.setTimeout(90_000);

describe('the data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongguan-format-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const prepare = (): Promise<unknown> => prepareKafka({ folder, port: 1, controllerPort: 2 });
  const identity = (): string => readFileSync(join(folder, 'data', 'meta.properties'), 'utf8');

  it('is formatted once, also after a format that was killed half-way', async () => {
    mkdirSync(join(folder, 'formatting'));
    writeFileSync(join(folder, 'formatting', 'bootstrap.checkpoint'), 'half');
    await prepare();
    const formatted = identity();
    expect(existsSync(join(folder, 'formatting'))).toBe(false);
    await prepare();
    expect(identity()).toBe(formatted);
  });

  it('is left alone when it holds something else', async () => {
    mkdirSync(join(folder, 'data'));
    await expect(prepare()).rejects.toThrow(/Move it away/);
  });
});

it('a machine with Java can run it', () => {
  expect(kafkaObstacle()).toBeUndefined();
});

it('a machine without Java is told so', () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(kafkaObstacle()).toMatch(/no Java on the PATH/);
  } finally {
    process.env['PATH'] = path;
  }
});

describe('the topics', () => {
  let kafka: TestKafka;
  let bus: Bus;
  let admin: Admin;
  beforeAll(async () => {
    kafka = await startKafka();
    bus = connectBus({ brokers: kafka.brokers, clientId: 'test', log: silentLog });
    admin = new Kafka({ brokers: kafka.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin?.disconnect();
    await bus?.close();
    await kafka?.remove();
  });
  const ours = [AUDIT_TOPIC, REMINDERS_TOPIC, DEAD_LETTER_TOPIC, MARKER_TOPIC];
  afterEach(async () => {
    const existing = await admin.listTopics();
    await admin.deleteTopics({ topics: ours.filter((topic) => existing.includes(topic)) });
  });

  it('are made by whoever is first, also when several are', async () => {
    await Promise.all([bus.ensureTopics(), bus.ensureTopics(), bus.ensureTopics()]);
    const { topics } = await admin.fetchTopicMetadata({ topics: ours });
    expect(Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual({
      [AUDIT_TOPIC]: 12,
      [REMINDERS_TOPIC]: 12,
      [DEAD_LETTER_TOPIC]: 1,
      [MARKER_TOPIC]: 1,
    });
    await bus.ensureTopics();
  });

  it('with another number of partitions are refused', async () => {
    await admin.createTopics({ topics: [{ topic: AUDIT_TOPIC, numPartitions: 6 }] });
    await expect(bus.ensureTopics()).rejects.toThrow(/tongguan\.audit has 6 partitions where 12 are needed/);
  });

  it('that would forget events are refused', async () => {
    await admin.createTopics({ topics: [{ topic: AUDIT_TOPIC, numPartitions: 12 }] });
    await expect(bus.ensureTopics()).rejects.toThrow(
      /tongguan\.audit has retention\.ms=604800000 where -1 is promised/,
    );
  });
});
