// What came of it: given, declined or returned, for the register. What may not be given is not recorded as given.
import { localDateOf } from '../../business-time/business-time';
import type { Context } from '../../decider';
import { isLocalDate } from '../../local-date';
import { yearOf } from '../../playbook/gifts';
import { refuse, refuseField, type Refusal } from '../../refusal';
import { sealedUnder, textIfGiven } from '../../said';
import type { ContactState } from '../contact';
import { salesOf } from './ask-gift';
import type { Gift, GiftEvent, GiftOutcome, GiftStatus, RecordGift } from './gifts';
import { refuseUnlessMayBeGiven } from './may-be-given';

/** After what each outcome comes. */
const after: { [O in GiftOutcome]: GiftStatus } = { given: 'allowed', declined: 'allowed', returned: 'given' };

export function recordGift(
  state: ContactState,
  gift: Gift,
  command: RecordGift,
  context: Context,
): GiftEvent[] | Refusal {
  const { outcome, on, note } = command;
  const refusal =
    refuseUnlessStatus(gift, [after[outcome]]) ??
    dateProblem(gift, command, context) ??
    textIfGiven('note', note) ??
    (outcome === 'given'
      ? refuseUnlessMayBeGiven(state, salesOf({ ...command, opportunityId: gift.opportunityId }), context)
      : undefined);
  return (
    refusal ?? [{ type: 'GiftRecorded', data: { giftId: gift.id, outcome, on }, ...sealedUnder(state.id, { note }) }]
  );
}

/** Whatever was not given yet is given up. */
export function withdrawGift(gift: Gift): GiftEvent[] | Refusal {
  return refuseUnlessStatus(gift, ['asked', 'allowed']) ?? [{ type: 'GiftWithdrawn', data: { giftId: gift.id } }];
}

/** What waits for somebody to agree says so; for everything else the order is told. */
function refuseUnlessStatus({ id, status }: Gift, needed: readonly GiftStatus[]): Refusal | undefined {
  if (needed.includes(status)) return undefined;
  if (status === 'asked') {
    return refuse('APPROVAL_OPEN', [
      { what: 'approval', key: id, problem: 'open', suppliedBy: [{ role: 'supervisor' }] },
    ]);
  }
  return refuse('GIFT_STEP_ORDER', [], { status, needed: [...needed] });
}

/** Neither before it was allowed nor in another year: the limits that it was judged by are those of its year. */
function dateProblem(gift: Gift, { on, outcome }: RecordGift, { now }: Context): Refusal | undefined {
  if (!isLocalDate(on)) return refuseField('on', 'not-a-date');
  if (on > localDateOf(now)) return refuseField('on', 'in-the-future');
  const earliest = outcome === 'returned' ? gift.on : gift.allowedOn!;
  if (on < earliest) return refuseField('on', outcome === 'returned' ? 'before-given' : 'before-allowed', { earliest });
  if (outcome !== 'given' || yearOf(on) === yearOf(gift.on)) return undefined;
  return refuseField('on', 'of-another-year', { year: yearOf(gift.on) });
}
