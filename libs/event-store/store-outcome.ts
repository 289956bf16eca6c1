// From a decision to stored events: keys first, then seal, hash, append.
import type { KeyObject } from 'node:crypto';
import { refuse, type Decider, type DomainEvent, type Id, type Json, type JsonObject, type Recorded } from '#domain';
import { isRefusedByServer } from './append-combiner';
import type { EventStore, NewRow } from './event-store';
import { remember, type Folded } from './fold';
import type { CommandRequest, Outcome } from './handle-command';
import { requestHash, seal } from './sealing';
import { asReadBack, chainHash, encode, eventIdOf, type Envelope } from './stored-event';

/** One statement writes them all, and what is appended holds up the readers of the log: no command needs nearly as many. */
export const MAX_EVENTS_PER_COMMAND = 500;

export type Stored<Event extends DomainEvent> =
  | Outcome<Event>
  /** Somebody else was first with this version, or with this very command. */
  | { kind: 'lost-race' }
  /** The connection broke in mid-air: written or not, only the next fold knows. */
  | { kind: 'unknown'; cause: unknown };

export async function storeOutcome<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  request: CommandRequest<Command>,
  folded: Folded<State>,
  events: readonly Event[],
  factVersions: { [streamId: Id]: number },
): Promise<Stored<Event>> {
  const { stream } = request;
  const numbered = numberedAsStored(request, folded.version, events);
  const state = numbered.reduce<State | undefined>((before, event) => decider.evolve(before, event), folded.state);
  if (state === undefined) throw new Error(`${decider.streamType} ${stream.id}: its first events make no state`);

  const keyOwner = decider.keyOwner(state);
  const owners = [keyOwner];
  for (const { personal } of events)
    if (personal !== undefined && !owners.includes(personal.owner)) owners.push(personal.owner);
  const keys = await store.keys.keysFor(owners);
  const erased = owners.find((owner) => keys.get(owner) === undefined);
  if (erased !== undefined) return { kind: 'refused', refusal: refuse('CONTACT_ERASED', [], { owner: erased }) };

  const signed = requestHash(keys.get(keyOwner)!, comparable(request));
  let { hash } = folded;
  const rows = numbered.map((event, index): NewRow => {
    const id = eventIdOf(request.commandId, index);
    const envelope: Envelope = {
      id,
      type: event.type,
      shape: store.upcasting.currentShape(event.type),
      stream,
      version: event.version,
      at: event.at,
      by: event.by,
      command: request.commandId,
      request: index === 0 ? signed : undefined,
      facts: Object.keys(factVersions).length === 0 ? undefined : factVersions,
      data: event.data as JsonObject,
      ...sealedPart(events[index]!, id, keys),
    };
    const body = encode(envelope);
    hash = chainHash(hash, body);
    return { eventId: id, hash, body };
  });

  try {
    if (!(await store.append(stream.id, folded.version, folded.hash, rows))) return { kind: 'lost-race' };
  } catch (cause) {
    if (isRefusedByServer(cause)) throw cause;
    return { kind: 'unknown', cause };
  }
  const version = folded.version + events.length;
  remember(store, stream, state, version, hash);
  await eraseKeys(store, decider, numbered);
  return { kind: 'accepted', stream, version, events: numbered, repeated: false };
}

/** What makes two requests the same: the stream and all that was asked. */
export function comparable({ stream, command, requestBody }: CommandRequest<unknown>): unknown {
  return requestBody === undefined ? { stream, command } : { stream, body: requestBody };
}

/** Also after a repeat: the process may have died between the event and the deletion. */
export async function eraseKeys<Event extends DomainEvent>(
  store: EventStore,
  decider: Pick<Decider<never, never, Event>, 'erasedOwners'>,
  events: readonly Recorded<Event>[],
): Promise<void> {
  for (const owner of decider.erasedOwners?.(events) ?? []) await store.keys.erase(owner);
}

/** As they will be read back, so that a state folded while writing is the one that is folded by reading. */
function numberedAsStored<Event extends DomainEvent>(
  { stream, now, caller, commandId }: CommandRequest<unknown>,
  version: number,
  events: readonly Event[],
): Recorded<Event>[] {
  if (events.length === 0 || events.length > MAX_EVENTS_PER_COMMAND) {
    throw new Error(`command ${commandId} made ${events.length} events; 1 to ${MAX_EVENTS_PER_COMMAND} can be stored`);
  }
  return events.map(({ type, data }, index) => {
    const stored = asReadBack(data as Json);
    return {
      type,
      data: stored,
      streamId: stream.id,
      version: version + 1 + index,
      at: now,
      by: caller,
    } as Recorded<Event>;
  });
}

function sealedPart(event: DomainEvent, eventId: Id, keys: Map<Id, KeyObject | undefined>): Pick<Envelope, 'sealed'> {
  if (event.personal === undefined) return {};
  const { owner, fields } = event.personal;
  return { sealed: seal(owner, keys.get(owner)!, eventId, fields) };
}
