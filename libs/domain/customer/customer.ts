// A group customer: the organisation that buys. Its name and profile text are sealed under its own key.
import { isCode } from '../code';
import type { Context, Decider } from '../decider';
import type { DomainEvent, Id, LocalDate, Recorded, StreamRef } from '../event';
import { customerClasses, type CustomerClass } from '../playbook/playbook';
import { notPermitted, refuse, refuseField, type Refusal } from '../refusal';
import {
  careFacts,
  decideCare,
  evolveCare,
  isCareCommand,
  type CareCommand,
  type CareEvent,
  type CareState,
} from './care/care';
import { movedByAgreement } from './care/life-cycle';
import { recordGiftRule, type GiftRuleRecorded, type GiftRuleState, type RecordGiftRule } from './gift-rule';
import { refuseUnlessAboveKeeper, refuseUnlessKeeper, staffOfKeeping } from './keeping';
import { decideLeads, leadFacts } from './leads/decide-leads';
import {
  evolveLeads,
  isLeadCommand,
  isLeadEvent,
  type LeadCommand,
  type LeadEvent,
  type LeadsState,
} from './leads/leads';
import {
  decideMerging,
  evolveMerging,
  familyFacts,
  isMergingCommand,
  mergingFacts,
  refuseIfMerged,
  survivorFacts,
  type MergingCommand,
  type MergingEvent,
  type MergingState,
} from './merging';
import { writeNote, type NoteEvent, type WriteNote } from './notes';
import {
  erasePeople,
  evolvePeople,
  namePeople,
  type ErasePeople,
  type PeopleEvent,
  type ProfilePeople,
} from './people';
import { fieldsKept, refuseProfile } from './profile-field';
import { customerFields, customerProfileProblems, type CustomerProfile } from './profile-fields';
import {
  evolveStanding,
  noteGoLive,
  recordRelationship,
  type NoteGoLive,
  type OrderedProduct,
  type RecordRelationship,
  type StandingEvent,
  type StandingState,
} from './standing';

export type CustomerState = {
  id: Id;
  /** Undefined until it was classified. */
  class?: CustomerClass;
  accountManagerId?: Id;
  /** Code of the national standard; reports are made by it. */
  region?: string;
  /** Month and day, or the date of the founding; follow-ups count from it. */
  anniversary?: string;
  agreements: readonly NotedAgreement[];
  /** Undefined until the profile named somebody. */
  people?: ProfilePeople;
} & CareState &
  LeadsState &
  GiftRuleState &
  StandingState &
  MergingState;

/** `products` is there since products are noted with agreements. */
export type NotedAgreement = {
  agreementId: Id;
  opportunityId: Id;
  startsOn: LocalDate;
  endsOn: LocalDate;
  products?: readonly OrderedProduct[];
};

/** What the group profile (S14) says in codes, numbers and dates. */
export type CustomerCodes = Omit<CustomerProfile, SealedField>;
type SealedField = Exclude<(typeof customerFields)[number], { kept: 'data' }>['key'];

export type CustomerEvent =
  | CareEvent
  | LeadEvent
  | GiftRuleRecorded
  | MergingEvent
  | NoteEvent
  | PeopleEvent
  | StandingEvent
  | DomainEvent<'CustomerRegistered', CustomerCodes & { class?: CustomerClass; accountManagerId?: Id }>
  | DomainEvent<'CustomerProfileChanged', CustomerCodes>
  | DomainEvent<'CustomerClassified', { class: CustomerClass; reason: string }>
  | DomainEvent<'AccountManagerAssigned', { accountManagerId: Id }>
  | DomainEvent<'CustomerAgreementNoted', NotedAgreement>;

export type CustomerCommand =
  | CareCommand
  | ({ type: 'RegisterCustomer'; class?: CustomerClass; accountManagerId?: Id } & CustomerProfile)
  | ({ type: 'ChangeCustomerProfile' } & CustomerProfile)
  | ErasePeople
  | LeadCommand
  | MergingCommand
  | NoteGoLive
  | RecordGiftRule
  | RecordRelationship
  | WriteNote
  | { type: 'ClassifyCustomer'; class: CustomerClass; reason: string }
  | { type: 'AssignAccountManager'; accountManagerId: Id }
  /** Follows an agreement of an opportunity; sent by its process. */
  | ({ type: 'NoteAgreement' } & NotedAgreement);

export const customerDecider: Decider<CustomerState, CustomerCommand, CustomerEvent> = {
  streamType: 'customer',
  evolve: evolveCustomer,
  decide: decideCustomer,
  factsNeeded,
  keyOwner: (state) => state.id,
  erasedOwners: (events) =>
    events.flatMap((event) => (event.type === 'CustomerPeopleErased' ? [event.data.peopleId] : [])),
};

