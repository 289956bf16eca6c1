// Where messages go that can never be delivered: with their origin and a code for the reason.
import { randomUUID } from 'node:crypto';
import { isCode } from '#domain';
import type { BusMessage, ReceivedMessage } from './bus';
import type { BusOptions } from './kafka-client';
import { Transactions } from './transactions';
import { DEAD_LETTER_TOPIC } from './topics';

/** Sends in transactions of its own: what failed half-way is aborted by the next attempt instead of staying in the topic. */
export class DeadLetters {
  /** One per bus: several notifiers must not fence each other. */
  private readonly transactionalId = `tongguan-dead-letters-${randomUUID()}`;
  private opened: Promise<Transactions> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: BusOptions) {}

  /** One at a time: a producer has one transaction. */
  send(message: ReceivedMessage, reason: string): Promise<void> {
    const sent = this.last.then(() => this.commit(deadLetter(message, reason)));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.discard();
  }

  private async commit(letter: BusMessage): Promise<void> {
    this.opened ??= Transactions.open(this.options, this.transactionalId);
    try {
      await (await this.opened).commit([letter]);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  private async discard(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined);
    this.opened = undefined;
    await opened?.close();
  }
}

function deadLetter({ topic, partition, offset, key, value, headers }: ReceivedMessage, reason: string): BusMessage {
  if (!isCode(reason)) throw new Error('the reason of a dead letter is a code: the text of an error may name people');
  return {
    topic: DEAD_LETTER_TOPIC,
    key,
    partition: 0,
    value,
    headers: { ...headers, 'tongguan-reason': reason, 'tongguan-origin': `${topic}/${partition}/${offset}` },
  };
}
