// From a decision to stored events: keys first, then seal, hash, append.
import type { KeyObject } from 'node:crypto';
import { refuse, type Decider, type DomainEvent, type Id, type JsonObject, type Recorded } from '#domain';
import type { EventStore, NewRow } from './event-store';
import type { Folded } from './fold';
import { comparable, eraseKeys, type CommandRequest, type Outcome } from './handle-command';
import { requestHash, seal } from './sealing';
import { chainHash, encode, eventIdOf, type Envelope } from './stored-event';

export async function storeOutcome<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  request: CommandRequest<Command>,
  folded: Folded<State>,
  events: readonly Event[],
  factVersions: { [streamId: Id]: number },
): Promise<Outcome<Event> | { kind: 'lost-race' }> {
  if (events.length === 0) throw new Error(`${decider.streamType}: an accepted command stores at least one event`);
  const { stream, caller, now: at, commandId } = request;
  const numbered = events.map((event, index) => {
    const version = folded.version + 1 + index;
    return { type: event.type, data: event.data, streamId: stream.id, version, at, by: caller } as Recorded<Event>;
  });
  const state = numbered.reduce<State | undefined>((before, event) => decider.evolve(before, event), folded.state);
  if (state === undefined) throw new Error(`${decider.streamType} ${stream.id}: its first events make no state`);

  const keyOwner = decider.keyOwner(state);
  const owners = new Set([
    keyOwner,
    ...events.flatMap((event) => (event.personal === undefined ? [] : [event.personal.owner])),
  ]);
  const keys = await store.keys.keysFor([...owners]);
  const erased = [...owners].find((owner) => keys.get(owner) === undefined);
  if (erased !== undefined) return { kind: 'refused', refusal: refuse('CONTACT_ERASED', [], { owner: erased }) };

  let hash = folded.hash;
  const rows = events.map((event, index): NewRow => {
    const eventId = eventIdOf(commandId, index);
    const envelope: Envelope = {
      id: eventId,
      type: event.type,
      shape: store.upcasting.currentShape(event.type),
      stream,
      version: folded.version + 1 + index,
      at,
      by: caller,
      command: commandId,
      ...(index === 0 ? { request: requestHash(keys.get(keyOwner)!, comparable(request)) } : {}),
      ...(Object.keys(factVersions).length === 0 ? {} : { facts: factVersions }),
      data: event.data as JsonObject,
      ...sealedPart(event, eventId, keys),
    };
    const body = encode(envelope);
    hash = chainHash(hash, body);
    return { eventId, hash, body };
  });

  const appended = await store.append(stream.id, folded.version, folded.hash, rows);
  if (appended.kind !== 'appended') return { kind: 'lost-race' };
  const version = folded.version + events.length;
  store.states.set(stream.id, { type: stream.type, state, version, hash });
  await eraseKeys(store, decider, numbered);
  return { kind: 'accepted', stream, version, events: numbered, repeated: false };
}

function sealedPart(event: DomainEvent, eventId: Id, keys: Map<Id, KeyObject | undefined>): Pick<Envelope, 'sealed'> {
  if (event.personal === undefined) return {};
  const { owner, fields } = event.personal;
  return { sealed: seal(owner, keys.get(owner)!, eventId, fields) };
}
