// The history of a profile by version: what each version changed, as far as it can still be read.
import {
  contactFields,
  customerFields,
  type Caller,
  type DomainEvent,
  type Id,
  type Json,
  type JsonObject,
} from '#domain';
import { toldEvents, type EventStore, type Told } from '#event-store';
import { anyObject, instant, listOf, object, optional, text, whole } from '../http/described';
import { peopleEvents, profileEvents } from './stored-profile';

export type FieldChange = { field: string; from?: Json; to?: Json };
export type ProfileVersion = { version: number; at: string; by: Caller; changed: FieldChange[] };
export type ProfileHistory = { items: ProfileVersion[] };

/** Versions of a profile that are read at once, the newest: a form that changes once a week fills this in four years. */
const MAX_VERSIONS = 200;

export const profileHistory = object<ProfileHistory>({
  items: listOf(
    object<ProfileVersion>({
      version: whole(4),
      at: instant(),
      by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
      changed: listOf(
        object<FieldChange>({
          field: text('headcount'),
          from: optional({ schema: {}, example: 5200 }),
          to: optional({ schema: {}, example: 5300 }),
        }),
      ),
    }),
  ),
});

const peopleKeys = new Set<string>(customerFields.filter(({ kept }) => kept === 'people').map(({ key }) => key));
const allKeys = new Set<string>([...customerFields, ...contactFields].map(({ key }) => key));

/** The newest version first. What a version said of somebody who was erased is not there, neither before nor after. */
export async function profileHistoryOf(
  store: EventStore,
  type: 'customer' | 'contact',
  id: Id,
): Promise<ProfileHistory> {
  const events = await toldEvents<DomainEvent<string, JsonObject>>(store, { type, id }, [
    ...profileEvents,
    ...peopleEvents,
  ]);
  let before: JsonObject = {};
  const versions: ProfileVersion[] = [];
  for (const event of events) {
    const after = profileAfter(before, event);
    const { version, at, by } = event;
    const changed = changesBetween(before, after);
    const last = versions.at(-1);
    // The people of a profile are said beside it, by the same command: to the reader it is one change.
    if (last !== undefined && peopleEvents.includes(event.type) && last.at === at) last.changed.push(...changed);
    else versions.push({ version, at, by, changed });
    before = after;
  }
  return { items: versions.reverse().slice(0, MAX_VERSIONS) };
}

/** Each of the two kinds of events says its part as a whole. */
function profileAfter(
  before: JsonObject,
  { type, data, said = {} }: Told<DomainEvent<string, JsonObject>>,
): JsonObject {
  const ofPeople = peopleEvents.includes(type);
  const kept = Object.entries(before).filter(([key]) => peopleKeys.has(key) !== ofPeople);
  const coded = ofPeople ? [] : Object.entries(data).filter(([key]) => allKeys.has(key));
  return Object.fromEntries([...kept, ...coded, ...Object.entries(said)]);
}

function changesBetween(before: JsonObject, after: JsonObject): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}
