// A sink follows the log from its own position, batch by batch, for as long as its feeder holds the lease (laws 6 and 14).
import type { EventStore } from './event-store';
import { pause, runUnderLease, type Lease } from './lease';
import { claimPosition, noteTrouble } from './sink-position';
import type { StoredEvent } from './stored-event';

export type Sink = {
  /** Events handed over at once, at most. */
  batchEvents: number;
  /** Where what is fed says that it stands, when it knows better than the position kept here. */
  position?: number;
  /** Hands a batch over and moves the position; `false` when another feeder has taken over and nothing counts any more. */
  apply(lease: Lease, events: readonly StoredEvent[]): Promise<boolean>;
  /** Asked while there is nothing to do: whether what is fed is still there as it was filled. If not, the sink begins anew. */
  isIntact?(): Promise<boolean>;
  /** Lets go of what it holds. */
  end?(): Promise<void>;
};

/** Makes the sink for one lease, at the position that is kept; what it remembers is forgotten with the lease. */
export type BeginSink = (lease: Lease, position: number) => Sink | Promise<Sink>;

/** Why a sink stands still, as a code that everybody may see; whatever else goes wrong is `FAILED`. */
export class SinkTrouble extends Error {
  /** It stays until somebody does something about it, so it is not tried again every second. */
  readonly isLasting: boolean;

  constructor(
    readonly code: string,
    message: string,
    { isLasting = false, cause }: { isLasting?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.isLasting = isLasting;
  }
}

const LASTING_RETRY_MS = 30_000;

const BUSY_POLL_MS = 15;
const IDLE_POLL_MS = 150;
/** How often a feeder with nothing to do looks whether its position was taken or set back: about every second and a half. */
const IDLE_POLLS_PER_CHECK = 10;

/**
 * Feeds a sink whenever this process holds its lease, until `stop` is aborted. An error gives the lease back, is reported
 * and kept as the sink's trouble, and the batch is tried again.
 */
export async function runSink(
  store: EventStore,
  name: string,
  holder: string,
  stop: AbortSignal,
  begin: BeginSink,
  onError: (error: unknown) => void,
): Promise<void> {
  const work = async (lease: Lease, lost: AbortSignal): Promise<void> => {
    try {
      await feed(store, name, lease, lost, begin);
    } catch (error) {
      await noteTrouble(store, name, lease, error instanceof SinkTrouble ? error.code : 'FAILED').catch(onError);
      onError(error);
      if (error instanceof SinkTrouble && error.isLasting) await pause(LASTING_RETRY_MS, lost);
    }
  };
  await runUnderLease(store, `sink:${name}`, holder, stop, work, onError);
}

/** Sets a sink back to a position; the epoch goes one further, so that a batch under way can move nothing any more. */
export async function rewindSink(store: EventStore, name: string, position = 0): Promise<void> {
  await store.pool.query('UPDATE sink_positions SET position = $2, epoch = epoch + 1 WHERE sink = $1', [
    name,
    position,
  ]);
}

async function feed(store: EventStore, name: string, lease: Lease, lost: AbortSignal, begin: BeginSink): Promise<void> {
  const kept = await claimPosition(store, name, lease);
  if (kept === undefined) return;
  const sink = await begin(lease, kept);
  try {
    await noteTrouble(store, name, lease, undefined);
    await follow(store, name, sink, lease, lost, sink.position ?? kept);
  } finally {
    await sink.end?.();
  }
}

async function follow(
  store: EventStore,
  name: string,
  sink: Sink,
  lease: Lease,
  lost: AbortSignal,
  from: number,
): Promise<void> {
  let position: number | undefined = from;
  let quiet = 0;
  while (!lost.aborted && position !== undefined) {
    const events = await store.readLog({ after: position, limit: sink.batchEvents });
    if (events.length === 0) {
      quiet += 1;
      if (quiet % IDLE_POLLS_PER_CHECK === 0) {
        if (!(await isStillOurs(store, name, lease)) || (await sink.isIntact?.()) === false) return;
      }
      await pause(Math.min(BUSY_POLL_MS * quiet, IDLE_POLL_MS), lost);
      continue;
    }
    quiet = 0;
    position = (await sink.apply(lease, events)) ? events.at(-1)!.position : undefined;
  }
}

async function isStillOurs(store: EventStore, name: string, lease: Lease): Promise<boolean> {
  const { rowCount } = await store.pool.query({
    name: 'still-ours',
    text: 'SELECT FROM sink_positions WHERE sink = $1 AND epoch = $2',
    values: [name, lease.epoch],
  });
  return rowCount === 1;
}
