// The facts of other streams that a decision reads: folded from those streams themselves, above what is cached.
import {
  deciders,
  noFacts,
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

export type Facts = { facts: FactStates; versions: { [streamId: Id]: number } };

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
  let known: Facts = { facts: noFacts, versions: {} };
  const fresh = new Set<Id>();
  for (let round = 0; round < MAX_FACT_ROUNDS; round++) {
    const wanted = closure(store, decider, state, command, context, known);
    const stale = wanted.filter(({ id }) => !fresh.has(id));
    if (stale.length === 0) return known;
    const rows = await store.readStreams(stale.map(({ id }) => ({ id, after: store.states.get(id)?.version ?? 0 })));
    for (const ref of stale) {
      foldRows(store, deciderOf(ref), ref, rows.get(ref.id) ?? []);
      fresh.add(ref.id);
    }
    known = fromCache(store, wanted);
  }
  throw new Error(`facts of ${decider.streamType} lead from one to the next more than ${MAX_FACT_ROUNDS} times`);
}

/** What is needed as far as cached states tell: a warm command finds all of it without reading. */
function closure<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  state: State | undefined,
  command: Command,
  context: Omit<Context, 'facts'>,
  start: Facts,
): StreamRef[] {
  let { facts } = start;
  let wanted: StreamRef[] = [];
  for (let round = 0; round < MAX_FACT_ROUNDS; round++) {
    const next = decider.factsNeeded(state, command, { ...context, facts });
    if (next.length === wanted.length) return next;
    wanted = next;
    facts = fromCache(store, wanted).facts;
  }
  return wanted;
}

function fromCache(store: EventStore, refs: readonly StreamRef[]): Facts {
  const facts = { staff: new Map(), customer: new Map(), contact: new Map(), playbook: new Map() };
  const versions: { [streamId: Id]: number } = {};
  for (const { type, id } of refs) {
    const cached = store.states.get(id);
    if (cached?.type !== type || !(type in facts)) continue;
    facts[type as keyof typeof facts].set(id, cached.state);
    versions[id] = cached.version;
  }
  return { facts, versions };
}

function deciderOf({ type }: StreamRef): Pick<Decider<unknown, never, DomainEvent>, 'evolve'> {
  if (type === 'calendar') throw new Error('the calendar has no stream yet');
  return deciders[type] as unknown as Pick<Decider<unknown, never, DomainEvent>, 'evolve'>;
}
