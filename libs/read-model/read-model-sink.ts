// Follows the log and keeps the read models: rows and position move in one transaction.
import { DatabaseError, type PoolClient } from 'pg';
import type { Id, StreamRef } from '#domain';
import { movePosition, rewindSink, runSink, type EventStore, type Lease, type StoredEvent } from '#event-store';
import { writeJournal } from './journal/journal-tables';
import { project, type Named } from './projections';

/** Its name among the sinks. */
export const READ_MODEL_SINK = 'read-models';

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
  await runSink(store, READ_MODEL_SINK, holder, stop, () => ({ batchEvents: BATCH_EVENTS, apply }), onError);
}

/**
 * Lets the feeder follow the log once more: every row is made anew over the one that is there, so that lists and sign-in go
 * on meanwhile. The epoch goes one further, so that a batch under way cannot move the position that was set back.
 */
export async function rebuildReadModels(store: EventStore): Promise<void> {
  await rewindSink(store, READ_MODEL_SINK);
}

export type StreamSetAside = { streamType: string; streamId: Id; problem: string };

/** Streams of which no rows can be made, and why; they hold up no other. */
export async function setAside(store: EventStore): Promise<StreamSetAside[]> {
  const { rows } = await store.pool.query<StreamSetAside>(
    `SELECT stream_type AS "streamType", stream_id AS "streamId", problem FROM read_model.set_aside ORDER BY since LIMIT 100`,
  );
  return rows;
}

/** `false` when another feeder has taken over: then nothing of the batch was written. */
async function applyBatch(store: EventStore, lease: Lease, events: readonly StoredEvent[]): Promise<boolean> {
  const touched = await namedStreams(store, events);
  try {
    return await writeBatch(store, lease, events, touched, makeRows);
  } catch (error) {
    if (isAboutTheServer(error)) throw error;
    // One stream is at fault: once more, each for itself, and what makes no rows is set aside.
    return writeBatch(store, lease, events, touched, makeRowsOrSetAside);
  }
}

type Touched = { ref: StreamRef; named: Named; position: number };
type RowMaker = (store: EventStore, client: PoolClient, touched: Touched) => Promise<void>;

async function writeBatch(
  store: EventStore,
  lease: Lease,
  events: readonly StoredEvent[],
  touched: ReadonlyMap<Id, Touched>,
  make: RowMaker,
): Promise<boolean> {
  const client = await store.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('DELETE FROM read_model.set_aside WHERE stream_id = ANY ($1::uuid[])', [[...touched.keys()]]);
    await writeJournal(client, events);
    for (const each of touched.values()) await make(store, client, each);
    const moved = await movePosition(client, READ_MODEL_SINK, lease, events.at(-1)!.position);
    await client.query(moved ? 'COMMIT' : 'ROLLBACK');
    client.release();
    return moved;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function makeRows(store: EventStore, client: PoolClient, { ref, named }: Touched): Promise<void> {
  await project(store, client, ref, named);
}

async function makeRowsOrSetAside(store: EventStore, client: PoolClient, touched: Touched): Promise<void> {
  const { ref, position } = touched;
  await client.query('SAVEPOINT stream');
  try {
    await makeRows(store, client, touched);
  } catch (error) {
    if (isAboutTheServer(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT stream');
    await client.query(
      'INSERT INTO read_model.set_aside (stream_id, stream_type, position, problem) VALUES ($1, $2, $3, $4)',
      [ref.id, ref.type, position, error instanceof Error ? error.message : String(error)],
    );
  }
  await client.query('RELEASE SAVEPOINT stream');
}

/** Classes of SQLSTATE that speak of the server, the connection or a conflict: the same batch may succeed a moment later. */
const passing = /^(08|25|40|53|55|57|58|XX)/;

function isAboutTheServer(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code === undefined || passing.test(error.code);
  // A connection that broke has a code of the system; a stream that cannot be folded has none.
  return (error as { code?: unknown }).code !== undefined || /connection/i.test((error as Error).message);
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

async function namedStreams(store: EventStore, events: readonly StoredEvent[]): Promise<Map<Id, Touched>> {
  const envelopes = events.map((event) => event.envelope);
  const personal = await store.personalFields(envelopes.filter(({ type }) => naming.has(type)));
  const touched = new Map<Id, Touched>();
  for (const { envelope, position } of events) {
    const { id, type, stream, at, data } = envelope;
    // The first registrations have their sign-in in `data`; later ones seal it.
    const registered = type === 'StaffRegistered' ? { registeredAt: at, signInSubject: data['signInSubject'] } : {};
    const said = personal.get(id);
    // A profile is said as a whole: what the newest leaves out is no more. Of staff, the sign-in is said once.
    const before = said === undefined || stream.type === 'staff' ? touched.get(stream.id)?.named : undefined;
    const named = { ...before, ...registered, ...said };
    touched.set(stream.id, { ref: stream, named, position });
  }
  return touched;
}
