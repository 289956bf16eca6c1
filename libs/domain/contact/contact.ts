// A contact: a human being at the group customer (S15). Everything about the person is sealed under the contact's own key.
import { refuseUnlessAboveKeeper, refuseUnlessKeeper, staffOfKeeping } from '../customer/keeping';
import { lineOf, refuseIfMerged, survivorOf } from '../customer/merging';
import { fieldsKept, profileProblems, refuseProfile, type FieldProblem } from '../customer/profile-field';
import type { Context, Decider } from '../decider';
import type { DomainEvent, Id, Recorded, StreamRef } from '../event';
import { missingField, notPermitted, refuse, type Refusal } from '../refusal';
import { decideGifts, giftFacts } from './gifts/decide-gifts';
import { evolveGifts, isGiftCommand, type GiftCommand, type GiftEvent, type Gifts } from './gifts/gifts';
import { contactFields, type ContactProfile } from './profile-fields';

export type ContactState = {
  id: Id;
  customerId: Id;
  erased: boolean;
  /** Undefined until something was to be given. */
  gifts?: Gifts;
};

export type ContactEvent =
  | DomainEvent<'ContactRegistered', { customerId: Id; memberType?: string }>
  | DomainEvent<'ContactChanged', { memberType?: string }>
  /** The store deletes the key after this event: nothing about the person can be read any more. */
  | DomainEvent<'ContactErased', { ground: ErasureGround }>
  | GiftEvent;

export const erasureGrounds = ['requested', 'purpose-ended'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export type ContactCommand =
  | ({ type: 'RegisterContact'; customerId: Id } & ContactProfile)
  | ({ type: 'ChangeContact' } & ContactProfile)
  | { type: 'EraseContact'; ground: ErasureGround }
  | GiftCommand;

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
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'ContactErased':
      return { ...state, erased: true };
    case 'GiftAsked':
    case 'GiftDecided':
    case 'GiftRecorded':
    case 'GiftWithdrawn':
      return { ...state, gifts: evolveGifts(state.gifts ?? new Map(), event) };
    default:
      return state;
  }
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
      refuseUnlessPermitted(customerId, command, context) ??
      refuseIfMerged(context.facts.customer.get(customerId)) ??
      profileProblem(command, context);
    if (refusal !== undefined) return refusal;
    return [{ type: 'ContactRegistered', data: { customerId, memberType }, ...sealed(context.streamId, command) }];
  }
  if (state === undefined) return refuse('NOT_FOUND');
  if (isGiftCommand(command)) return decideGifts(state, command, context);
  const refusal = refuseUnlessPermitted(state.customerId, command, context);
  if (refusal !== undefined) return refusal;
  if (state.erased) return refuse('CONTACT_ERASED');
  if (command.type === 'EraseContact') return [{ type: 'ContactErased', data: { ground: command.ground } }];
  const { memberType } = command;
  const changed: ContactEvent = { type: 'ContactChanged', data: { memberType }, ...sealed(state.id, command) };
  return profileProblem(command, context) ?? [changed];
}

/** Contacts are kept with their customer; they are erased by those above its account manager, and by administrators. */
function refuseUnlessPermitted(
  customerId: Id,
  command: Exclude<ContactCommand, GiftCommand>,
  context: Context,
): Refusal | undefined {
  const { caller, facts } = context;
  const customer = facts.customer.get(customerId);
  if (customer === undefined) {
    return refuse('UNKNOWN_REFERENCE', [missingField('customerId', 'unknown')]);
  }
  if (caller.kind === 'process')
    return caller.name === 'setup' || caller.name === 'import' ? undefined : notPermitted([]);
  // Contacts of a customer that was merged are kept by who keeps the survivor.
  const accountManagerId = facts.customer.get(survivorOf(customerId, facts.customer))?.accountManagerId;
  return command.type === 'EraseContact'
    ? refuseUnlessAboveKeeper(accountManagerId, context)
    : refuseUnlessKeeper(accountManagerId, context);
}

function profileProblem(profile: ContactProfile, { now }: Context): Refusal | undefined {
  const unborn = (profile.birthYear ?? 0) > Number(now.slice(0, 4));
  const notYet: FieldProblem[] = unborn ? [{ key: 'birthYear', problem: 'in-the-future' }] : [];
  return refuseProfile([...profileProblems(contactFields, profile), ...notYet]);
}

function sealed(owner: Id, profile: ContactProfile): Pick<ContactEvent, 'personal'> {
  return { personal: { owner, fields: fieldsKept(contactFields, profile, 'sealed') } };
}

function factsNeeded(state: ContactState | undefined, command: ContactCommand, context: Context): StreamRef[] {
  if (isGiftCommand(command)) return state === undefined ? [] : giftFacts(state, command, context);
  const customerId = command.type === 'RegisterContact' ? command.customerId : state?.customerId;
  const line = customerId === undefined ? [] : lineOf(customerId, context.facts.customer);
  const survivor = line.length === 0 ? undefined : context.facts.customer.get(line.at(-1)!);
  return [
    ...staffOfKeeping(survivor?.accountManagerId, context).map((id): StreamRef => ({ type: 'staff', id })),
    ...line.map((id): StreamRef => ({ type: 'customer', id })),
  ];
}