function evolveCustomer(state: CustomerState | undefined, event: Recorded<CustomerEvent>): CustomerState | undefined {
  if (event.type === 'CustomerRegistered') {
    const { class: customerClass, accountManagerId, region, anniversary } = event.data;
    return { id: event.streamId, class: customerClass, accountManagerId, region, anniversary, agreements: [] };
  }
  if (state === undefined) return undefined;
  if (isLeadEvent(event)) return { ...state, ...evolveLeads(state, event) };
  switch (event.type) {
    case 'CustomerProfileChanged':
      return { ...state, region: event.data.region, anniversary: event.data.anniversary };
    case 'CustomerClassified':
      return { ...state, class: event.data.class };
    case 'AccountManagerAssigned':
      return { ...state, accountManagerId: event.data.accountManagerId };
    case 'CustomerAgreementNoted':
      return { ...state, agreements: [...state.agreements, event.data] };
    case 'CustomerPeopleNamed':
    case 'CustomerPeopleErased':
      return { ...state, people: evolvePeople(state.people, event) };
    case 'GiftRuleRecorded':
      return { ...state, giftsAccepted: event.data.giftsAccepted };
    case 'RelationshipEntered':
    case 'ServiceWentLive':
      return { ...state, ...evolveStanding(state, event) };
    case 'DuplicateClaimed':
    case 'DuplicateReleased':
    case 'CustomerMerged':
      return { ...state, ...evolveMerging(state, event) };
    case 'CustomerNoteWritten':
      return state;
    default:
      return { ...state, ...evolveCare(state, event) };
  }
}

function decideCustomer(
  state: CustomerState | undefined,
  command: CustomerCommand,
  context: Context,
): CustomerEvent[] | Refusal {
  if (isCareCommand(command)) return refuseIfMerged(state) ?? decideCare(state, command, context);
  if (isLeadCommand(command)) return refuseIfMerged(state) ?? decideLeads(state, command, context);
  const refusal = refuseUnlessPermitted(state, command, context) ?? refuseIfMerged(state);
  if (refusal !== undefined) return refusal;
  if (command.type === 'RegisterCustomer') {
    return state === undefined ? registerCustomer(command, context) : refuse('ALREADY_EXISTS');
  }
  if (state === undefined) return refuse('NOT_FOUND');
  if (isMergingCommand(command)) return decideMerging(state, command, context);
  switch (command.type) {
    case 'RecordGiftRule':
      return recordGiftRule(state, command, context);
    case 'RecordRelationship':
      return recordRelationship(state, command, context);
    case 'NoteGoLive':
      return noteGoLive(state, command, context);
    case 'WriteNote':
      return writeNote(state, command, context);
    case 'ChangeCustomerProfile':
      return changeProfile(state, command);
    case 'ErasePeople':
      return erasePeople(state.id, state.people, command);
    case 'ClassifyCustomer':
      return classify(state, command);
    case 'AssignAccountManager':
      return (
        accountManagerProblem(command.accountManagerId, context) ?? [
          { type: 'AccountManagerAssigned', data: { accountManagerId: command.accountManagerId } },
        ]
      );
    case 'NoteAgreement': {
      const { agreementId, opportunityId, startsOn, endsOn, products } = command;
      const known = state.agreements.some((agreement) => agreement.agreementId === agreementId);
      if (known) return refuse('ALREADY_EXISTS', [], { agreementId });
      const data = { agreementId, opportunityId, startsOn, endsOn, products };
      const noted = { type: 'CustomerAgreementNoted', data } as const;
      return [noted, ...movedByAgreement(state)];
    }
  }
}

type RegisterCustomer = Extract<CustomerCommand, { type: 'RegisterCustomer' }>;

function registerCustomer(command: RegisterCustomer, context: Context): CustomerEvent[] | Refusal {
  const accountManagerId = keeperOfNew(command, context);
  const refusal =
    refuseProfile(customerProfileProblems(command)) ??
    classProblem(command.class) ??
    (command.accountManagerId === undefined ? undefined : accountManagerProblem(command.accountManagerId, context));
  if (refusal !== undefined) return refusal;
  const { streamId } = context;
  const data = { ...codesOf(command), class: command.class, accountManagerId };
  return [
    { type: 'CustomerRegistered', data, ...sealed(streamId, command) },
    ...namePeople(streamId, undefined, command),
  ];
}

/** The whole profile as it is from now on; whom it names is said beside it. */
function changeProfile(state: CustomerState, command: CustomerProfile): CustomerEvent[] | Refusal {
  const refusal = refuseProfile(customerProfileProblems(command));
  if (refusal !== undefined) return refusal;
  return [
    { type: 'CustomerProfileChanged', data: codesOf(command), ...sealed(state.id, command) },
    ...namePeople(state.id, state.people, command),
  ];
}

