// Deciding about a gift above a limit: somebody above the one who asked in the reporting line, and never with the asker's eyes (law 8).
import { survivorOf } from '../../customer/merging';
import type { Context } from '../../decider';
import type { Id } from '../../event';
import { refuse, type Missing, type Refusal } from '../../refusal';
import { sealedUnder, textIfGiven } from '../../said';
import { authorityOf } from '../../staff/delegation';
import { superiorsAbove } from '../../staff/reporting-line';
import type { ContactState } from '../contact';
import type { DecideGift, Gift, GiftEvent } from './gifts';
import { salesOf } from './ask-gift';
import { refuseUnlessMayBeGiven } from './may-be-given';

export function decideGift(
  state: ContactState,
  gift: Gift,
  command: DecideGift,
  context: Context,
): GiftEvent[] | Refusal {
  const approver = approverOf(state, gift, command, context);
  if ('refused' in approver) return approver;
  if (gift.status !== 'asked') return refuse('APPROVAL_CLOSED', [], { status: gift.status });
  const { decision, note } = command;
  const sales = salesOf({ ...command, opportunityId: gift.opportunityId });
  const refusal =
    textIfGiven('note', note) ?? (decision === 'approve' ? refuseUnlessMayBeGiven(state, sales, context) : undefined);
  if (refusal !== undefined) return refusal;
  const { deciderId, eyesId, delegationIds } = approver;
  const data = { giftId: gift.id, decision, deciderId, eyesId, ...(delegationIds.length > 0 ? { delegationIds } : {}) };
  return [{ type: 'GiftDecided', data, ...sealedUnder(state.id, { note }) }];
}

/** Who asked, and who keeps the customer now: neither agrees to it, nor anybody who decides in their place. */
function approverOf(
  { customerId }: ContactState,
  gift: Gift,
  { actingFor }: DecideGift,
  { caller, now, facts }: Context,
): { deciderId: Id; eyesId: Id; delegationIds: Id[] } | Refusal {
  const decider = caller.kind === 'staff' ? facts.staff.get(caller.id) : undefined;
  if (decider?.active !== true) return notAnApprover(gift, 'NOT_AN_APPROVER');
  const customer = facts.customer.get(survivorOf(customerId, facts.customer));
  const proposers = new Set([
    gift.askedById,
    ...(customer?.accountManagerId === undefined ? [] : [customer.accountManagerId]),
  ]);
  const eyesId = actingFor ?? decider.id;
  if (proposers.has(decider.id) || proposers.has(eyesId)) return notAnApprover(gift, 'OWN_SUBMISSION');
  const scope = { kind: 'gift', amountFen: gift.valueFen, customerClass: customer?.class } as const;
  const authority = authorityOf(decider.id, eyesId, now, scope, facts.staff, proposers);
  if (authority === 'barred-only') return notAnApprover(gift, 'OWN_SUBMISSION');
  const eyes = facts.staff.get(eyesId);
  const decides = [decider, eyes].every((staff) => staff?.active === true && staff.roles.includes('supervisor'));
  const isAbove = superiorsAbove(gift.askedById, facts.staff).includes(eyesId);
  if (authority === undefined || !decides || !isAbove) return notAnApprover(gift, 'NOT_AN_APPROVER');
  return { deciderId: decider.id, eyesId, ...authority };
}

function notAnApprover({ id }: Gift, code: 'NOT_AN_APPROVER' | 'OWN_SUBMISSION'): Refusal {
  const problem = code === 'OWN_SUBMISSION' ? 'submitted-it' : 'not-permitted';
  const missing: Missing = { what: 'right', key: id, problem, suppliedBy: [{ role: 'supervisor' }] };
  return refuse(code, [missing]);
}
