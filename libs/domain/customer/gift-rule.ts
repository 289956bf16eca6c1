// Whether an organisation lets its people accept gifts and invitations, where it has said so.
import type { DomainEvent, Id } from '../event';
import type { Context } from '../decider';
import type { Refusal } from '../refusal';
import { sealedUnder, textIfGiven } from '../said';
import type { CustomerState } from './customer';
import { refuseUnlessAboveKeeper } from './keeping';
import { familyOf } from './merging';

export type RecordGiftRule = {
  type: 'RecordGiftRule';
  giftsAccepted: boolean;
  /** Where it says so. */
  note?: string;
};
export type GiftRuleRecorded = DomainEvent<'GiftRuleRecorded', { giftsAccepted: boolean }>;

/** Undefined until it was recorded. */
export type GiftRuleState = { giftsAccepted?: boolean };

/** Whoever keeps the customer records that it accepts nothing; that it does after all, those above say. */
export function recordGiftRule(
  state: CustomerState,
  { giftsAccepted, note }: RecordGiftRule,
  context: Context,
): GiftRuleRecorded[] | Refusal {
  const isLifted = giftsAccepted && state.giftsAccepted === false && context.caller.kind === 'staff';
  const refusal =
    textIfGiven('note', note) ?? (isLifted ? refuseUnlessAboveKeeper(state.accountManagerId, context) : undefined);
  return refusal ?? [{ type: 'GiftRuleRecorded', data: { giftsAccepted }, ...sealedUnder(state.id, { note }) }];
}

/** What is recorded with the customer counts; else what was with those that were merged into it. */
export function giftsAcceptedBy(customer: CustomerState, customers: ReadonlyMap<Id, CustomerState>): boolean {
  return customer.giftsAccepted ?? familyOf(customer, customers).every(({ giftsAccepted }) => giftsAccepted !== false);
}
