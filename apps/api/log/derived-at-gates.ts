// Which actions of a gate facts had completed when it was passed: they have no event of their own, and whoever asks why it was open misses them.
import {
  deciders,
  gateStanding,
  type OpportunityEvent,
  type OpportunityState,
  type PlaybookDefinition,
  type Recorded,
  type StreamRef,
} from '#domain';
import { recorded, type EventStore } from '#event-store';

/**
 * Keys of the actions, by the version at which a gate was passed. Folded from the beginning: what stands now is not what
 * stood then.
 */
export async function derivedAtGates(
  store: EventStore,
  ref: StreamRef,
  definition: PlaybookDefinition,
): Promise<Map<number, string[]>> {
  const derived = new Map<number, string[]>();
  let state: OpportunityState | undefined;
  for (const { envelope } of await store.readStream(ref)) {
    const event = recorded(envelope, store.upcasting) as Recorded<OpportunityEvent>;
    if (event.type === 'GatePassed' && state !== undefined) {
      const done = gateStanding(state, definition, event.data.gate).actions.filter(
        (standing) => standing.derived && standing.status === 'completed',
      );
      derived.set(event.version, [...new Set(done.map(({ action }) => action))]);
    }
    state = deciders.opportunity.evolve(state, event);
  }
  return derived;
}
