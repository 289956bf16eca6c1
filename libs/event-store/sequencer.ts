// Publishes how far the log may be read: the one sequencer of a partition takes the append lock for itself for an instant;
// then every position drawn so far is committed or will never be (law 6, DESIGN section 12).
import type { EventStore } from './event-store';
import { pause, runUnderLease, type Lease } from './lease';

/** While events come in; the reader's delay is about this long. */
const BUSY_POLL_MS = 10;
/** While nothing happens. */
const IDLE_POLL_MS = 200;
/** After a barrier that had to wait too long: appenders get this long without one in their way. */
const BACK_OFF_MS = 300;

const LOCK_NOT_AVAILABLE = '55P03';

/** Runs the sequencer of a partition for as long as this process holds its lease, until `stop` is aborted. */
export async function runSequencer(
  store: EventStore,
  holder: string,
  stop: AbortSignal,
  onError: (error: unknown) => void,
  partition = 0,
): Promise<void> {
  await runUnderLease(
    store,
    `sequencer:${partition}`,
    holder,
    stop,
    (lease, lost) => sequence(store, partition, lease, lost),
    onError,
  );
}

async function sequence(store: EventStore, partition: number, lease: Lease, lost: AbortSignal): Promise<void> {
  let published = await claimHead(store, partition, lease);
  let quietPolls = 0;
  while (!lost.aborted && published !== undefined) {
    const drawn = await drawnPosition(store);
    if (drawn === published) {
      quietPolls += 1;
      await pause(Math.min(BUSY_POLL_MS * 2 ** Math.min(quietPolls, 5), IDLE_POLL_MS), lost);
      continue;
    }
    const safe = await barrier(store, partition);
    if (safe === undefined) {
      await pause(BACK_OFF_MS, lost);
      continue;
    }
    quietPolls = 0;
    published = await publishHead(store, partition, lease, safe);
    await pause(BUSY_POLL_MS, lost);
  }
}

/** The published head becomes this epoch's; what an older epoch still wants to publish is refused from now on. */
async function claimHead(store: EventStore, partition: number, lease: Lease): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ position: string }>(
    'UPDATE log_heads SET epoch = $2 WHERE partition = $1 AND epoch < $2 RETURNING position',
    [partition, lease.epoch],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].position);
}

/** `undefined` when another epoch has taken over. */
async function publishHead(
  store: EventStore,
  partition: number,
  lease: Lease,
  safe: number,
): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ position: string }>({
    name: 'publish-head',
    text: 'UPDATE log_heads SET position = greatest(position, $3) WHERE partition = $1 AND epoch = $2 RETURNING position',
    values: [partition, lease.epoch, safe],
  });
  return rows[0] === undefined ? undefined : Number(rows[0].position);
}

/** The last position that was drawn; not yet safe to read. A fresh sequence has drawn none although it shows 1. */
async function drawnPosition(store: EventStore): Promise<number> {
  const { rows } = await store.pool.query<{ drawn: string }>({
    name: 'drawn-position',
    text: 'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS drawn FROM log_position',
  });
  return Number(rows[0]!.drawn);
}

/** On a connection of its own: should it break in between, the lock goes with the connection. */
async function barrier(store: EventStore, partition: number): Promise<number | undefined> {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ safe: string }>({
      name: 'barrier',
      text: 'SELECT log_barrier($1::smallint) AS safe',
      values: [partition],
    });
    client.release();
    return Number(rows[0]!.safe);
  } catch (error) {
    client.release(true);
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  }
}
