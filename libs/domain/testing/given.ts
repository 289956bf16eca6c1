// Tests of deciders as sentences: given what happened, when this is asked, then this happens or is refused.
import type { Context, Decider } from '../decider';
import { isRefusal } from '../decider';
import { derivedId } from '../derived-id';
import type { Caller, DomainEvent, Id, Instant, Recorded } from '../event';
import { noFacts, type FactStates } from '../facts';
import type { Refusal, RefusalCode } from '../refusal';

export const someInstant: Instant = '2026-03-02T01:00:00.000Z';

/** Ids for tests, told apart by their name. */
export function idOf(name: string): Id {
  return derivedId('00000000-0000-4000-8000-000000000000', name);
}

export function staffCaller(staffId: Id): Caller {
  return { kind: 'staff', id: staffId };
}

/** A stream in the making: every accepted command adds its events, so that a story can be told in steps. */
export class Story<State, Command extends { type: string }, Event extends DomainEvent> {
  readonly history: Recorded<Event>[] = [];
  state: State | undefined;
  private facts: FactStates = noFacts;
  private caller: Caller = { kind: 'process', name: 'setup' };
  private now: Instant = someInstant;
  private commands = 0;

  constructor(
    private readonly decider: Decider<State, Command, Event>,
    readonly streamId: Id,
  ) {}

  knowing(facts: Partial<FactStates>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  by(caller: Caller): this {
    this.caller = caller;
    return this;
  }

  at(now: Instant): this {
    this.now = now;
    return this;
  }

  /** What comes of a command, without its happening. */
  judge(command: Command): Event[] | Refusal {
    return this.decider.decide(this.state, command, this.context(command));
  }

  /** The command must be accepted; its events become history. */
  when(command: Command): Event[] {
    const outcome = this.judge(command);
    if (isRefusal(outcome)) {
      throw new Error(`${command.type} was refused: ${JSON.stringify(outcome)}`);
    }
    this.happened(outcome);
    return outcome;
  }

  /** The command must be refused with this code; answers what is missing, as keys. */
  refuses(command: Command, code: RefusalCode): string[] {
    const outcome = this.judge(command);
    if (!isRefusal(outcome)) throw new Error(`${command.type} was accepted: ${JSON.stringify(outcome)}`);
    expect({ refused: outcome.refused, detail: outcome.detail }).toMatchObject({ refused: code });
    return outcome.missing.map((missing) => missing.key);
  }

  happened(events: Event[]): void {
    this.commands += 1;
    for (const event of events) {
      const recorded = {
        type: event.type,
        data: structuredClone(event.data),
        streamId: this.streamId,
        version: this.history.length + 1,
        at: this.now,
        by: this.caller,
      } as Recorded<Event>;
      this.history.push(recorded);
      this.state = this.decider.evolve(this.state, recorded);
    }
  }

  /** With no more facts than the decider asks for: what it reads without asking, it would not find in the store either. */
  private context(command: Command): Context {
    const commandId = derivedId(this.streamId, `command ${this.commands}`);
    const context: Context = {
      caller: this.caller,
      now: this.now,
      streamId: this.streamId,
      commandId,
      newId: (n) => derivedId(commandId, `id ${n}`),
      facts: noFacts,
    };
    for (let asked = -1; ;) {
      const refs = this.decider.factsNeeded(this.state, command, context);
      context.facts = only(this.facts, new Set(refs.map(({ id }) => id)));
      if (refs.length === asked) return context;
      asked = refs.length;
    }
  }
}

function only(facts: FactStates, ids: ReadonlySet<Id>): FactStates {
  const among = <T>(states: ReadonlyMap<Id, T>): ReadonlyMap<Id, T> =>
    new Map([...states].filter(([id]) => ids.has(id)));
  const { staff, customer, contact, opportunity, playbook, catalogue } = facts;
  return {
    staff: among(staff),
    customer: among(customer),
    contact: among(contact),
    opportunity: among(opportunity),
    playbook: among(playbook),
    catalogue: among(catalogue),
  };
}
