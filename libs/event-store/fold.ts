// Folding a stream from its cached state and the events above it.
import type { Decider, DomainEvent, Id, Recorded, StreamRef } from '#domain';
import type { EventStore, FoldRow } from './event-store';
import { decode, GENESIS_HASH, recorded, type Envelope } from './stored-event';

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

export async function foldForCommand<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: StreamRef,
  firstEventId: Id,
): Promise<Folded<State>> {
  const cached = store.states.get(stream.id);
  const { rows, known } = await store.readForCommand(stream.id, cached?.version ?? 0, firstEventId);
  return { ...foldRows(store, decider, stream, rows), earlier: known };
}

/** The state after these rows on top of what is cached; the cache moves along. */
export function foldRows<State, Event extends DomainEvent>(
  store: EventStore,
  decider: Pick<Decider<State, never, Event>, 'evolve'>,
  stream: StreamRef,
  rows: readonly FoldRow[],
): Folded<State> {
  const cached = store.states.get(stream.id);
  const type = cached?.type ?? (rows[0] === undefined ? stream.type : decode(rows[0].body).stream.type);
  if (type !== stream.type) return { state: undefined, version: 0, hash: GENESIS_HASH, foreign: true };
  let state = cached?.state as State | undefined;
  let { version, hash } = cached ?? { version: 0, hash: GENESIS_HASH };
  for (const row of rows) {
    // Another command of this process may have moved the cache on since these rows were asked for.
    if (row.version <= version) continue;
    state = decider.evolve(state, recorded(decode(row.body), store.upcasting) as Recorded<Event>);
    ({ version, hash } = row);
  }
  if (state !== undefined && version > (cached?.version ?? 0))
    store.states.set(stream.id, { type, state, version, hash });
  return { state, version, hash, foreign: false };
}
