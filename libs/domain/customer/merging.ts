// Two customers that are one: the duplicate is merged into the survivor, both histories are kept, nothing is copied.
// First the survivor claims the duplicate, then the duplicate is merged. What stops in between the survivor's process completes.
// Invariant: no circle. Nobody is merged while a claim of theirs is open, so merging goes one way only, whoever races.
import type { Context } from '../decider';
import type { DomainEvent, Id, Recorded, StreamRef } from '../event';
import { missingField, notPermitted, refuse, type Missing, type Refusal } from '../refusal';
import type { CustomerState } from './customer';
import { refuseUnlessAboveKeeper, staffOfKeeping } from './keeping';
import { openLeads } from './leads/leads';

export type MergingState = {
  /** Customers that this one survives, merged already or about to be. */
  claimed?: readonly Id[];
  /** Set for ever: this is a duplicate of that one. */
  mergedInto?: Id;
};

/** On the survivor. */
export type ClaimDuplicate = { type: 'ClaimDuplicate'; duplicateId: Id };
/** On the survivor: the duplicate was none after all. */
export type ReleaseDuplicate = { type: 'ReleaseDuplicate'; duplicateId: Id };
/** On the duplicate, once the survivor has claimed it. */
export type MergeInto = { type: 'MergeInto'; survivorId: Id };
export type MergingCommand = ClaimDuplicate | ReleaseDuplicate | MergeInto;

export type MergingEvent =
  | DomainEvent<'DuplicateClaimed', { duplicateId: Id }>
  | DomainEvent<'DuplicateReleased', { duplicateId: Id }>
  | DomainEvent<'CustomerMerged', { survivorId: Id }>;

/** One customer was entered by everybody who met it; more is another mistake. It also bounds the fold. */
export const MAX_DUPLICATES = 50;

type Customers = ReadonlyMap<Id, CustomerState>;

const mergingCommands: readonly string[] = ['ClaimDuplicate', 'ReleaseDuplicate', 'MergeInto'];

export function isMergingCommand(command: { type: string }): command is MergingCommand {
  return mergingCommands.includes(command.type);
}

/** Both customers are somebody's: whoever stands above the keepers of both decides. */
export function decideMerging(
  state: CustomerState,
  command: MergingCommand,
  context: Context,
): MergingEvent[] | Refusal {
  const otherId = otherOf(command);
  const other = context.facts.customer.get(otherId);
  const permitted = refuseUnlessAboveBoth(state, other, command, context);
  if (permitted !== undefined) return permitted;
  if (other === undefined || otherId === state.id) {
    const key = command.type === 'MergeInto' ? 'survivorId' : 'duplicateId';
    return refuse('UNKNOWN_REFERENCE', [missingField(key, 'unknown')]);
  }
  switch (command.type) {
    case 'ClaimDuplicate':
      return claim(state, other);
    case 'ReleaseDuplicate':
      if (state.claimed?.includes(otherId) !== true) return refuse('NOT_FOUND');
      if (other.mergedInto === state.id) return merged(other);
      return [{ type: 'DuplicateReleased', data: { duplicateId: otherId } }];
    case 'MergeInto':
      return mergeInto(state, other, context.facts.customer);
  }
}

/** What was claimed was claimed by somebody above both: the process completes it, and gives up what cannot be completed any more. */
function refuseUnlessAboveBoth(
  state: CustomerState,
  other: CustomerState | undefined,
  { type }: MergingCommand,
  context: Context,
): Refusal | undefined {
  const { caller } = context;
  if (caller.kind === 'process' && caller.name === 'customer-workflow') {
    const completes = type === 'MergeInto' || (type === 'ReleaseDuplicate' && other?.mergedInto !== undefined);
    return completes ? undefined : notPermitted([]);
  }
  return (
    refuseUnlessAboveKeeper(state.accountManagerId, context) ??
    (other === undefined ? undefined : refuseUnlessAboveKeeper(other.accountManagerId, context))
  );
}

function claim(survivor: CustomerState, duplicate: CustomerState): MergingEvent[] | Refusal {
  const claimed = survivor.claimed ?? [];
  if (claimed.includes(duplicate.id)) return refuse('ALREADY_EXISTS', [], { duplicateId: duplicate.id });
  if (duplicate.mergedInto !== undefined) return merged(duplicate);
  if (claimed.length >= MAX_DUPLICATES) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_DUPLICATES });
  // The other way round is under way.
  if (duplicate.claimed?.includes(survivor.id) === true) return mergeOpen([survivor.id]);
  const waiting = refuseIfLeadsOpen(duplicate);
  if (waiting !== undefined) return waiting;
  return [{ type: 'DuplicateClaimed', data: { duplicateId: duplicate.id } }];
}

function mergeInto(duplicate: CustomerState, survivor: CustomerState, customers: Customers): MergingEvent[] | Refusal {
  if (survivor.mergedInto !== undefined) return merged(survivor);
  if (survivor.claimed?.includes(duplicate.id) !== true) return mergeOpen([duplicate.id]);
  const open = openClaims(duplicate, customers);
  if (open.length > 0) return mergeOpen(open);
  return refuseIfLeadsOpen(duplicate) ?? [{ type: 'CustomerMerged', data: { survivorId: survivor.id } }];
}

