// The bus on kafkajs: this file and those it puts together are the only ones that know the client.
import type { Bus } from './bus';
import { DeadLetters } from './dead-letters';
import { openFencedProducer } from './fenced-producer';
import { followGroup } from './group-consumer';
import type { BusOptions } from './kafka-client';
import { saysSparingly } from './says-sparingly';
import { ensureTopics, isEmpty } from './topic-admin';

/** Connects to nothing by itself: each part does when it is opened. */
export function connectBus(asked: BusOptions): Bus {
  const options = { ...asked, log: saysSparingly(asked.log) };
  const deadLetters = new DeadLetters(options);
  const closings = new Set<() => Promise<void>>();
  const closing = (close: () => Promise<void>): (() => Promise<void>) => {
    const closeOne = (): Promise<void> => {
      closings.delete(closeOne);
      return close();
    };
    closings.add(closeOne);
    return closeOne;
  };
  return {
    ensureTopics: () => ensureTopics(options),
    openFencedProducer: async () => {
      const producer = await openFencedProducer(options);
      return { ...producer, close: closing(() => producer.close()) };
    },
    isEmpty: (topic) => isEmpty(options, topic),
    follow: async (whom) => {
      const following = await followGroup(options, whom);
      return { stop: closing(() => following.stop()) };
    },
    sendDeadLetter: (message, reason) => deadLetters.send(message, reason),
    close: async () => {
      await Promise.all([...closings].map((close) => close()));
      // Last, because a message under way may still become a dead letter.
      await deadLetters.close();
    },
  };
}
