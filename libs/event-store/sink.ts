// A sink follows the log from its own position, batch by batch, for as long as its feeder holds the lease (laws 6 and 14).
import type { EventStore } from './event-store';
import { pause, runUnderLease, type Lease } from './lease';
import { claimPosition } from './sink-position';
import type { StoredEvent } from './stored-event';

export type Sink = {
  name: string;
  /** Events handed over at once, at most. */
  batchEvents: number;
  /** Hands a batch over and moves the position; `false` when another feeder has taken over and nothing counts any more. */
  apply(lease: Lease, events: readonly StoredEvent[]): Promise<boolean>;
};

const BUSY_POLL_MS = 15;
const IDLE_POLL_MS = 150;
/** How often a feeder with nothing to do looks whether its position was taken or set back: about every second and a half. */
const IDLE_POLLS_PER_CHECK = 10;

/**
 * Feeds a sink whenever this process holds its lease, until `stop` is aborted. `begin` makes the sink for one lease: what it
 * remembers is forgotten with the lease. An error gives the lease back, is reported, and the batch is tried again.
 */
export async function runSink(
  store: EventStore,
  name: string,
  holder: string,
  stop: AbortSignal,
  begin: (lease: Lease) => Sink | Promise<Sink>,
  onError: (error: unknown) => void,
): Promise<void> {
  const work = async (lease: Lease, lost: AbortSignal): Promise<void> => follow(store, await begin(lease), lease, lost);
  await runUnderLease(store, `sink:${name}`, holder, stop, work, onError);
}

/** Sets a sink back to a position; the epoch goes one further, so that a batch under way can move nothing any more. */
export async function rewindSink(store: EventStore, name: string, position = 0): Promise<void> {
  await store.pool.query('UPDATE sink_positions SET position = $2, epoch = epoch + 1 WHERE sink = $1', [
    name,
    position,
  ]);
}

async function follow(store: EventStore, sink: Sink, lease: Lease, lost: AbortSignal): Promise<void> {
  let position = await claimPosition(store, sink.name, lease);
  let quiet = 0;
  while (!lost.aborted && position !== undefined) {
    const events = await store.readLog({ after: position, limit: sink.batchEvents });
    if (events.length === 0) {
      quiet += 1;
      if (quiet % IDLE_POLLS_PER_CHECK === 0 && !(await isStillOurs(store, sink, lease))) return;
      await pause(Math.min(BUSY_POLL_MS * quiet, IDLE_POLL_MS), lost);
      continue;
    }
    quiet = 0;
    position = (await sink.apply(lease, events)) ? events.at(-1)!.position : undefined;
  }
}

async function isStillOurs(store: EventStore, sink: Sink, lease: Lease): Promise<boolean> {
  const { rowCount } = await store.pool.query({
    name: 'still-ours',
    text: 'SELECT FROM sink_positions WHERE sink = $1 AND epoch = $2',
    values: [sink.name, lease.epoch],
  });
  return rowCount === 1;
}
