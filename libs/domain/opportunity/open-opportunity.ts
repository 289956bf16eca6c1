// Opening an opportunity on the playbook version that it keeps until it is migrated (law 10).
import { isCode } from '../code';
import { refuseIfMerged } from '../customer/merging';
import type { Context } from '../decider';
import { playbookStreamId } from '../derived-id';
import type { Id } from '../event';
import { MAX_AMOUNT_FEN, MAX_TITLE_LENGTH } from '../limits';
import { isLocalDate } from '../local-date';
import { missingField, notPermitted, refuse, refuseField, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import { superiorsAbove } from '../staff/reporting-line';
import { leadOf, refuseUnlessLeadFits } from './channels/from-lead';
import { refuseUnlessOrigin } from './channels/origin';
import { callingStaff, firstRefusal, refuseUnlessSuperior } from './deciding';
import type { OpenOpportunity } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';

export function openOpportunity(command: OpenOpportunity, context: Context): OpportunityEvent[] | Refusal {
  const caller = callingStaff(context);
  if (caller === undefined) return notPermitted([{ role: 'account-manager' }]);
  const ownerId = command.ownerId ?? caller.id;
  const refusal = firstRefusal(
    ownerId === caller.id ? undefined : refuseUnlessSuperior(context, ownerId),
    refuseUnlessAccountManager(ownerId, context),
    refuseUnlessText('title', command.title, MAX_TITLE_LENGTH),
    refuseUnlessCustomerFits(command.customerId, ownerId, context),
    refuseUnlessLeadFits(command, ownerId, context),
    refuseUnlessExpectation(command),
  );
  if (refusal !== undefined) return refusal;

  const streamId = playbookStreamId(command.playbookKey);
  const published = context.facts.playbook.get(streamId);
  if (published === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', 'unknown')]);
  const version = command.playbookVersion ?? published.latestVersion;
  const playbook = published.versions.get(version);
  if (playbook === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('playbookVersion', 'unknown')]);
  const lead = leadOf(command, context);
  const channel = lead?.channel ?? command.channel;
  // Who came by a channel came by it, whomever it serves.
  const customerClass = lead === undefined ? context.facts.customer.get(command.customerId)?.class : undefined;
  const byOther = refuseUnlessOrigin(channel, playbook.definition, customerClass);
  if (byOther !== undefined) return byOther;
  const { customerId, leadId, expectedAmountFen, expectedCloseOn, title } = command;
  return [
    {
      type: 'OpportunityOpened',
      data: {
        customerId,
        ownerId,
        playbook: { streamId, key: published.key, version, contentHash: playbook.contentHash },
        firstGate: playbook.definition.gates[0]!.key,
        channel,
        leadId,
        expectedAmountFen,
        expectedCloseOn,
      },
      personal: { owner: customerId, fields: { title } },
    },
  ];
}

/** Sold to by whoever keeps the customer, by anybody while nobody does; otherwise by the word of somebody above the keeper. */
function refuseUnlessCustomerFits(customerId: Id, ownerId: Id, { caller, facts }: Context): Refusal | undefined {
  const customer = facts.customer.get(customerId);
  if (customer === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('customerId', 'unknown')]);
  const merged = refuseIfMerged(customer);
  if (merged !== undefined) return merged;
  const keeperId = customer.accountManagerId;
  if (keeperId === undefined || keeperId === ownerId) return undefined;
  const line = superiorsAbove(keeperId, facts.staff);
  if (caller.kind === 'staff' && line.includes(caller.id)) return undefined;
  return notPermitted([keeperId, ...line.slice(0, 1)].map((staffId) => ({ staffId })));
}

function refuseUnlessAccountManager(ownerId: Id, context: Context): Refusal | undefined {
  const owner = context.facts.staff.get(ownerId);
  if (owner?.active === true && owner.roles.includes('account-manager')) return undefined;
  const own = context.caller.kind === 'staff' && context.caller.id === ownerId;
  if (own) return notPermitted([{ role: 'account-manager' }]);
  return refuse('UNKNOWN_REFERENCE', [missingField('ownerId', 'not-an-active-account-manager')]);
}

function refuseUnlessExpectation({
  expectedAmountFen,
  expectedCloseOn,
  channel,
}: OpenOpportunity): Refusal | undefined {
  const amountFits =
    expectedAmountFen === undefined ||
    (Number.isSafeInteger(expectedAmountFen) && expectedAmountFen >= 0 && expectedAmountFen <= MAX_AMOUNT_FEN);
  if (!amountFits) return refuseField('expectedAmountFen', 'out-of-range', { limit: MAX_AMOUNT_FEN });
  if (channel !== undefined && !isCode(channel)) return refuseField('channel', 'not-a-code');
  return expectedCloseOn === undefined || isLocalDate(expectedCloseOn)
    ? undefined
    : refuseField('expectedCloseOn', 'not-a-date');
}
