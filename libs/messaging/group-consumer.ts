// Follows topics as a member of a group: one message of a partition at a time, committed when it is done with.
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { FollowOptions, Following, Handled, ReceivedMessage } from './bus';
import { closeClient, openClient, type BusOptions } from './kafka-client';

/** Bounds how long a stop waits for an idle poll, and how late a partition goes on when all were paused. */
const POLL_MS = 500;

/** A member that died is missed after this, and its partitions go to others. */
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 2_000;

/** As long as the group waits for a member that is delivering something slow before its partitions go to others. */
const REBALANCE_TIMEOUT_MS = 60_000;

/** A message under way may be at a slow mail server: cut off there, it would be delivered again. */
const STOP_TIMEOUT_MS = 10_000;

/** One for each partition that may have something: a slow delivery keeps nobody else waiting. */
const CONCURRENT_PARTITIONS = 12;

export async function followGroup(options: BusOptions, asked: FollowOptions): Promise<Following> {
  const client = openClient(options);
  const consumer = client.kafka.consumer({
    groupId: asked.groupId,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    rebalanceTimeout: REBALANCE_TIMEOUT_MS,
    maxWaitTimeInMs: POLL_MS,
    allowAutoTopicCreation: false,
  });
  const following = new GroupFollowing(consumer, asked);
  consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
    if (!restart) following.fail(error);
  });
  const stop = (): Promise<void> => closeClient(client, () => following.stop(), STOP_TIMEOUT_MS);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...asked.topics], fromBeginning: true });
    await consumer.run({
      // Done by hand, message by message: what is not done with is neither passed over nor committed.
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
      eachBatch: (batch) => following.handleBatch(batch),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

class GroupFollowing {
  private readonly resumptions = new Set<NodeJS.Timeout>();
  private isStopping = false;
  private hasFailed = false;

  constructor(
    private readonly consumer: Consumer,
    private readonly asked: FollowOptions,
  ) {}

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.resumptions) clearTimeout(timer);
    await this.consumer.disconnect();
  }

  fail(error: Error): void {
    if (this.hasFailed || this.isStopping) return;
    this.hasFailed = true;
    this.asked.onFatal(error);
  }

  async handleBatch(batch: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = batch.batch;
    for (const message of messages) {
      if (this.hasFailed || !batch.isRunning() || batch.isStale()) return;
      const handled = await this.handle(received(topic, partition, message), batch);
      if (handled === undefined) return;
      if (handled !== 'done') {
        this.holdBack(batch, handled.retryInMs);
        return;
      }
      batch.resolveOffset(message.offset);
      await batch.commitOffsetsIfNecessary(batch.uncommittedOffsets());
      // Throws when the group shares its partitions anew: then the rest of the batch may be somebody else's.
      await batch.heartbeat();
    }
  }

  /** `undefined` when it threw. The broker hears from us meanwhile, however long it takes. */
  private async handle(message: ReceivedMessage, batch: EachBatchPayload): Promise<Handled | undefined> {
    const beat = (): void => {
      // A failure shows again in the heartbeat after the message.
      batch.heartbeat().catch(() => undefined);
    };
    const beating = setInterval(beat, HEARTBEAT_MS);
    try {
      return await this.asked.handle(message);
    } catch (error) {
      // Nothing is resolved any more: without the pause the same batch would be fetched again at once, for ever.
      this.consumer.pause(this.asked.topics.map((topic) => ({ topic })));
      this.fail(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    } finally {
      clearInterval(beating);
    }
  }

  /** Nothing was resolved: the next fetch after the pause begins with the same message. */
  private holdBack(batch: EachBatchPayload, milliseconds: number): void {
    const resume = batch.pause();
    const timer = setTimeout(() => {
      this.resumptions.delete(timer);
      resume();
    }, milliseconds);
    this.resumptions.add(timer);
  }
}

function received(topic: string, partition: number, { offset, key, value, headers }: KafkaMessage): ReceivedMessage {
  return {
    topic,
    partition,
    offset,
    key: key?.toString() ?? '',
    value: value?.toString() ?? '',
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, each]) => [name, String(each)])),
  };
}
