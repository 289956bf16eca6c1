// The form of every rule-bearing part of the domain: fold with `evolve`, judge with `decide`.
// Invariant: total, synchronous, no clock, no random; `now`, ids and facts of other streams come in with the context.
import type { Caller, DomainEvent, Id, Instant, Recorded, StreamRef, StreamType } from './event';
import type { FactStates } from './facts';
import type { Refusal } from './refusal';

export type Context = {
  caller: Caller;
  /** The moment the command counts from: the sender's clock, or `dueAt` of a timed command. */
  now: Instant;
  /** The stream the command is for; the id of the thing that a creating command creates. */
  streamId: Id;
  commandId: Id;
  /** The n-th id this command may give away; derived from the command's id, so a repeat gives the same. */
  newId(n: number): Id;
  facts: FactStates;
};

export type Decider<State, Command, Event extends DomainEvent> = {
  streamType: StreamType;
  /** The state after one more event; `undefined` before the first. Must ignore an event type it does not know. */
  evolve(state: State | undefined, event: Recorded<Event>): State | undefined;
  /** At least one event, or a refusal. `state` is `undefined` when the stream does not exist yet. */
  decide(state: State | undefined, command: Command, context: Context): Event[] | Refusal;
  /**
   * The streams whose facts `decide` will read. Asked again with what was found, until it names nothing new,
   * because one fact may point to the next (owner → superior → delegate).
   */
  factsNeeded(state: State | undefined, command: Command, context: Context): StreamRef[];
  /** Whose personal key seals and signs for this stream: the contact, the customer, the member of staff; else itself. */
  keyOwner(state: State): Id;
  /** Owners whose keys are deleted once these events are stored. */
  erasedOwners?(events: readonly Recorded<Event>[]): Id[];
};

export function isRefusal(outcome: readonly DomainEvent[] | Refusal): outcome is Refusal {
  return !Array.isArray(outcome);
}
