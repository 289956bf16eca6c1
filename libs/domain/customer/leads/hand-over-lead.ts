// A lead goes to the account manager who keeps the customer (S5), and should be taken up or closed within the times of its playbook.
import { addDuration } from '../../business-time/business-time';
import type { Context } from '../../decider';
import { playbookStreamId } from '../../derived-id';
import type { Id } from '../../event';
import { UNCLASSIFIED, type PlaybookDefinition } from '../../playbook/playbook';
import { refuse, type Missing, type Refusal } from '../../refusal';
import { sealedUnder, textIfGiven } from '../../said';
import type { CustomerState } from '../customer';
import type { HandOverLead, Lead, LeadHandedOver } from './leads';

export function handOverLead(
  state: CustomerState,
  lead: Lead,
  { note }: HandOverLead,
  context: Context,
): LeadHandedOver[] | Refusal {
  const to = accountManagerOf(state, context);
  if (typeof to !== 'string') return to;
  if (lead.handedOver?.to === to) return refuse('ALREADY_EXISTS', [], { to });
  const refusal = textIfGiven('note', note);
  if (refusal !== undefined) return refusal;
  const { leads, businessTime } = definitionOf(lead, context);
  const takeUpBy = addDuration(context.now, leads!.takeUpWithin[state.class ?? UNCLASSIFIED], businessTime);
  return [{ type: 'LeadHandedOver', data: { leadId: lead.id, to, takeUpBy }, ...sealedUnder(state.id, { note }) }];
}

/** There must be one, and they must work here: otherwise somebody above says first who it is. */
function accountManagerOf({ accountManagerId }: CustomerState, { facts }: Context): Id | Refusal {
  if (accountManagerId !== undefined && facts.staff.get(accountManagerId)?.active === true) return accountManagerId;
  const missing: Missing = {
    what: 'fact',
    key: 'account-manager-assigned',
    problem: accountManagerId === undefined ? 'not-on-record' : 'not-an-active-account-manager',
    suppliedBy: [{ role: 'supervisor' }, { role: 'administrator' }],
  };
  return refuse('FACT_MISSING', [missing]);
}

/** By the version by which it was received. That one was published: a version that is not there is a broken invariant. */
function definitionOf({ id, playbook: { key, version } }: Lead, { facts }: Context): PlaybookDefinition {
  const published = facts.playbook.get(playbookStreamId(key))?.versions.get(version);
  if (published === undefined) throw new Error(`lead ${id}: ${key} version ${version} is not published`);
  return published.definition;
}
