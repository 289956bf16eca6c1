// Commands about gifts and invitations: who may send each, and what they read of other streams.
import { refuseUnlessKeeper, staffOfKeeping } from '../../customer/keeping';
import { lineOf, survivorOf } from '../../customer/merging';
import type { Context } from '../../decider';
import { playbookStreamId } from '../../derived-id';
import type { Id, StreamRef } from '../../event';
import { missingField, refuse, type Refusal } from '../../refusal';
import { delegatesOf } from '../../staff/delegation';
import { superiorsAbove } from '../../staff/reporting-line';
import type { ContactState } from '../contact';
import { askGift, salesOf } from './ask-gift';
import { decideGift } from './decide-gift';
import type { GiftCommand, GiftEvent } from './gifts';
import { factsOfReceiver } from './may-be-given';
import { recordGift, withdrawGift } from './record-gift';

export function decideGifts(state: ContactState, command: GiftCommand, context: Context): GiftEvent[] | Refusal {
  const { customer } = context.facts;
  const keeperId = customer.get(survivorOf(state.customerId, customer))?.accountManagerId;
  const kept = command.type === 'DecideGift' ? undefined : refuseUnlessKeeper(keeperId, context);
  if (kept !== undefined) return kept;
  if (state.erased) return refuse('CONTACT_ERASED');
  if (command.type === 'AskGift') return askGift(state, command, context);
  const gift = state.gifts?.get(command.giftId);
  if (gift === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('giftId', 'unknown')]);
  switch (command.type) {
    case 'DecideGift':
      return decideGift(state, gift, command, context);
    case 'RecordGift':
      return recordGift(state, gift, command, context);
    case 'WithdrawGift':
      return withdrawGift(gift);
  }
}

export function giftFacts(state: ContactState, command: GiftCommand, context: Context): StreamRef[] {
  const { facts } = context;
  const line = lineOf(state.customerId, facts.customer);
  const keeperId = facts.customer.get(line.at(-1)!)?.accountManagerId;
  const gift = command.type === 'AskGift' ? undefined : state.gifts?.get(command.giftId);
  const sales = command.type === 'WithdrawGift' ? [] : salesOf({ opportunityId: gift?.opportunityId, ...command });
  const named = command.type === 'AskGift' ? command.opportunityId : undefined;
  const saleOf = named === undefined ? undefined : facts.opportunity.get(named)?.customerId;
  return [
    ...[...staffOfKeeping(keeperId, context), ...askerAndApprovers(gift?.askedById, command, context)].map(
      (id): StreamRef => ({ type: 'staff', id }),
    ),
    ...[...line, ...(saleOf === undefined ? [] : lineOf(saleOf, facts.customer))].map((id): StreamRef => ({
      type: 'customer',
      id,
    })),
    ...(command.type === 'AskGift' ? [{ type: 'playbook', id: playbookStreamId(command.playbookKey) } as const] : []),
    ...(command.type === 'WithdrawGift' ? [] : factsOfReceiver(state, sales, context)),
  ];
}

/** Those above whoever asks or asked, and, where a delegate decides, by whose hands they come to it. */
function askerAndApprovers(askedById: Id | undefined, command: GiftCommand, { caller, facts }: Context): Id[] {
  if (command.type === 'AskGift') return caller.kind === 'staff' ? superiorsAbove(caller.id, facts.staff) : [];
  if (command.type !== 'DecideGift' || askedById === undefined) return [];
  const { actingFor } = command;
  const delegates = actingFor === undefined ? [] : [actingFor, ...delegatesOf(actingFor, facts.staff)];
  return [askedById, ...superiorsAbove(askedById, facts.staff), ...delegates];
}
