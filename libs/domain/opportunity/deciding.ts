// What every rule of the opportunity starts from, and the questions about the caller that many of them ask.
import type { Context } from '../decider';
import type { Id, Personal } from '../event';
import type { PlaybookDefinition, StaffRole } from '../playbook/playbook';
import { notPermitted, type Refusal } from '../refusal';
import { sealedUnder } from '../said';
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
  return notPermitted([{ staffId: state.ownerId }, ...alsoBy.map((role) => ({ role }))]);
}

/** A refusal unless the caller is a superior of `staffId`, however far up, or an administrator. */
export function refuseUnlessSuperior(context: Context, staffId: Id): Refusal | undefined {
  const staff = callingStaff(context);
  if (staff === undefined) return notPermitted([{ role: 'administrator' }]);
  if (staff.roles.includes('administrator')) return undefined;
  if (superiorsAbove(staffId, context.facts.staff).includes(staff.id)) return undefined;
  const superior = context.facts.staff.get(staffId)?.superiorId;
  return notPermitted([...(superior === undefined ? [] : [{ staffId: superior }]), { role: 'administrator' }]);
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
  return sealedUnder(contactId ?? state.customerId, fields);
}
