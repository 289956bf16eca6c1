// The facts of other streams that a decision reads: folded from those streams themselves, above what is cached.
import {
  deciders,
  type Context,
  type Decider,
  type DomainEvent,
  type FactStates,
  type Id,
  type StreamRef,
} from '#domain';
import type { EventStore } from './event-store';
import { foldRows } from './fold';

/** One fact may point to the next; a reporting line with delegations is followed in fewer steps. */
const MAX_FACT_ROUNDS = 16;

/** The facts that were read, and the version of every stream that they come from. */
export type Facts = { facts: FactStates; versions: { [streamId: Id]: number } };

type FactType = keyof FactStates;
type Known = { state: unknown; version: number };

/**
 * Asks the decider which streams it needs, first with what is cached, and reads all of them above their cached versions
 * in one statement; again only when what was read points further.
 */
export async function factsFor<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  state: State | undefined,
  command: Command,
  context: Omit<Context, 'facts'>,
): Promise<Facts> {
  const read = new Map<Id, Known | undefined>();
  const known = (ref: StreamRef): Known | undefined => (read.has(ref.id) ? read.get(ref.id) : cached(store, ref));
  const ask = (facts: FactStates): StreamRef[] => decider.factsNeeded(state, command, { ...context, facts });
  for (let round = 0; round < MAX_FACT_ROUNDS; round++) {
    const wanted = askedUntilNothingNew(ask, known);
    const unread = wanted.filter(({ id }) => !read.has(id));
    if (unread.length === 0) return factsOf(wanted, known);
    for (const [id, fact] of await readFacts(store, unread)) read.set(id, fact);
  }
  throw tooFar(decider.streamType);
}

/** Everything that is needed as far as the known states tell: a warm command finds all of it without reading. */
function askedUntilNothingNew(
  ask: (facts: FactStates) => StreamRef[],
  known: (ref: StreamRef) => Known | undefined,
): StreamRef[] {
  const wanted = new Map<Id, StreamRef>();
  for (let round = 0; round < MAX_FACT_ROUNDS; round++) {
    const before = wanted.size;
    for (const ref of ask(factsOf([...wanted.values()], known).facts)) wanted.set(ref.id, ref);
    if (wanted.size === before) return [...wanted.values()];
  }
  throw tooFar('a stream');
}

/** `undefined` for a stream that does not exist or is of another type. */
async function readFacts(store: EventStore, refs: readonly StreamRef[]): Promise<Map<Id, Known | undefined>> {
  const bases = refs.map((ref) => ({ ref, base: store.states.get(ref.id) }));
  const rows = await store.readStreams(bases.map(({ ref, base }) => ({ id: ref.id, after: base?.version ?? 0 })));
  return new Map(
    bases.map(({ ref, base }) => {
      const { state, version } = foldRows(store, deciderOf(ref), ref, base, rows.get(ref.id) ?? []);
      return [ref.id, state === undefined ? undefined : { state, version }];
    }),
  );
}

function factsOf(refs: readonly StreamRef[], known: (ref: StreamRef) => Known | undefined): Facts {
  const facts = {
    staff: new Map(),
    customer: new Map(),
    contact: new Map(),
    opportunity: new Map(),
    playbook: new Map(),
    catalogue: new Map(),
  };
  const versions: { [streamId: Id]: number } = {};
  for (const ref of refs) {
    const fact = known(ref);
    if (fact === undefined) continue;
    facts[ref.type as FactType].set(ref.id, fact.state);
    versions[ref.id] = fact.version;
  }
  return { facts, versions };
}

function cached(store: EventStore, { id, type }: StreamRef): Known | undefined {
  const state = store.states.get(id);
  return state?.type === type ? state : undefined;
}

function deciderOf({ type }: StreamRef): Pick<Decider<unknown, never, DomainEvent>, 'evolve'> {
  const kinds: readonly FactType[] = ['staff', 'customer', 'contact', 'opportunity', 'playbook', 'catalogue'];
  if (!kinds.includes(type as FactType)) throw new Error(`a ${type} gives no facts to other streams`);
  return deciders[type as FactType];
}

function tooFar(whose: string): Error {
  return new Error(`facts of ${whose} lead from one to the next more than ${MAX_FACT_ROUNDS} times`);
}
