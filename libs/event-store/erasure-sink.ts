// Erasure is finished by whoever follows the log: a process that died between the event and the deletion leaves no key behind.
import { contactDecider, type ContactEvent, type Recorded } from '#domain';
import type { EventStore } from './event-store';
import { movePosition } from './sink-position';
import { runSink } from './sink';
import { eraseKeys } from './store-outcome';
import { recorded } from './stored-event';

const SINK = 'erasures';

/** Most batches hold no erasure and cost one read. */
const BATCH_EVENTS = 1_000;

/** Deletes the keys of everybody whose erasure is an event, again where it was done: erasing twice is erasing once. */
export async function runErasureSink(
  store: EventStore,
  holder: string,
  stop: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  await runSink(
    store,
    SINK,
    holder,
    stop,
    () => ({
      batchEvents: BATCH_EVENTS,
      apply: async (lease, events) => {
        for (const { envelope } of events) {
          if (envelope.stream.type !== 'contact') continue;
          const event = recorded(envelope, store.upcasting) as Recorded<ContactEvent>;
          await eraseKeys(store, contactDecider, [event]);
        }
        return movePosition(store.pool, SINK, lease, events.at(-1)!.position);
      },
    }),
    onError,
  );
}
