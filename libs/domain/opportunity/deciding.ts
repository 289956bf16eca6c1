// What every rule of the opportunity starts from, and the questions about the caller that many of them ask.
import type { Context } from '../decider';
import type { Id, Personal } from '../event';
import { MAX_TEXT_LENGTH } from '../limits';
import type { PlaybookDefinition, StaffRole } from '../playbook/playbook';
import { refuse, refuseField, type Missing, type Refusal, type Supplier } from '../refusal';
import { superiorsAbove } from '../staff/reporting-line';
import type { StaffState } from '../staff/staff';
import type { OpportunityState } from './opportunity-state';

export type Deciding = { state: OpportunityState; definition: PlaybookDefinition; context: Context };

/** The caller as an active member of staff; parts of the product are none. */
export function callingStaff(context: Context): StaffState | undefined {
  if (context.caller.kind !== 'staff') return undefined;
  const staff = context.facts.staff.get(context.caller.id);
  return staff?.active === true ? staff : undefined;
}

/** A refusal unless the caller owns the opportunity or has one of the roles. */
export function refuseUnlessOwner(
  { state, context }: Deciding,
  alsoBy: readonly StaffRole[] = [],
): Refusal | undefined {
  const staff = callingStaff(context);
  if (staff !== undefined && staff.id === state.ownerId) return undefined;
  if (staff !== undefined && staff.roles.some((role) => alsoBy.includes(role))) return undefined;
  return notAllowed([{ staffId: state.ownerId }, ...alsoBy.map((role) => ({ role }))]);
}

/** A refusal unless the caller is a superior of `staffId`, however far up, or an administrator. */
export function refuseUnlessSuperior(context: Context, staffId: Id): Refusal | undefined {
  const staff = callingStaff(context);
  if (staff === undefined) return notAllowed([{ role: 'administrator' }]);
  if (staff.roles.includes('administrator')) return undefined;
  if (superiorsAbove(staffId, context.facts.staff).includes(staff.id)) return undefined;
  const superior = context.facts.staff.get(staffId)?.superiorId;
  return notAllowed([...(superior === undefined ? [] : [{ staffId: superior }]), { role: 'administrator' }]);
}

export function notAllowed(suppliedBy: Supplier[]): Refusal {
  return refuse('NOT_ALLOWED', [{ what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy }]);
}

export function refuseUnlessText(field: string, text: string, limit = MAX_TEXT_LENGTH): Refusal | undefined {
  if (text.trim() === '') return refuseField(field, 'required');
  if (text.length > limit) return refuseField(field, 'too-long', { limit });
  return undefined;
}

/** The first refusal of several checks, in their order. */
export function firstRefusal(...checks: (Refusal | undefined)[]): Refusal | undefined {
  return checks.find((check) => check !== undefined);
}

/** Free text as a sealed part of an event: under the contact's key where one contact is meant, else the customer's. */
export function sealedText(
  { state }: Deciding,
  fields: Personal['fields'],
  contactId: Id | undefined = undefined,
): { personal?: Personal } {
  const given = Object.values(fields).some((value) => value !== undefined);
  return given ? { personal: { owner: contactId ?? state.customerId, fields } } : {};
}

/** Names a field of the command in a refusal. */
export function missingField(key: string, problem: Missing['problem']): Missing {
  return { what: 'field', key, problem, suppliedBy: [] };
}

export function textIfGiven(field: string, text: string | undefined): Refusal | undefined {
  return text === undefined ? undefined : refuseUnlessText(field, text);
}
