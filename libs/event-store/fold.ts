// Folding a stream from its cached state and the events above it.
import type { Decider, DomainEvent, Id, Recorded, StreamRef } from '#domain';
import type { EventStore, FoldedState, FoldRow } from './event-store';
import { chainHash, decode, GENESIS_HASH, recorded, type Envelope } from './stored-event';

export type Folded<State> = {
  /** `undefined` when the stream does not exist, or is of another type than asked for. */
  state: State | undefined;
  version: number;
  hash: Buffer;
  /** The stored event of this command, when it was accepted before. */
  earlier?: Envelope;
  /** The id belongs to a stream of another type: nothing of it is folded, and nothing may be appended. */
  foreign: boolean;
};

type Evolve<State, Event extends DomainEvent> = Pick<Decider<State, never, Event>, 'evolve'>;

/** A stream as it stands now. */
export async function foldStream<State, Event extends DomainEvent>(
  store: EventStore,
  decider: Evolve<State, Event>,
  stream: StreamRef,
): Promise<Folded<State>> {
  const base = store.states.get(stream.id);
  const rows = await store.readStreams([{ id: stream.id, after: base?.version ?? 0 }]);
  return foldRows(store, decider, stream, base, rows.get(stream.id) ?? []);
}

/** The same together with the search for what this command stored before: one statement for both. */
export async function foldForCommand<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: StreamRef,
  firstEventId: Id,
): Promise<Folded<State>> {
  const base = store.states.get(stream.id);
  const { rows, known } = await store.readForCommand(stream.id, base?.version ?? 0, firstEventId);
  return { ...foldRows(store, decider, stream, base, rows), earlier: known };
}

/**
 * The state after these rows on top of `base`, the cached state above which they were read (meanwhile the cache may have
 * moved on, or have forgotten). Throws when the rows do not continue the chain: what was changed is not judged by.
 */
export function foldRows<State, Event extends DomainEvent>(
  store: EventStore,
  decider: Evolve<State, Event>,
  stream: StreamRef,
  base: FoldedState | undefined,
  rows: readonly FoldRow[],
): Folded<State> {
  const type = base?.type ?? (rows[0] === undefined ? stream.type : decode(rows[0].body).stream.type);
  if (type !== stream.type) return { state: undefined, version: 0, hash: GENESIS_HASH, foreign: true };
  let state = base?.state as State | undefined;
  let { version, hash } = base ?? { version: 0, hash: GENESIS_HASH };
  for (const row of rows) {
    // The stored bytes are checked before anything is read out of them, above all before upcasting (law 11).
    if (row.version !== version + 1 || !chainHash(hash, row.body).equals(row.hash)) {
      // Should the cached state be what does not fit (a restored backup), the next try starts from the beginning.
      store.states.delete(stream.id);
      throw new Error(`${stream.type} ${stream.id}: version ${row.version} does not continue the chain`);
    }
    state = decider.evolve(state, recorded(decode(row.body), store.upcasting) as Recorded<Event>);
    ({ version, hash } = row);
  }
  remember(store, stream, state, version, hash);
  return { state, version, hash, foreign: false };
}

/** Never backwards: another command of this process may have come further meanwhile. */
export function remember(
  store: EventStore,
  { id, type }: StreamRef,
  state: unknown,
  version: number,
  hash: Buffer,
): void {
  if (state === undefined || version <= (store.states.get(id)?.version ?? 0)) return;
  store.states.set(id, { type, state, version, hash });
}
