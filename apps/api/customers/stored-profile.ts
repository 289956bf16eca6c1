// What is kept about customers and contacts for people to read: the profile as it was written last, unsealed here.
import { contactFields, customerFields } from '#domain';
import type { ContactState, CustomerState, Decider, DomainEvent, Id, JsonObject, Recorded } from '#domain';
import { chainHash, decode, GENESIS_HASH, recorded, type Envelope, type EventStore } from '#event-store';

/** `profile`: personal fields and codes; what was erased or never given is not in it. */
export type Stored<State> = { state: State; version: number; profile: JsonObject };

/** Each of these events says the whole profile, so the last one holds. */
export const profileEvents = ['CustomerRegistered', 'CustomerProfileChanged', 'ContactRegistered', 'ContactChanged'];
/** Whom a customer's profile names is said beside it, under a key of its own. */
export const peopleEvents = ['CustomerPeopleNamed', 'CustomerPeopleErased'];
/** Of their data; the rest of it is state. */
const codes: readonly string[] = [...customerFields, ...contactFields]
  .filter(({ kept }) => kept === 'data')
  .map(({ key }) => key);

/** Those of these ids that are streams of this kind, in two statements however many there are. */
export async function storedProfiles<State extends CustomerState | ContactState, Event extends DomainEvent>(
  store: EventStore,
  { streamType, evolve }: Pick<Decider<State, never, Event>, 'streamType' | 'evolve'>,
  ids: readonly Id[],
): Promise<Map<Id, Stored<State>>> {
  const rows = await store.readStreams([...new Set(ids)].map((id) => ({ id, after: 0 })));
  const streams = [...rows.values()].map(checked).filter(([first]) => first!.stream.type === streamType);
  const latest = streams.map((events) => events.findLast(({ type }) => profileEvents.includes(type))!);
  const people = streams.map((events) => events.findLast(({ type }) => peopleEvents.includes(type)));
  const personal = await store.personalFields([...latest, ...people.filter((event) => event !== undefined)]);
  return new Map(
    streams.map((events, index): [Id, Stored<State>] => {
      const lifted = events.map((envelope) => recorded(envelope, store.upcasting) as Recorded<Event>);
      const state = lifted.reduce<State | undefined>((before, event) => evolve(before, event), undefined)!;
      const { id, version, stream } = latest[index]!;
      const data = lifted[version - 1]!.data as JsonObject;
      // A key that is deleted may still be in the cache of this process.
      const erased = 'erased' in state && state.erased;
      const named = people[index]?.type === 'CustomerPeopleNamed' ? personal.get(people[index].id) : undefined;
      const profile = {
        ...Object.fromEntries(codes.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]]))),
        ...(erased ? {} : personal.get(id)),
        ...named,
      };
      return [stream.id, { state, version: events.length, profile }];
    }),
  );
}

/** As in folding: the stored bytes are checked before anything is read out of them (law 11). */
function checked(rows: readonly { version: number; hash: Buffer; body: string }[]): Envelope[] {
  let previous: Buffer = GENESIS_HASH;
  return rows.map(({ version, hash, body }) => {
    const envelope = decode(body);
    if (!chainHash(previous, body).equals(hash)) {
      throw new Error(`${envelope.stream.type} ${envelope.stream.id}: version ${version} does not continue the chain`);
    }
    previous = hash;
    return envelope;
  });
}
