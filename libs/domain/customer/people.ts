// Whom the group profile names (S14: legal representative, communications lead, group contact). They are human beings: they are
// sealed under a key apart from the customer's, so that they can be erased while the customer stays.
import { derivedId } from '../derived-id';
import type { DomainEvent, Id, Recorded } from '../event';
import type { ErasureGround } from '../contact/contact';
import { refuse, type Refusal } from '../refusal';
import { fieldsKept } from './profile-field';
import { customerFields } from './profile-fields';

/** `count`: fields that name somebody now; `sealed`: whether there is anything to erase; people named after an erasure have another key. */
export type ProfilePeople = { count: number; sealed: boolean; erasures: number };

export type ErasePeople = { type: 'ErasePeople'; ground: ErasureGround };

export type PeopleEvent =
  /** All whom the profile names now, in so many fields; nobody any more where there is none. */
  | DomainEvent<'CustomerPeopleNamed', { peopleId: Id; count: number }>
  /** The store deletes their key after this event. */
  | DomainEvent<'CustomerPeopleErased', { peopleId: Id; ground: ErasureGround }>;

const nobody: ProfilePeople = { count: 0, sealed: false, erasures: 0 };

/** @param people as the customer's state has them; `undefined` while nobody was ever named */
export function namePeople(customerId: Id, people: ProfilePeople | undefined, profile: object): PeopleEvent[] {
  const fields = fieldsKept(customerFields, profile, 'people');
  const count = Object.keys(fields).length;
  const before = people ?? nobody;
  if (count === 0 && before.count === 0) return [];
  const peopleId = peopleIdOf(customerId, people);
  const event = { type: 'CustomerPeopleNamed', data: { peopleId, count } } as const;
  return [count === 0 ? event : { ...event, personal: { owner: peopleId, fields } }];
}

export function erasePeople(
  customerId: Id,
  people: ProfilePeople | undefined,
  { ground }: ErasePeople,
): PeopleEvent[] | Refusal {
  if (people?.sealed !== true) return refuse('NOT_FOUND');
  return [{ type: 'CustomerPeopleErased', data: { peopleId: peopleIdOf(customerId, people), ground } }];
}

export function evolvePeople(
  people: ProfilePeople | undefined,
  event: Recorded<PeopleEvent>,
): ProfilePeople | undefined {
  const { erasures } = people ?? nobody;
  if (event.type === 'CustomerPeopleErased') return { ...nobody, erasures: erasures + 1 };
  if (event.type !== 'CustomerPeopleNamed') return people;
  // Also when nobody is named any more: earlier names are still under the key, and can be asked to go.
  return { count: event.data.count, sealed: true, erasures };
}

/** Somebody who is neither a contact nor in the profile was named as well: there is something to erase. */
export function someoneNamed(people: ProfilePeople | undefined): ProfilePeople {
  return { ...(people ?? nobody), sealed: true };
}

/** Under which key the customer's people are sealed who have none of their own. */
export function peopleIdOf(customerId: Id, people: ProfilePeople | undefined): Id {
  return derivedId(customerId, `people ${(people ?? nobody).erasures}`);
}
