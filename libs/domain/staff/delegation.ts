// Deciding in another's place: dated, scoped, in chains without cycles, checked at the moment of the decision (DESIGN section 7).
import type { Id, Instant } from '../event';
import type { ApprovalKind, CustomerClass } from '../playbook/playbook';
import type { Delegation, StaffState } from './staff';

/** What a decision is about, as far as delegations are limited by it. */
export type DecisionScope = { kind: ApprovalKind; customerClass?: CustomerClass; amountFen?: number };

/**
 * The chain of delegations by which `delegateId` may decide in `principalId`'s place at this moment, the principal's own
 * first; `undefined` when there is none. The shortest chain counts.
 */
export function mayActFor(
  delegateId: Id,
  principalId: Id,
  at: Instant,
  scope: DecisionScope,
  staff: ReadonlyMap<Id, StaffState>,
): Delegation[] | undefined {
  const reached = new Map<Id, Delegation[]>([[principalId, []]]);
  for (const [id, chain] of reached) {
    if (id === delegateId && chain.length > 0) return chain;
    const giver = staff.get(id);
    if (giver?.active !== true) continue;
    for (const delegation of giver.delegations) {
      if (!reached.has(delegation.to) && inForce(delegation, at) && covers(delegation, scope)) {
        reached.set(delegation.to, [...chain, delegation]);
      }
    }
  }
  return undefined;
}

/** Everybody to whom delegations lead from here, whatever their dates and scopes; the giver is not among them. */
export function delegatesOf(staffId: Id, staff: ReadonlyMap<Id, StaffState>): Set<Id> {
  const reached = new Set<Id>();
  const queue = [staffId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { to } of staff.get(id)?.delegations ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}

function inForce(delegation: Delegation, at: Instant): boolean {
  return delegation.from <= at && at < delegation.until;
}

/** A limit on what is not known does not cover it. */
function covers({ scope: given }: Delegation, scope: DecisionScope): boolean {
  if (given.kinds !== undefined && !given.kinds.includes(scope.kind)) return false;
  if (given.customerClasses !== undefined) {
    if (scope.customerClass === undefined || !given.customerClasses.includes(scope.customerClass)) return false;
  }
  if (given.maxAmountFen === undefined) return true;
  return scope.kind !== 'offer' || (scope.amountFen !== undefined && scope.amountFen <= given.maxAmountFen);
}
