// Hearing a lead (S5): which passive channel it came by, who asked, what for, and when. A channel that goes out brings none, and
// whom a channel serves is no reason not to hear a customer who came to it.
import { addDuration } from '../../business-time/business-time';
import type { Context } from '../../decider';
import type { Id, Instant } from '../../event';
import { isInstant, withMilliseconds } from '../../instant';
import { MAX_TITLE_LENGTH } from '../../limits';
import { leadChannels } from '../../playbook/leads';
import type { PlaybookDefinition } from '../../playbook/playbook';
import { latestPlaybook } from '../../playbook/playbook-stream';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import { textIfGiven } from '../../said';
import type { CustomerState } from '../customer';
import { refuseUnlessContact } from '../own-contact';
import { peopleIdOf } from '../people';
import { phoneProblem } from '../phone-number';
import { openLeads, type LeadReceived, type ReceiveLead } from './leads';

/** More that nobody has settled means that nobody reads them. It also bounds the fold. */
export const MAX_OPEN_LEADS = 100;

/** What was asked longer ago than this is asked anew. */
const MAX_LEAD_AGE_DAYS = 30;
const DAY_MS = 86_400_000;

export function receiveLead(state: CustomerState, command: ReceiveLead, context: Context): LeadReceived[] | Refusal {
  const { playbookKey, channel, contactId, asked, askedBy, phone } = command;
  const found = latestPlaybook(playbookKey, context);
  const times = found?.definition.leads;
  if (found === undefined || times === undefined) {
    const problem = found === undefined ? 'unknown' : 'section-missing';
    return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', problem)]);
  }
  const refusal =
    refuseUnlessPassive(channel, found.definition) ??
    textIfGiven('asked', asked) ??
    refuseUnlessAsker(state.id, command, context) ??
    refuseUnlessRecent(command.receivedAt, context.now);
  if (refusal !== undefined) return refusal;
  if (openLeads(state).length >= MAX_OPEN_LEADS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_OPEN_LEADS });
  const receivedAt = command.receivedAt === undefined ? context.now : withMilliseconds(command.receivedAt);
  const peopleId = contactId === undefined ? peopleIdOf(state.id, state.people) : undefined;
  return [
    {
      type: 'LeadReceived',
      data: {
        leadId: context.newId(0),
        channel,
        playbook: { key: playbookKey, version: found.version },
        receivedAt,
        handOverBy: addDuration(receivedAt, times.handOverWithin, found.definition.businessTime),
        contactId,
        peopleId,
      },
      personal: { owner: contactId ?? peopleId!, fields: { asked, askedBy, phone } },
    },
  ];
}

function refuseUnlessPassive(channel: string, definition: PlaybookDefinition): Refusal | undefined {
  const channels = leadChannels(definition);
  if (channels.includes(channel)) return undefined;
  const known = definition.channels?.find(({ key }) => key === channel);
  const problem = known === undefined ? 'unknown' : known.kind === 'active' ? 'not-passive' : 'does-not-originate';
  return refuse('UNKNOWN_REFERENCE', [missingField('channel', problem)], { channels });
}

/** A contact, or a name: somebody must be called back. */
function refuseUnlessAsker(
  customerId: Id,
  { contactId, askedBy, phone }: ReceiveLead,
  context: Context,
): Refusal | undefined {
  if (contactId === undefined && askedBy === undefined) return refuseField('askedBy', 'required');
  const wrong = phone === undefined ? undefined : phoneProblem(phone);
  return (
    (contactId === undefined ? undefined : refuseUnlessContact(contactId, customerId, context)) ??
    textIfGiven('askedBy', askedBy, MAX_TITLE_LENGTH) ??
    (wrong === undefined ? undefined : refuseField('phone', wrong))
  );
}

function refuseUnlessRecent(receivedAt: Instant | undefined, now: Instant): Refusal | undefined {
  if (receivedAt === undefined) return undefined;
  if (!isInstant(receivedAt)) return refuseField('receivedAt', 'not-an-instant');
  const agoMs = Date.parse(now) - Date.parse(receivedAt);
  if (agoMs < 0) return refuseField('receivedAt', 'in-the-future');
  if (agoMs <= MAX_LEAD_AGE_DAYS * DAY_MS) return undefined;
  return refuseField('receivedAt', 'too-long-ago', { limitDays: MAX_LEAD_AGE_DAYS });
}