function classify(
  state: CustomerState,
  command: Extract<CustomerCommand, { type: 'ClassifyCustomer' }>,
): CustomerEvent[] | Refusal {
  const refusal =
    classProblem(command.class) ?? (isCode(command.reason) ? undefined : refuseField('reason', 'not-a-code'));
  if (refusal !== undefined) return refusal;
  if (state.class === command.class) return refuse('ALREADY_EXISTS', [], { class: command.class });
  return [{ type: 'CustomerClassified', data: { class: command.class, reason: command.reason } }];
}

/** Account managers enter and keep customers; class and account manager are given by those above them. */
function refuseUnlessPermitted(
  state: CustomerState | undefined,
  command: Exclude<CustomerCommand, CareCommand | LeadCommand>,
  context: Context,
): Refusal | undefined {
  const { caller } = context;
  if (caller.kind === 'process') {
    const ownWork =
      command.type === 'NoteAgreement'
        ? caller.name === 'opportunity-workflow'
        : caller.name !== 'opportunity-workflow';
    return ownWork ? undefined : notPermitted([]);
  }
  switch (command.type) {
    case 'NoteAgreement':
      return notPermitted([]);
    case 'RegisterCustomer': {
      const keeperId = keeperOfNew(command, context);
      const ofOthers = keeperId !== undefined && keeperId !== caller.id;
      const above = ofOthers || command.class !== undefined;
      return above ? refuseUnlessAboveKeeper(keeperId, context) : refuseUnlessKeeper(keeperId, context);
    }
    case 'ChangeCustomerProfile':
    case 'RecordGiftRule':
    case 'RecordRelationship':
    case 'NoteGoLive':
    case 'WriteNote':
      return refuseUnlessKeeper(state?.accountManagerId, context);
    case 'ErasePeople':
    case 'ClassifyCustomer':
    case 'AssignAccountManager':
    case 'ClaimDuplicate':
    case 'ReleaseDuplicate':
    case 'MergeInto':
      return refuseUnlessAboveKeeper(state?.accountManagerId, context);
  }
}

/** Whom the command names, else who registers, if they are an account manager. */
function keeperOfNew({ accountManagerId }: RegisterCustomer, { caller, facts }: Context): Id | undefined {
  if (accountManagerId !== undefined || caller.kind !== 'staff') return accountManagerId;
  return facts.staff.get(caller.id)?.roles.includes('account-manager') === true ? caller.id : undefined;
}

function accountManagerProblem(staffId: Id, { facts }: Context): Refusal | undefined {
  const staff = facts.staff.get(staffId);
  if (staff?.active === true && staff.roles.includes('account-manager')) return undefined;
  const missing = {
    what: 'field',
    key: 'accountManagerId',
    problem: 'not-an-active-account-manager',
    suppliedBy: [],
  } as const;
  return refuse('UNKNOWN_REFERENCE', [{ ...missing, suppliedBy: [] }]);
}

function classProblem(customerClass: CustomerClass | undefined): Refusal | undefined {
  if (customerClass === undefined || customerClasses.includes(customerClass)) return undefined;
  return refuseField('class', 'unknown');
}

function codesOf(profile: CustomerProfile): CustomerCodes {
  return fieldsKept(customerFields, profile, 'data');
}

function sealed(owner: Id, profile: CustomerProfile): Pick<CustomerEvent, 'personal'> {
  return { personal: { owner, fields: fieldsKept(customerFields, profile, 'sealed') } };
}

function factsNeeded(state: CustomerState | undefined, command: CustomerCommand, context: Context): StreamRef[] {
  if (isCareCommand(command)) return careFacts(state, command, context);
  if (isLeadCommand(command)) return leadFacts(state, command, context);
  if (isMergingCommand(command)) return mergingFacts(state, command, context);
  const named = 'accountManagerId' in command ? command.accountManagerId : undefined;
  const keeperId = command.type === 'RegisterCustomer' ? named : state?.accountManagerId;
  const ids = new Set(staffOfKeeping(keeperId, context));
  if (named !== undefined) ids.add(named);
  const contactId = command.type === 'WriteNote' ? command.contactId : undefined;
  const contact = contactId === undefined ? undefined : context.facts.contact.get(contactId);
  return [
    ...[...ids].map((id): StreamRef => ({ type: 'staff', id })),
    ...(command.type === 'NoteGoLive' && state !== undefined ? familyFacts(state, context.facts.customer) : []),
    ...(contactId === undefined ? [] : [{ type: 'contact', id: contactId } as const]),
    ...(state === undefined ? [] : survivorFacts(state.id, contact?.customerId, context.facts.customer)),
  ];
}
