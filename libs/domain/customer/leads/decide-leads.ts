// Who may do what with a lead: whoever works here may hear one, the account manager it was handed to settles it alone.
import type { Context } from '../../decider';
import { playbookStreamId } from '../../derived-id';
import type { Id, StreamRef } from '../../event';
import { missingField, notPermitted, refuse, type Refusal } from '../../refusal';
import { sealedUnder, textIfGiven } from '../../said';
import type { CustomerState } from '../customer';
import { refuseUnlessKeeper, staffOfKeeping } from '../keeping';
import { survivorFacts } from '../merging';
import { handOverLead } from './hand-over-lead';
import { refuseIfSettled, saleOfLead, type CloseLead, type Lead, type LeadCommand, type LeadEvent } from './leads';
import { receiveLead } from './receive-lead';

export function decideLeads(
  state: CustomerState | undefined,
  command: LeadCommand,
  context: Context,
): LeadEvent[] | Refusal {
  const lead = leadOf(state, command);
  const refusal = refuseUnlessPermitted(state, lead, command, context);
  if (refusal !== undefined) return refusal;
  if (state === undefined) return refuse('NOT_FOUND');
  if (command.type === 'ReceiveLead') return receiveLead(state, command, context);
  if (lead === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('leadId', 'unknown')]);
  switch (command.type) {
    case 'HandOverLead':
      return refuseIfSettled(lead) ?? handOverLead(state, lead, command, context);
    case 'CloseLead':
      return refuseIfSettled(lead) ?? closeLead(state, command);
    case 'NoteLeadTakenUp': {
      if (lead.status === 'taken-up') return refuse('ALREADY_EXISTS', [], { leadId: lead.id });
      return [{ type: 'LeadTakenUp', data: { leadId: lead.id, opportunityId: saleOfLead(lead.id) } }];
    }
  }
}

function closeLead(state: CustomerState, { leadId, reason, note }: CloseLead): LeadEvent[] | Refusal {
  const refusal = textIfGiven('note', note);
  return refusal ?? [{ type: 'LeadClosed', data: { leadId, reason }, ...sealedUnder(state.id, { note }) }];
}

function refuseUnlessPermitted(
  state: CustomerState | undefined,
  lead: Lead | undefined,
  command: LeadCommand,
  context: Context,
): Refusal | undefined {
  const { caller } = context;
  if (command.type === 'NoteLeadTakenUp') {
    return caller.kind === 'process' && caller.name === 'opportunity-workflow' ? undefined : notPermitted([]);
  }
  if (command.type === 'ReceiveLead') return refuseUnlessHears(context);
  if (command.type === 'CloseLead' && lead?.handedOver !== undefined) {
    return isActive(lead.handedOver.to, context) ? undefined : notPermitted([{ staffId: lead.handedOver.to }]);
  }
  const received = lead?.receivedById;
  if (received !== undefined && isActive(received, context)) return undefined;
  return refuseUnlessKeeper(state?.accountManagerId, context);
}

/** Customers call whom they reach: anybody who sells or leads, whosever the customer is. Auditors only read. */
function refuseUnlessHears({ caller, facts }: Context): Refusal | undefined {
  if (caller.kind === 'process') return caller.name === 'opportunity-workflow' ? notPermitted([]) : undefined;
  const staff = facts.staff.get(caller.id);
  if (staff?.active === true && staff.roles.some((role) => role !== 'auditor')) return undefined;
  return notPermitted([{ role: 'account-manager' }]);
}

/** Whether the caller is this member of staff, and works here. */
function isActive(staffId: Id, { caller, facts }: Context): boolean {
  return caller.kind === 'staff' && caller.id === staffId && facts.staff.get(staffId)?.active === true;
}

export function leadFacts(state: CustomerState | undefined, command: LeadCommand, context: Context): StreamRef[] {
  const keeperId = state?.accountManagerId;
  const staff = [...staffOfKeeping(keeperId, context), ...(keeperId === undefined ? [] : [keeperId])];
  const playbookKey = 'playbookKey' in command ? command.playbookKey : leadOf(state, command)?.playbook.key;
  const contactId = command.type === 'ReceiveLead' ? command.contactId : undefined;
  const contact = contactId === undefined ? undefined : context.facts.contact.get(contactId);
  return [
    ...staff.map((id): StreamRef => ({ type: 'staff', id })),
    ...(playbookKey === undefined ? [] : [{ type: 'playbook', id: playbookStreamId(playbookKey) } as const]),
    ...(contactId === undefined ? [] : [{ type: 'contact', id: contactId } as const]),
    ...(state === undefined ? [] : survivorFacts(state.id, contact?.customerId, context.facts.customer)),
  ];
}

function leadOf(state: CustomerState | undefined, command: LeadCommand): Lead | undefined {
  return 'leadId' in command ? state?.leads?.get(command.leadId) : undefined;
}
