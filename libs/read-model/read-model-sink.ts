// Follows the log and keeps the read models: rows and position move in one transaction.
import type { Id, StreamRef } from '#domain';
import { movePosition, runSink, type EventStore, type Lease, type StoredEvent } from '#event-store';
import { project, type Named } from './projections';

const SINK = 'read-models';

/** One transaction's worth: short enough that readers of the rows never wait long. */
const BATCH_EVENTS = 200;

/** Feeds the read models for as long as this process holds their lease, until `stop` is aborted. */
export async function runReadModelSink(
  store: EventStore,
  holder: string,
  stop: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  const apply = (lease: Lease, events: readonly StoredEvent[]): Promise<boolean> => applyBatch(store, lease, events);
  await runSink(store, SINK, holder, stop, () => ({ batchEvents: BATCH_EVENTS, apply }), onError);
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
         read_model.inbox, read_model.due, read_model.follow_up_plan, read_model.follow_up`,
    );
  });
}

/** `false` when another feeder has taken over: then nothing of the batch was written. */
async function applyBatch(store: EventStore, lease: Lease, events: readonly StoredEvent[]): Promise<boolean> {
  const touched = await namedStreams(store, events);
  const position = events.at(-1)!.position;
  const client = await store.pool.connect();
  try {
    await client.query('BEGIN');
    for (const { ref, named } of touched.values()) await project(store, client, ref, named);
    const moved = await movePosition(client, SINK, lease, position);
    await client.query(moved ? 'COMMIT' : 'ROLLBACK');
    client.release();
    return moved;
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
