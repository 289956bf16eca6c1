// What the rules say about the rows of a file before the first of them is stored.
import { deciders, derivedId, isRefusal, type Caller, type Decider, type DomainEvent, type FactStates } from '#domain';
import type { Id, Instant, Refusal, StreamRef } from '#domain';
import { foldStream, type EventStore } from '#event-store';

/** Which commands would be refused now; facts of other streams are folded once for the whole file. */
export class Judge {
  private readonly read = new Set<Id>();
  private readonly facts = {
    staff: new Map(),
    customer: new Map(),
    contact: new Map(),
    opportunity: new Map(),
    playbook: new Map(),
    catalogue: new Map(),
  };

  constructor(
    private readonly store: EventStore,
    private readonly caller: Caller,
    private readonly now: Instant,
  ) {}

  async refusalOf<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    streamId: Id,
    state: State | undefined,
    command: Command,
  ): Promise<Refusal | undefined> {
    const newId = (n: number): Id => derivedId(streamId, `id ${n}`);
    const { caller, now } = this;
    const context = { caller, now, streamId, commandId: streamId, newId, facts: this.facts };
    for (;;) {
      const unread = decider.factsNeeded(state, command, context).filter(({ id }) => !this.read.has(id));
      if (unread.length === 0) break;
      for (const ref of unread) await this.learn(ref);
    }
    const outcome = decider.decide(state, command, context);
    return isRefusal(outcome) ? outcome : undefined;
  }

  private async learn(ref: StreamRef): Promise<void> {
    this.read.add(ref.id);
    const decider = deciders[ref.type as keyof FactStates] as Decider<unknown, never, DomainEvent>;
    const { state } = await foldStream(this.store, decider, ref);
    if (state !== undefined) this.facts[ref.type as keyof FactStates].set(ref.id, state);
  }
}
