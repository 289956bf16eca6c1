// The only loop in the system: fold, answer a repeat, decide, seal, append, and again when somebody else was first.
import {
  derivedId,
  isRefusal,
  refuse,
  type Caller,
  type Decider,
  type DomainEvent,
  type Id,
  type Instant,
  type Recorded,
  type Refusal,
  type StreamRef,
} from '#domain';
import type { EventStore } from './event-store';
import { factsFor } from './facts-for';
import { foldForCommand, type Folded } from './fold';
import { requestHash } from './sealing';
import { storeOutcome } from './store-outcome';
import { eventIdOf, recorded, type Envelope } from './stored-event';
import { unstorableText } from './text-at-the-door';

export type CommandRequest<Command> = {
  stream: StreamRef;
  command: Command;
  caller: Caller;
  /** Derived from the caller and the idempotency key, or from the wait of a timed command. */
  commandId: Id;
  /** The sender's clock, or `dueAt` of a timed command. */
  now: Instant;
  /** The version the caller saw (If-Match): with it a conflict is the caller's to solve. */
  expectedVersion?: number;
};

export type Outcome<Event extends DomainEvent> =
  | { kind: 'accepted'; stream: StreamRef; version: number; events: Recorded<Event>[]; repeated: boolean }
  | { kind: 'refused'; refusal: Refusal }
  /** `expectedVersion` is not the stream's version any more, or others were first every time. */
  | { kind: 'conflict'; version: number }
  /** This command id was used before for another request or another stream. */
  | { kind: 'reused' };

/** Losing this many races in a row means a stream that is written to without pause: the caller should know. */
const MAX_ATTEMPTS = 8;

export async function handleCommand<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  request: CommandRequest<Command>,
): Promise<Outcome<Event>> {
  const unstorable = unstorableText(request.command);
  if (unstorable !== undefined) return { kind: 'refused', refusal: unstorableField(unstorable) };
  for (let attempt = 1; ; attempt++) {
    const folded = await foldForCommand(store, decider, request.stream, eventIdOf(request.commandId, 0));
    if (folded.earlier !== undefined) return answerRepeat(store, decider, request, folded, folded.earlier);
    if (folded.foreign) return { kind: 'refused', refusal: refuse('NOT_FOUND') };
    if (request.expectedVersion !== undefined && request.expectedVersion !== folded.version) {
      return { kind: 'conflict', version: folded.version };
    }
    const context = contextOf(request);
    const { facts, versions } = await factsFor(store, decider, folded.state, request.command, context);
    const outcome = decider.decide(folded.state, request.command, { ...context, facts });
    if (isRefusal(outcome)) return { kind: 'refused', refusal: outcome };
    const result = await storeOutcome(store, decider, request, folded, outcome, versions);
    if (result.kind !== 'lost-race') return result;
    if (request.expectedVersion !== undefined || attempt === MAX_ATTEMPTS) {
      return { kind: 'conflict', version: folded.version + 1 };
    }
  }
}

/** Answered from the events that it stored, before any rule runs (law 4). */
async function answerRepeat<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  request: CommandRequest<Command>,
  folded: Folded<State>,
  earlier: Envelope,
): Promise<Outcome<Event>> {
  if (earlier.stream.id !== request.stream.id || folded.state === undefined) return { kind: 'reused' };
  const owner = decider.keyOwner(folded.state);
  const key = (await store.keys.existingKeys([owner])).get(owner);
  // Once the key is erased nothing can be compared any more; the answer holds ids and codes only.
  if (key !== undefined && earlier.request !== requestHash(key, comparable(request))) return { kind: 'reused' };
  const later = await store.readStream(request.stream.id, earlier.version - 1);
  const own = later.filter((event) => event.envelope.command === request.commandId);
  const events = own.map((event) => recorded(event.envelope, store.upcasting) as Recorded<Event>);
  await eraseKeys(store, decider, events);
  return { kind: 'accepted', stream: request.stream, version: events.at(-1)!.version, events, repeated: true };
}

/** Also after a repeat: the process may have died between the event and the deletion. */
export async function eraseKeys<Event extends DomainEvent>(
  store: EventStore,
  decider: Pick<Decider<never, never, Event>, 'erasedOwners'>,
  events: readonly Recorded<Event>[],
): Promise<void> {
  for (const owner of decider.erasedOwners?.(events) ?? []) await store.keys.erase(owner);
}

/** What makes two requests the same: the stream and all that was asked. */
export function comparable(request: CommandRequest<unknown>): unknown {
  return { stream: request.stream, command: request.command };
}

function contextOf(request: CommandRequest<unknown>): {
  caller: Caller;
  now: Instant;
  streamId: Id;
  commandId: Id;
  newId(n: number): Id;
} {
  const { caller, now, commandId, stream } = request;
  return { caller, now, streamId: stream.id, commandId, newId: (n) => derivedId(commandId, `id ${n}`) };
}

function unstorableField(path: string): Refusal {
  return refuse('INVALID_INPUT', [{ what: 'field', key: path, problem: 'unstorable-character', suppliedBy: [] }]);
}
