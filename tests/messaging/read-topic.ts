// What a reader under read_committed finds in a topic.
import { randomUUID } from 'node:crypto';
import type { Bus, BusLog, ReceivedMessage, TopicName } from '#messaging';

/** Reads from the beginning until a message with this value was seen. */
export async function readUntil(bus: Bus, topic: TopicName, last: string): Promise<ReceivedMessage[]> {
  const seen: ReceivedMessage[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const following = await bus.follow({
    groupId: `test-${randomUUID()}`,
    topics: [topic],
    handle: (message) => {
      seen.push(message);
      if (message.value === last) resolve();
      return Promise.resolve('done' as const);
    },
    onFatal: reject,
  });
  try {
    await promise;
  } finally {
    await following.stop();
  }
  return seen;
}

export async function valuesUntil(bus: Bus, topic: TopicName, last: string): Promise<string[]> {
  return (await readUntil(bus, topic, last)).map(({ value }) => value);
}

/** What a test does not look at; a log that fails the test would hide the test's own error. */
export const silentLog: BusLog = { warn: () => undefined };
