// To whom nothing may be given: members of an evaluation committee while a tender runs, and people whose organisation accepts nothing.
import type { Context } from '../../decider';
import type { Id, StreamRef } from '../../event';
import { giftsAcceptedBy } from '../../customer/gift-rule';
import { familyFacts, survivorOf } from '../../customer/merging';
import { refuseUnlessFreeToContact } from '../../opportunity/contacting/may-be-contacted';
import { hasEnded, type OpportunityState } from '../../opportunity/opportunity-state';
import { refuse, type Refusal } from '../../refusal';

type Receiver = { id: Id; customerId: Id };

export function refuseUnlessMayBeGiven(
  receiver: Receiver,
  opportunityIds: readonly Id[],
  context: Context,
): Refusal | undefined {
  return refuseDuringTender(receiver.id, opportunityIds, context) ?? refuseUnlessAccepted(receiver, context);
}

/** Tendering Law, art. 44: on whatever sale they decide, and by the playbook of that sale. */
function refuseDuringTender(contactId: Id, opportunityIds: readonly Id[], { facts }: Context): Refusal | undefined {
  for (const id of opportunityIds) {
    const state = facts.opportunity.get(id);
    if (state === undefined || hasEnded(state)) continue;
    const { streamId, version } = state.playbook;
    const definition = facts.playbook.get(streamId)?.versions.get(version)?.definition;
    const refusal = definition && refuseUnlessFreeToContact(contactId, { state, definition });
    if (refusal !== undefined) return { ...refusal, detail: { ...refusal.detail, opportunityId: id } };
  }
  return undefined;
}

function refuseUnlessAccepted({ customerId }: Receiver, { facts }: Context): Refusal | undefined {
  const survivor = facts.customer.get(survivorOf(customerId, facts.customer));
  if (survivor === undefined || giftsAcceptedBy(survivor, facts.customer)) return undefined;
  const suppliedBy = [{ role: 'supervisor' }];
  return refuse('GIFTS_NOT_ACCEPTED', [{ what: 'fact', key: 'gifts-accepted', problem: 'answered-no', suppliedBy }], {
    customerId: survivor.id,
  });
}

/** The sales with their playbooks, and the customer with all that were merged into it, as far as they are known by now. */
export function factsOfReceiver(
  { customerId }: Receiver,
  opportunityIds: readonly Id[],
  { facts }: Context,
): StreamRef[] {
  const sales = opportunityIds.flatMap((id): OpportunityState[] => {
    const state = facts.opportunity.get(id);
    return state === undefined ? [] : [state];
  });
  const survivor = facts.customer.get(survivorOf(customerId, facts.customer));
  return [
    ...opportunityIds.map((id): StreamRef => ({ type: 'opportunity', id })),
    ...sales.map(({ playbook }): StreamRef => ({ type: 'playbook', id: playbook.streamId })),
    ...(survivor === undefined ? [] : familyFacts(survivor, facts.customer)),
  ];
}
