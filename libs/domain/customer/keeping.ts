// Who may do what with a customer and its contacts: its account manager keeps it (anybody who is one, while it has none);
// supervisors above that account manager decide about it, administrators anywhere.
import type { Context } from '../decider';
import type { Id } from '../event';
import { notPermitted, type Refusal, type Supplier } from '../refusal';
import { superiorsAbove } from '../staff/reporting-line';

/** @param keeperId the customer's account manager */
export function refuseUnlessKeeper(keeperId: Id | undefined, context: Context): Refusal | undefined {
  const { id, roles } = activeCaller(context);
  if (roles.includes('account-manager') && (keeperId === undefined || keeperId === id)) return undefined;
  if (isAboveKeeper(keeperId, context)) return undefined;
  const keeper = keeperId === undefined ? { role: 'account-manager' } : { staffId: keeperId };
  return notPermitted([keeper, ...aboveKeeper(keeperId, context)]);
}

export function refuseUnlessAboveKeeper(keeperId: Id | undefined, context: Context): Refusal | undefined {
  return isAboveKeeper(keeperId, context) ? undefined : notPermitted(aboveKeeper(keeperId, context));
}

/** Whom these questions read, as far as the line is known by now. Who keeps the customer needs nobody above them. */
export function staffOfKeeping(keeperId: Id | undefined, { caller, facts }: Context): Id[] {
  if (caller.kind !== 'staff') return [];
  if (keeperId === undefined || keeperId === caller.id) return [caller.id];
  return [caller.id, keeperId, ...superiorsAbove(keeperId, facts.staff)];
}

function isAboveKeeper(keeperId: Id | undefined, context: Context): boolean {
  const { id, roles } = activeCaller(context);
  if (roles.includes('administrator')) return true;
  if (!roles.includes('supervisor')) return false;
  return keeperId === undefined || superiorsAbove(keeperId, context.facts.staff).some((superior) => superior === id);
}

function aboveKeeper(keeperId: Id | undefined, { facts }: Context): Supplier[] {
  const superior = keeperId === undefined ? undefined : facts.staff.get(keeperId)?.superiorId;
  return [superior === undefined ? { role: 'supervisor' } : { staffId: superior }, { role: 'administrator' }];
}

/** Who is not an active member of staff has no role. */
function activeCaller({ caller, facts }: Context): { id?: Id; roles: readonly string[] } {
  const staff = caller.kind === 'staff' ? facts.staff.get(caller.id) : undefined;
  return staff?.active === true ? staff : { roles: [] };
}
