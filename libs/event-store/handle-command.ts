// The only loop in the system: fold, answer a repeat, decide, seal, append, and again when somebody else was first.
import {
  derivedId,
  isRefusal,
  refuse,
  refuseField,
  type Caller,
  type Context,
  type Decider,
  type DomainEvent,
  type Id,
  type Instant,
  type Json,
  type Recorded,
  type Refusal,
  type StreamRef,
} from '#domain';
import type { EventStore } from './event-store';
import { factsFor } from './facts-for';
import { foldForCommand, type Folded } from './fold';
import { requestHash } from './sealing';
import { comparable, eraseKeys, MAX_EVENTS_PER_COMMAND, storeOutcome } from './store-outcome';
import { eventIdOf, recorded, type Envelope } from './stored-event';
import { unstorable } from './text-at-the-door';

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
  /** What a repeat is compared by, where it is not the command itself: a body whose command holds more than was sent. */
  requestBody?: Json;
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
  assertLowerCase(request);
  const atDoor = unstorable(request.command);
  if (atDoor !== undefined) return { kind: 'refused', refusal: refuseField(atDoor.path, atDoor.problem) };
  let lostAt: number | undefined;
  for (let attempt = 1; ; attempt++) {
    const folded = await foldForCommand(store, decider, request.stream, eventIdOf(request.commandId, 0));
    if (folded.earlier !== undefined) return answerRepeat(store, decider, request, folded, folded.earlier);
    if (folded.foreign) return { kind: 'refused', refusal: refuse('NOT_FOUND') };
    const { version } = folded;
    if (attempt > MAX_ATTEMPTS || version !== (request.expectedVersion ?? version))
      return { kind: 'conflict', version };
    const context = contextOf(request);
    const { facts, versions } = await factsFor(store, decider, folded.state, request.command, context);
    const outcome = decider.decide(folded.state, request.command, { ...context, facts });
    if (isRefusal(outcome)) return { kind: 'refused', refusal: outcome };
    const result = await storeOutcome(store, decider, request, folded, outcome, versions);
    if (result.kind !== 'lost-race' && result.kind !== 'unknown') return result;
    // The next fold tells who was first, or whether it is stored although no answer came.
    if (result.kind === 'unknown' && attempt === MAX_ATTEMPTS) throw result.cause;
    // Twice lost and nothing new: the cached state is not what is stored (a restored backup); it is folded from the start.
    if (version === lostAt) store.states.delete(request.stream.id);
    lostAt = version;
  }
}

/**
 * Ids are lower case before they come here. PostgreSQL takes either case for the same UUID, but what is hashed, derived from
 * and looked for is the text: one id written in two ways would be two commands, and a chain that does not verify.
 */
function assertLowerCase({ stream, commandId, caller, command }: CommandRequest<unknown>): void {
  const named = Object.entries(command as object).filter(([name]) => /Ids?$/.test(name));
  const callerIds = caller.kind === 'staff' ? [caller.id] : [];
  const ids = [stream.id, commandId, ...callerIds, ...named.flatMap(([, value]) => value as unknown)];
  const wrong = ids.filter((id) => typeof id === 'string').find((id) => id !== id.toLowerCase());
  if (wrong !== undefined) throw new Error(`${stream.type} ${stream.id}: id ${wrong} is not in lower case`);
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
  const page = { after: earlier.version - 1, limit: MAX_EVENTS_PER_COMMAND };
  const later = await store.readStream(request.stream, page);
  const own = later.filter((event) => event.envelope.command === request.commandId);
  const events = own.map((event) => recorded(event.envelope, store.upcasting) as Recorded<Event>);
  await eraseKeys(store, decider, events);
  return { kind: 'accepted', stream: request.stream, version: events.at(-1)!.version, events, repeated: true };
}

function contextOf({ caller, now, commandId, stream }: CommandRequest<unknown>): Omit<Context, 'facts'> {
  return { caller, now, streamId: stream.id, commandId, newId: (n) => derivedId(commandId, `id ${n}`) };
}