/** Nothing is done with a merged customer any more: whoever asked there would wait for ever. */
function refuseIfLeadsOpen(duplicate: CustomerState): Refusal | undefined {
  const open = openLeads(duplicate);
  const missing = open.map(({ id, handedOver }): Missing => {
    const to = handedOver?.to ?? duplicate.accountManagerId;
    return {
      what: 'lead',
      key: id,
      problem: 'open',
      suppliedBy: [to === undefined ? { role: 'account-manager' } : { staffId: to }],
    };
  });
  return open.length === 0 ? undefined : refuse('LEADS_OPEN', missing);
}

/** Whom a customer claimed and who was not merged into it, as far as these are known. */
export function openClaims({ id: survivorId, claimed = [] }: CustomerState, customers: Customers): Id[] {
  return claimed.filter((id) => customers.get(id)?.mergedInto !== survivorId);
}

export function evolveMerging({ claimed = [] }: MergingState, event: Recorded<MergingEvent>): MergingState {
  switch (event.type) {
    case 'DuplicateClaimed':
      return { claimed: [...claimed, event.data.duplicateId] };
    case 'DuplicateReleased':
      return { claimed: claimed.filter((id) => id !== event.data.duplicateId) };
    case 'CustomerMerged':
      return { mergedInto: event.data.survivorId };
  }
}

/** Whom merging reads beside the customer itself: the other one, what is claimed, and those above both keepers. */
export function mergingFacts(state: CustomerState | undefined, command: MergingCommand, context: Context): StreamRef[] {
  const otherId = otherOf(command);
  const claimed = command.type === 'MergeInto' ? (state?.claimed ?? []) : [];
  const keepers = [state?.accountManagerId, context.facts.customer.get(otherId)?.accountManagerId];
  return [
    ...[otherId, ...claimed].map((id): StreamRef => ({ type: 'customer', id })),
    ...keepers.flatMap((keeperId) => staffOfKeeping(keeperId, context)).map((id): StreamRef => ({ type: 'staff', id })),
  ];
}

/** Says nothing is done with a merged customer, and where it goes on. */
export function refuseIfMerged(state: CustomerState | undefined): Refusal | undefined {
  return state?.mergedInto === undefined ? undefined : merged(state);
}

/** Who stands for a customer now: itself, or who it was merged into in the end, as far as these are known. */
export function survivorOf(customerId: Id, customers: Customers): Id {
  let id = customerId;
  for (let into = customers.get(id)?.mergedInto; into !== undefined; into = customers.get(id)?.mergedInto) id = into;
  return id;
}

/** Whether two ids mean one customer by now. */
export function sameCustomer(one: Id, other: Id, customers: Customers): boolean {
  return one === other || survivorOf(one, customers) === survivorOf(other, customers);
}

/** The streams that tell who stands for a customer, as far as they are known by now; none for two ids that are one. */
export function survivorFacts(one: Id, other: Id | undefined, customers: Customers): StreamRef[] {
  if (other === undefined || one === other) return [];
  return [one, other].flatMap((id) => lineOf(id, customers)).map((id): StreamRef => ({ type: 'customer', id }));
}

/** A customer and those it was merged into, one after another. */
export function lineOf(customerId: Id, customers: Customers): Id[] {
  const into = customers.get(customerId)?.mergedInto;
  return into === undefined ? [customerId] : [customerId, ...lineOf(into, customers)];
}

/** A customer with those that were merged into it, whatever of them is known by now. */
export function familyOf(customer: CustomerState, customers: Customers): CustomerState[] {
  const members = (customer.claimed ?? []).flatMap((id) => customers.get(id) ?? []);
  return [
    customer,
    ...members.filter(({ mergedInto }) => mergedInto === customer.id).flatMap((each) => familyOf(each, customers)),
  ];
}

/** The streams of the family, as far as they are known by now. */
export function familyFacts(customer: CustomerState, customers: Customers): StreamRef[] {
  const claimed = familyOf(customer, customers).flatMap((each) => each.claimed ?? []);
  return claimed.map((id): StreamRef => ({ type: 'customer', id }));
}

function otherOf(command: MergingCommand): Id {
  return command.type === 'MergeInto' ? command.survivorId : command.duplicateId;
}

function merged({ mergedInto: survivorId }: CustomerState): Refusal {
  const suppliedBy = [{ role: 'supervisor' }];
  const missing: Missing = { what: 'reference', key: survivorId!, problem: 'merged', suppliedBy };
  return refuse('CUSTOMER_MERGED', [missing], { survivorId });
}

function mergeOpen(duplicateIds: readonly Id[]): Refusal {
  const missing = duplicateIds.map((key): Missing => ({
    what: 'reference',
    key,
    problem: 'merge-open',
    suppliedBy: [{ role: 'supervisor' }],
  }));
  return refuse('MERGE_OPEN', missing);
}
