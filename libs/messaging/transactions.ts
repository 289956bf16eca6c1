// Transactions under one id, one after another; the first that fails is the last of its producer.
// Invariant: after an error nothing is sent any more: kafkajs would take its sequence numbers back and lose a batch.
import type { PartitionerArgs, Producer, ProducerRecord, RecordMetadata } from 'kafkajs';
import type { BusMessage } from './bus';
import { closeClient, openClient, type BusOptions, type KafkaClient } from './kafka-client';

/** Twice a request that hangs; a transaction of five hundred takes some twenty milliseconds. */
export const PUBLISH_TIMEOUT_MS = 10_000;

/** What a producer that died has begun is ended by the broker then, if nobody fences it before; readers wait so long. */
const TRANSACTION_TIMEOUT_MS = 15_000;

/** What a broker takes at once is limited per partition, and all may be for one. */
const PORTION_BYTES = 512 * 1024;

export type Outgoing = Omit<BusMessage, 'headers'> & Partial<Pick<BusMessage, 'headers'>>;

export class Transactions {
  private readonly client: KafkaClient;
  private readonly producer: Producer;
  private broken: Error | undefined;

  private constructor(options: BusOptions, transactionalId: string) {
    this.client = openClient(options);
    // kafkajs makes every transaction idempotent by itself; asked for here, it would only take another producer id.
    this.producer = this.client.kafka.producer({
      transactionalId,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => partitionAsked,
    });
  }

  /** Its first transaction fences every earlier producer with this id and aborts what that had begun. */
  static async open(options: BusOptions, transactionalId: string): Promise<Transactions> {
    const transactions = new Transactions(options, transactionalId);
    await transactions.guard(() => transactions.producer.connect());
    return transactions;
  }

  /** All of the messages or none. After an error it is not known which. */
  commit(messages: readonly Outgoing[]): Promise<RecordMetadata[]> {
    return this.guard(async () => {
      const transaction = await this.producer.transaction();
      const metadata: RecordMetadata[] = [];
      for (const portion of portions(messages))
        metadata.push(...(await transaction.sendBatch({ topicMessages: byTopic(portion) })));
      await transaction.commit();
      return metadata;
    });
  }

  close(): Promise<void> {
    this.broken ??= new Error('this producer is closed');
    return closeClient(this.client, () => this.producer.disconnect());
  }

  /** Ends at the first error, at the first lost connection, or in time; after that nothing of this producer goes on. */
  private async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.broken !== undefined) throw new Error(`this producer has failed before: ${this.broken.message}`);
    const lost = Promise.withResolvers<never>();
    const stopListening = this.client.onLost(lost.reject);
    const late = new Error(`Kafka did not answer in ${PUBLISH_TIMEOUT_MS} ms`);
    const timer = setTimeout(() => lost.reject(late), PUBLISH_TIMEOUT_MS);
    try {
      return await Promise.race([work(), lost.promise]);
    } catch (error) {
      this.broken = error instanceof Error ? error : new Error(String(error));
      this.client.cut();
      throw this.broken;
    } finally {
      stopListening();
      clearTimeout(timer);
    }
  }
}

/** Partitions are computed by us. */
function partitionAsked({ message }: PartitionerArgs): number {
  return message.partition!;
}

/** In order, so that none is much larger than it may be; a message that is larger by itself goes alone. */
function portions(messages: readonly Outgoing[]): Outgoing[][] {
  const all: Outgoing[][] = [[]];
  let bytes = 0;
  for (const message of messages) {
    const more = Buffer.byteLength(message.value);
    if (bytes > 0 && bytes + more > PORTION_BYTES) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(message);
    bytes += more;
  }
  return all;
}

/** As kafkajs wants them. */
function byTopic(messages: readonly Outgoing[]): ProducerRecord[] {
  return [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, those]) => ({ topic, messages: those }));
}
