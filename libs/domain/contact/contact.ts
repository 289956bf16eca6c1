// A contact: a human being at the group customer (S15). Everything about the person is sealed under the contact's own key.
import { isCode } from '../code';
import { notPermitted, refuseUnlessAboveKeeper, refuseUnlessKeeper, staffOfKeeping } from '../customer/keeping';
import type { Context, Decider } from '../decider';
import type { DomainEvent, Id, Recorded, StreamRef } from '../event';
import { MAX_TITLE_LENGTH } from '../limits';
import { refuse, refuseField, type Refusal } from '../refusal';

export type ContactState = {
  id: Id;
  customerId: Id;
  erased: boolean;
};

/** The member profile; purpose-bound and minimal: no age, no family, no health. */
export type ContactPerson = {
  name: string;
  mobile?: string;
  officePhone?: string;
  email?: string;
  department?: string;
  post?: string;
};

export type ContactEvent =
  | DomainEvent<'ContactRegistered', { customerId: Id; memberType?: string }>
  | DomainEvent<'ContactChanged', { memberType?: string }>
  /** The store deletes the key after this event: nothing about the person can be read any more. */
  | DomainEvent<'ContactErased', { ground: ErasureGround }>;

export const erasureGrounds = ['requested', 'purpose-ended'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export type ContactCommand =
  | ({ type: 'RegisterContact'; customerId: Id; memberType?: string } & ContactPerson)
  | ({ type: 'ChangeContact'; memberType?: string } & ContactPerson)
  | { type: 'EraseContact'; ground: ErasureGround };

export const contactDecider: Decider<ContactState, ContactCommand, ContactEvent> = {
  streamType: 'contact',
  evolve: evolveContact,
  decide: decideContact,
  factsNeeded,
  keyOwner: (state) => state.id,
  erasedOwners: (events) => events.filter((event) => event.type === 'ContactErased').map((event) => event.streamId),
};

function evolveContact(state: ContactState | undefined, event: Recorded<ContactEvent>): ContactState | undefined {
  if (event.type === 'ContactRegistered') {
    return { id: event.streamId, customerId: event.data.customerId, erased: false };
  }
  return event.type === 'ContactErased' && state !== undefined ? { ...state, erased: true } : state;
}

function decideContact(
  state: ContactState | undefined,
  command: ContactCommand,
  context: Context,
): ContactEvent[] | Refusal {
  if (command.type === 'RegisterContact') {
    if (state !== undefined) return refuse('ALREADY_EXISTS');
    const { customerId, memberType } = command;
    const refusal =
      refuseUnlessPermitted(customerId, command, context) ?? personProblem(command) ?? codeProblem(memberType);
    if (refusal !== undefined) return refusal;
    return [{ type: 'ContactRegistered', data: { customerId, memberType }, ...sealed(context.streamId, command) }];
  }
  if (state === undefined) return refuse('NOT_FOUND');
  const refusal = refuseUnlessPermitted(state.customerId, command, context);
  if (refusal !== undefined) return refusal;
  if (state.erased) return refuse('CONTACT_ERASED');
  if (command.type === 'EraseContact') return [{ type: 'ContactErased', data: { ground: command.ground } }];
  const { memberType } = command;
  return (
    personProblem(command) ??
    codeProblem(memberType) ?? [{ type: 'ContactChanged', data: { memberType }, ...sealed(state.id, command) }]
  );
}

/** Contacts are kept with their customer; they are erased by those above its account manager, and by administrators. */
function refuseUnlessPermitted(customerId: Id, command: ContactCommand, context: Context): Refusal | undefined {
  const { caller, facts } = context;
  const customer = facts.customer.get(customerId);
  if (customer === undefined) {
    return refuse('UNKNOWN_REFERENCE', [{ what: 'field', key: 'customerId', problem: 'unknown', suppliedBy: [] }]);
  }
  if (caller.kind === 'process')
    return caller.name === 'setup' || caller.name === 'import' ? undefined : notPermitted([]);
  const { accountManagerId } = customer;
  return command.type === 'EraseContact'
    ? refuseUnlessAboveKeeper(accountManagerId, context)
    : refuseUnlessKeeper(accountManagerId, context);
}

function personProblem(person: ContactPerson): Refusal | undefined {
  if (person.name.trim() === '') return refuseField('name', 'required');
  for (const field of ['name', 'department', 'post', 'email', 'mobile', 'officePhone'] as const) {
    if ((person[field]?.length ?? 0) > MAX_TITLE_LENGTH)
      return refuseField(field, 'too-long', { limit: MAX_TITLE_LENGTH });
  }
  if (person.mobile !== undefined && !/^(\+?86)?1[3-9]\d{9}$/.test(person.mobile))
    return refuseField('mobile', 'not-a-mobile-number');
  if (person.officePhone !== undefined && !/^\+?[0-9][0-9 -]{5,19}$/.test(person.officePhone)) {
    return refuseField('officePhone', 'not-a-number');
  }
  const addressed = person.email === undefined || /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(person.email);
  return addressed ? undefined : refuseField('email', 'not-an-address');
}

function codeProblem(memberType: string | undefined): Refusal | undefined {
  return memberType === undefined || isCode(memberType) ? undefined : refuseField('memberType', 'not-a-code');
}

function sealed(owner: Id, person: ContactPerson): Pick<ContactEvent, 'personal'> {
  const { name, mobile, officePhone, email, department, post } = person;
  return { personal: { owner, fields: { name, mobile, officePhone, email, department, post } } };
}

function factsNeeded(state: ContactState | undefined, command: ContactCommand, context: Context): StreamRef[] {
  const customerId = command.type === 'RegisterContact' ? command.customerId : state?.customerId;
  const customer = customerId === undefined ? undefined : context.facts.customer.get(customerId);
  return [
    ...staffOfKeeping(customer?.accountManagerId, context).map((id): StreamRef => ({ type: 'staff', id })),
    ...(customerId === undefined ? [] : [{ type: 'customer', id: customerId } as const]),
  ];
}
