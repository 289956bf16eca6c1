// A store of a test's own whose read models follow its log, and whoever sends it commands.
import { randomUUID } from 'node:crypto';
import type { Caller, Decider, DomainEvent, Id, Instant } from '#domain';
import { handleCommand, runSequencer, type EventStoreOptions } from '#event-store';
import { readModelMigrations, runReadModelSink } from '#read-model';
import { setup } from './customer-requests';
import { openTestStore, type TestStore } from './test-database';

export type FollowedStore = TestStore & {
  /**
   * By way A; the set-up is the caller and now the time unless said otherwise.
   * @returns the version that its stream has then
   * @throws when it is not accepted
   */
  send<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: Id,
    command: Command,
    caller?: Caller,
    now?: Instant,
  ): Promise<number>;
};

/**
 * Closing it fails when anything went wrong in following.
 * @param prepare fills the log before it is followed: whoever sees one thing of it in the read models soon sees all
 */
export async function openFollowedStore(
  prepare: (options: EventStoreOptions) => Promise<void> = () => Promise.resolve(),
): Promise<FollowedStore> {
  const test = await openTestStore({ migrations: readModelMigrations });
  await prepare(test.options);
  const stop = new AbortController();
  const failed: unknown[] = [];
  const report = (error: unknown): void => void failed.push(error);
  const relay = Promise.all([
    runSequencer(test.store, 'test', stop.signal, report),
    runReadModelSink(test.store, 'test', stop.signal, report),
  ]);
  return {
    ...test,
    send: async (decider, id, command, caller = setup, now = new Date().toISOString()) => {
      const stream = { type: decider.streamType, id };
      const request = { stream, command, caller, commandId: randomUUID(), now };
      const outcome = await handleCommand(test.store, decider, request);
      if (outcome.kind !== 'accepted') throw new Error(JSON.stringify([command, outcome]));
      return outcome.version;
    },
    close: async () => {
      stop.abort();
      await relay;
      await test.close();
      if (failed.length > 0) throw new AggregateError(failed, 'the relay reported errors');
    },
  };
}
