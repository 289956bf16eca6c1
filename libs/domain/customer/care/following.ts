// What time has to do for a customer, and the command that does it then: a customer that declines or is lost is not left alone.
import type { Context } from '../../decider';
import type { DomainEvent, Id, Instant } from '../../event';
import { notPermitted, refuse, type Refusal } from '../../refusal';
import type { Said, Wait } from '../../timed-command';
import type { CustomerState } from '../customer';

/** Once the follow-up plans of the customer know (S25). */
export type FollowLifeCycle = { type: 'FollowLifeCycle'; since: number; dueAt: Instant } & Said;
/** `to`: who keeps the customer and is told; nobody yet means those who keep the reporting line. */
export type LifeCycleFollowed = DomainEvent<
  'LifeCycleFollowed',
  { state: 'declining' | 'lost'; since: number; dueAt: Instant; to?: Id }
>;

export type CustomerWait = Wait<FollowLifeCycle>;

/** Everything that a customer waits for, earliest first. */
export function whatCustomerWaitsFor({ lifeCycle, mergedInto }: CustomerState): CustomerWait[] {
  if (lifeCycle === undefined || lifeCycle.followed || mergedInto !== undefined) return [];
  const { version: since, at: dueAt } = lifeCycle;
  return [{ key: 'life-cycle', since, dueAt, command: { type: 'FollowLifeCycle', since, dueAt } }];
}

export function followLifeCycle(
  state: CustomerState,
  { since, dueAt }: FollowLifeCycle,
  { caller }: Context,
): LifeCycleFollowed[] | Refusal {
  if (caller.kind !== 'process' || caller.name !== 'customer-workflow') return notPermitted([]);
  const { lifeCycle, accountManagerId } = state;
  const awaited = lifeCycle?.followed === false && lifeCycle.version === since && lifeCycle.at === dueAt;
  if (!awaited) return refuse('OUTDATED', [], { since, dueAt });
  const followed = lifeCycle.state === 'lost' ? 'lost' : 'declining';
  return [{ type: 'LifeCycleFollowed', data: { state: followed, since, dueAt, to: accountManagerId } }];
}
