// Deciding in another's place: dated, scoped, in chains without cycles, checked at the moment of the decision (DESIGN section 7).
import type { Id, Instant } from '../event';
import type { CustomerClass, DecisionKind } from '../playbook/playbook';
import type { Delegation, StaffState } from './staff';

/** What a decision is about, as far as delegations are limited by it. */
export type DecisionScope = { kind: DecisionKind; customerClass?: CustomerClass; amountFen?: number };

/**
 * From hand to hand no further than this: beyond it nobody knows any more for whom they decide. The facts of a command can
 * be followed about three times as far.
 */
export const MAX_DELEGATION_CHAIN = 5;

/**
 * The chain of delegations by which `delegateId` may decide in `principalId`'s place at this moment, the principal's own
 * first; `undefined` when there is none. The shortest chain counts that leads through nobody who is barred.
 */
export function mayActFor(
  delegateId: Id,
  principalId: Id,
  at: Instant,
  scope: DecisionScope,
  staff: ReadonlyMap<Id, StaffState>,
  barred: ReadonlySet<Id> = new Set(),
): Delegation[] | undefined {
  const reached = new Map<Id, Delegation[]>([[principalId, []]]);
  for (const [id, chain] of reached) {
    if (id === delegateId && chain.length > 0) return chain;
    const giver = staff.get(id);
    if (giver?.active !== true || chain.length >= MAX_DELEGATION_CHAIN) continue;
    for (const delegation of giver.delegations) {
      const { to } = delegation;
      if (reached.has(to) || barred.has(to)) continue;
      if (inForce(delegation, at) && covers(delegation, scope)) {
        reached.set(to, [...chain, delegation]);
      }
    }
  }
  return undefined;
}

/**
 * The delegations by which somebody decides here and now, their own decision or another's; none for one's own. A right that
 * one has only through those who are barred is `barred-only`: deciding by it would be their decision.
 */
export function authorityOf(
  deciderId: Id,
  eyesId: Id,
  at: Instant,
  scope: DecisionScope,
  staff: ReadonlyMap<Id, StaffState>,
  barred: ReadonlySet<Id>,
): { delegationIds: Id[] } | 'barred-only' | undefined {
  if (deciderId === eyesId) return { delegationIds: [] };
  const chain = mayActFor(deciderId, eyesId, at, scope, staff, barred);
  if (chain !== undefined) return { delegationIds: chain.map(({ id }) => id) };
  return mayActFor(deciderId, eyesId, at, scope, staff) === undefined ? undefined : 'barred-only';
}

/** Whether one of two may decide in the other's place at this moment, in whatever: then they are one pair of eyes. */
export function areOnePairOfEyes(one: Id, other: Id, at: Instant, staff: ReadonlyMap<Id, StaffState>): boolean {
  return one === other || leadsTo(one, other, at, staff) || leadsTo(other, one, at, staff);
}

function leadsTo(principalId: Id, delegateId: Id, at: Instant, staff: ReadonlyMap<Id, StaffState>): boolean {
  const reached = new Map<Id, number>([[principalId, 0]]);
  for (const [id, steps] of reached) {
    if (id === delegateId) return true;
    if (steps >= MAX_DELEGATION_CHAIN) continue;
    for (const delegation of staff.get(id)?.delegations ?? []) {
      if (inForce(delegation, at) && !reached.has(delegation.to)) reached.set(delegation.to, steps + 1);
    }
  }
  return false;
}

/** Everybody to whom delegations lead from here, whatever their dates and scopes; the giver is not among them. */
export function delegatesOf(staffId: Id, staff: ReadonlyMap<Id, StaffState>): Set<Id> {
  return new Set(stepsFrom(staffId, staff).keys());
}

/** How many delegations lie between a member of staff and the farthest of their delegates, as far as chains are followed. */
export function chainLengthFrom(staffId: Id, staff: ReadonlyMap<Id, StaffState>): number {
  return Math.max(0, ...stepsFrom(staffId, staff).values());
}

/** Delegate → how many delegations away, the nearest first. */
function stepsFrom(staffId: Id, staff: ReadonlyMap<Id, StaffState>): Map<Id, number> {
  const reached = new Map<Id, number>();
  const give = (from: Id, steps: number): void => {
    for (const { to } of staff.get(from)?.delegations ?? []) if (!reached.has(to)) reached.set(to, steps);
  };
  give(staffId, 1);
  for (const [id, steps] of reached) if (steps < MAX_DELEGATION_CHAIN) give(id, steps + 1);
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
  const hasAmount = scope.kind === 'offer' || scope.kind === 'gift';
  return !hasAmount || (scope.amountFen !== undefined && scope.amountFen <= given.maxAmountFen);
}
