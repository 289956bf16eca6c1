// A sale that a lead becomes (S5): its channel is the lead's, and it belongs to whom the lead was handed to.
import { refuseIfSettled, saleOfLead, type Lead } from '../../customer/leads/leads';
import type { Context } from '../../decider';
import type { Id } from '../../event';
import { missingField, notPermitted, refuse, type Missing, type Refusal } from '../../refusal';
import { firstRefusal } from '../deciding';
import type { OpenOpportunity } from '../opportunity-commands';

/** The lead that a command names, as far as its customer has it. */
export function leadOf({ customerId, leadId }: OpenOpportunity, { facts }: Context): Lead | undefined {
  return leadId === undefined ? undefined : facts.customer.get(customerId)?.leads?.get(leadId);
}

export function refuseUnlessLeadFits(command: OpenOpportunity, ownerId: Id, context: Context): Refusal | undefined {
  const { leadId } = command;
  if (leadId === undefined) return undefined;
  if (context.streamId !== saleOfLead(leadId)) throw new Error(`lead ${leadId} does not become ${context.streamId}`);
  const lead = leadOf(command, context);
  if (lead === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('leadId', 'unknown')]);
  return firstRefusal(refuseIfSettled(lead), refuseUnlessHandedOver(lead, ownerId));
}

function refuseUnlessHandedOver({ id: key, handedOver, receivedById }: Lead, ownerId: Id): Refusal | undefined {
  if (handedOver === undefined) {
    const suppliedBy = receivedById === undefined ? [{ role: 'account-manager' }] : [{ staffId: receivedById }];
    const missing: Missing = { what: 'lead', key, problem: 'received', suppliedBy };
    return refuse('LEAD_NOT_HANDED_OVER', [missing]);
  }
  return handedOver.to === ownerId ? undefined : notPermitted([{ staffId: handedOver.to }]);
}
