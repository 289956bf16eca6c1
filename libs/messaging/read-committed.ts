// Reads a stretch of a topic once, committed messages only, and knows when it has seen all of it without waiting for silence.
import { randomUUID } from 'node:crypto';
import type { Consumer, KafkaMessage } from 'kafkajs';
import { closeClient, openClient, within, type BusOptions } from './kafka-client';
import { withAdmin } from './with-admin';

export type Stretch = {
  partition: number;
  /** The first offset to read. */
  from: bigint;
  /** The first offset not to read. */
  end: bigint;
};

/** Nothing is being waited for: what is to be read is there, unless a transaction before it is still open. */
const POLL_MS = 100;

/** Longer than the broker leaves a transaction of a dead producer open. */
const READ_TIMEOUT_MS = 25_000;

/** The least that brokers take by default; a reader that dies leaves its group then. */
const SESSION_TIMEOUT_MS = 6_000;

const HEARTBEAT_MS = 2_000;

/** After a start the coordinators of a broker load for a moment and refuse groups. */
const PAUSE_MS = 100;

/**
 * Calls `visit` for every committed message in the stretches, in order per partition, until it answers `enough` or they are
 * at their end. Begins anew after an error that passes: `visit` may get a message again.
 */
export async function readCommitted(
  options: BusOptions,
  topic: string,
  stretches: readonly Stretch[],
  visit: (message: KafkaMessage) => 'go on' | 'enough',
): Promise<void> {
  const toRead = stretches.filter(({ from, end }) => from < end);
  if (toRead.length === 0) return;
  const deadline = Date.now() + READ_TIMEOUT_MS;
  for (;;) {
    try {
      return await readOnce(options, topic, toRead, visit, deadline - Date.now());
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function readOnce(
  options: BusOptions,
  topic: string,
  stretches: readonly Stretch[],
  visit: (message: KafkaMessage) => 'go on' | 'enough',
  timeoutMs: number,
): Promise<void> {
  const client = openClient(options);
  // kafkajs fetches for groups only. This one commits nothing and is deleted.
  const groupId = `tongguan-read-${randomUUID()}`;
  const consumer = client.kafka.consumer({
    groupId,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: POLL_MS,
    allowAutoTopicCreation: false,
    // Begun anew by us: kafkajs would forget where it was to begin.
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    const left = new Map(stretches.map((each) => [each.partition, each]));
    const read = consume(consumer, topic, left, visit);
    if ((await within(timeoutMs, read)) === undefined)
      throw new Error(`${topic} could not be read to its end in ${READ_TIMEOUT_MS} ms`);
  } finally {
    await closeClient(client, () => consumer.disconnect());
    await deleteGroup(options, groupId);
  }
}

function consume(
  consumer: Consumer,
  topic: string,
  left: Map<number, Stretch>,
  visit: (message: KafkaMessage) => 'go on' | 'enough',
): Promise<'read'> {
  return new Promise((resolve, reject) => {
    const passed = (partition: number, offset: bigint): void => {
      const stretch = left.get(partition);
      if (stretch !== undefined && offset + 1n >= stretch.end) left.delete(partition);
      if (left.size === 0) resolve('read');
    };
    // Also of batches that hold nothing visible: aborted messages, and the records that end transactions.
    consumer.on('consumer.end_batch_process', ({ payload }) => passed(payload.partition, BigInt(payload.lastOffset)));
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    const run = async (): Promise<void> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: ({ partition, message }) => {
          const stretch = left.get(partition);
          const isWithin = stretch !== undefined && BigInt(message.offset) < stretch.end;
          if (isWithin && visit(message) === 'enough') resolve('read');
          return Promise.resolve();
        },
      });
      for (const { partition, from } of left.values()) consumer.seek({ topic, partition, offset: String(from) });
    };
    run().catch(reject);
  });
}

async function deleteGroup(options: BusOptions, groupId: string): Promise<void> {
  await withAdmin(options, (admin) => admin.deleteGroups([groupId])).catch((error: unknown) => {
    // Without members and offsets the broker removes it by itself before long.
    options.log.warn({ groupId, error: String(error) }, 'the group of a finished reader was not deleted');
  });
}
