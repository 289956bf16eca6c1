// Follows the log and keeps the read models: rows and position move in one transaction.
import type { Id, StreamRef } from '#domain';
import {
  claimPosition,
  movePosition,
  pause,
  runUnderLease,
  type EventStore,
  type Lease,
  type StoredEvent,
} from '#event-store';
import { project, type Named } from './projections';

const SINK = 'read-models';

/** One transaction's worth: short enough that readers of the rows never wait long. */
const BATCH_EVENTS = 200;
const BUSY_POLL_MS = 15;
const IDLE_POLL_MS = 150;
/** How often a feeder with nothing to do looks whether its position was taken or set back: about every second and a half. */
const IDLE_POLLS_PER_CHECK = 10;

/** Feeds the read models for as long as this process holds their lease, until `stop` is aborted. */
export async function runReadModelSink(
  store: EventStore,
  holder: string,
  stop: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  await runUnderLease(store, `sink:${SINK}`, holder, stop, (lease, lost) => follow(store, lease, lost), onError);
}

/**
 * Empties the rows and lets the feeder begin anew. The epoch goes one further with it, so that a batch which is under way
 * can neither write into the emptied tables nor move the position that was set back.
 */
export async function rebuildReadModels(store: EventStore): Promise<void> {
  await store.source.transaction(async (manager) => {
    await manager.query('UPDATE sink_positions SET position = 0, epoch = epoch + 1 WHERE sink = $1', [SINK]);
    await manager.query(
      `TRUNCATE read_model.staff, read_model.delegation, read_model.customer, read_model.contact, read_model.opportunity,
         read_model.inbox`,
    );
  });
}

async function follow(store: EventStore, lease: Lease, lost: AbortSignal): Promise<void> {
  let position = await claimPosition(store, SINK, lease);
  let quiet = 0;
  while (!lost.aborted && position !== undefined) {
    const events = await store.readLog({ after: position, limit: BATCH_EVENTS });
    if (events.length === 0) {
      quiet += 1;
      if (quiet % IDLE_POLLS_PER_CHECK === 0 && !(await isStillOurs(store, lease))) return;
      await pause(Math.min(BUSY_POLL_MS * quiet, IDLE_POLL_MS), lost);
      continue;
    }
    quiet = 0;
    position = await applyBatch(store, lease, events);
  }
}

async function isStillOurs(store: EventStore, lease: Lease): Promise<boolean> {
  const { rowCount } = await store.pool.query('SELECT FROM sink_positions WHERE sink = $1 AND epoch = $2', [
    SINK,
    lease.epoch,
  ]);
  return rowCount === 1;
}

/** `undefined` when another feeder has taken over: then nothing of the batch was written. */
async function applyBatch(
  store: EventStore,
  lease: Lease,
  events: readonly StoredEvent[],
): Promise<number | undefined> {
  const touched = await namedStreams(store, events);
  const position = events.at(-1)!.position;
  const client = await store.pool.connect();
  try {
    await client.query('BEGIN');
    for (const { ref, named } of touched.values()) await project(store, client, ref, named);
    const moved = await movePosition(client, SINK, lease, position);
    await client.query(moved ? 'COMMIT' : 'ROLLBACK');
    client.release();
    return moved ? position : undefined;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Events that name the thing itself; what was said about it in others stays sealed. */
const naming = new Set([
  'StaffRegistered',
  'StaffPersonChanged',
  'CustomerRegistered',
  'CustomerProfileChanged',
  'ContactRegistered',
  'ContactChanged',
  'OpportunityOpened',
]);

async function namedStreams(
  store: EventStore,
  events: readonly StoredEvent[],
): Promise<Map<Id, { ref: StreamRef; named: Named }>> {
  const envelopes = events.map((event) => event.envelope);
  const personal = await store.personalFields(envelopes.filter(({ type }) => naming.has(type)));
  const touched = new Map<Id, { ref: StreamRef; named: Named }>();
  for (const { id, stream } of envelopes) {
    const named = { ...touched.get(stream.id)?.named, ...personal.get(id) };
    touched.set(stream.id, { ref: stream, named });
  }
  return touched;
}
