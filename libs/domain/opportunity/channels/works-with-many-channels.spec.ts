// S5: many channels together: a sale is helped by channels that serve its customer, and may be what became of a lead.
import { saleOfLead, type Lead } from '../../customer/leads/leads';
import type { Id } from '../../event';
import type { CustomerClass, PlaybookDefinition } from '../../playbook/playbook';
import type { Refusal } from '../../refusal';
import { idOf, staffCaller, Story } from '../../testing/given';
import { saleOn, shippedDefinition } from '../../testing/shipped-opportunity';
import {
  customer,
  director,
  manager,
  storyDefinition,
  storyFacts,
  supervisor,
  type OpportunityStory,
} from '../../testing/story-opportunity';
import { opportunityDecider } from '../decide-opportunity';
import { MAX_HELPING_CHANNELS } from './channels';

const definition = shippedDefinition('group-customer');
const help = { type: 'AddHelpingChannel', channel: 'integrator', reason: '需要定制' } as const;
const end = { type: 'EndHelpingChannel', channel: 'integrator', reason: '已交付' } as const;

function saleFor(
  customerClass: CustomerClass | undefined,
  playbook: PlaybookDefinition = definition,
): OpportunityStory {
  const known = { id: customer, class: customerClass, agreements: [] };
  return saleOn(playbook).knowing({ customer: new Map([[customer, known]]) });
}

it('S5: an integrator begins no sale and helps one; since when and until when is kept, with the reasons sealed', () => {
  const story = saleFor('A').at('2026-03-03T01:00:00.000Z');
  expect(story.when(help)).toEqual([
    {
      type: 'HelpingChannelAdded',
      data: { channel: 'integrator' },
      personal: { owner: customer, fields: { reason: '需要定制' } },
    },
  ]);
  story.refuses(help, 'ALREADY_EXISTS');
  story.at('2026-03-05T01:00:00.000Z').when(end);
  expect(story.judge(end)).toMatchObject({ missing: [{ key: 'channel', problem: 'not-helping' }] });
  story.at('2026-03-09T01:00:00.000Z').when(help);
  expect(story.state!.channels.helping).toEqual([
    { channel: 'integrator', since: '2026-03-03T01:00:00.000Z', until: '2026-03-05T01:00:00.000Z' },
    { channel: 'integrator', since: '2026-03-09T01:00:00.000Z' },
  ]);
});

it.each([
  ['sales-agent', 'A', 'not-for-this-class'],
  ['sales-agent', 'B', undefined],
  ['sales-agent', undefined, undefined],
  ['fax', 'B', 'unknown'],
] as const)('S5: help by %s for a customer of class %s: %s', (channel, customerClass, problem) => {
  const outcome = saleFor(customerClass).judge({ ...help, channel });
  if (problem === undefined) expect(outcome).toMatchObject([{ data: { channel } }]);
  else expect(outcome).toMatchObject({ refused: 'UNKNOWN_REFERENCE', missing: [{ key: 'channel', problem }] });
});

it('S5: a playbook without channels takes any code; a reason is always asked for; only the owner says it', () => {
  const story = saleFor('A', storyDefinition());
  story.when({ ...help, channel: 'partner' });
  expect(story.refuses({ ...help, channel: '伙伴' }, 'INVALID_INPUT')).toEqual(['channel']);
  expect(story.refuses({ ...help, reason: ' ' }, 'INVALID_INPUT')).toEqual(['reason']);
  expect(story.refuses({ ...end, channel: 'partner', reason: '' }, 'INVALID_INPUT')).toEqual(['reason']);
  story.by(staffCaller(supervisor)).refuses(help, 'NOT_ALLOWED');
  story.refuses({ ...end, channel: 'partner' }, 'NOT_ALLOWED');
});

it('S5: channels that come and go without end are refused', () => {
  const story = saleFor('A');
  for (let count = 0; count < MAX_HELPING_CHANNELS; count++) {
    story.when(help);
    story.when(end);
  }
  story.refuses(help, 'LIMIT_EXCEEDED');
});

const leadId = idOf('lead');
const handedOver: Lead = {
  id: leadId,
  channel: 'experience-store',
  playbook: { key: 'group-customer', version: 1 },
  status: 'handed-over',
  receivedAt: '2026-03-02T01:00:00.000Z',
  receivedById: idOf('who heard it'),
  dueAt: '2026-03-03T01:00:00.000Z',
  handedOver: { to: manager, at: '2026-03-02T02:00:00.000Z' },
};
const open = {
  type: 'OpenOpportunity',
  customerId: customer,
  playbookKey: 'group-customer',
  leadId,
  title: '专线',
} as const;

function fromLead(
  change: Partial<Lead> = {},
  playbook = definition,
  streamId: Id = saleOfLead(leadId),
): OpportunityStory {
  const leads = new Map([[leadId, { ...handedOver, ...change }]]);
  const kept = { id: customer, class: 'A' as const, accountManagerId: manager, agreements: [], leads };
  const known = { ...storyFacts(playbook), customer: new Map([[customer, kept]]) };
  return new Story(opportunityDecider, streamId).knowing(known).by(staffCaller(manager));
}

it('S5: a sale from a lead has its channel without saying it again, whomever that channel serves', () => {
  const story = fromLead();
  expect(story.when({ ...open, channel: 'hotline' })).toMatchObject([
    { data: { channel: 'experience-store', leadId } },
  ]);
  expect(story.state!.channels).toEqual({ origin: 'experience-store', leadId, helping: [] });
});

it('S5: one lead becomes one sale: the stream follows from the lead', () => {
  const story = fromLead();
  story.when(open);
  story.refuses(open, 'ALREADY_EXISTS');
  expect(() => fromLead({}, definition, idOf('elsewhere')).judge(open)).toThrow(leadId);
});

it('S5: by whom it was handed to, or for them by somebody above', () => {
  const elsewhere = fromLead({ handedOver: { to: director, at: handedOver.receivedAt } });
  const refusal = elsewhere.judge(open) as Refusal;
  expect([refusal.refused, refusal.missing[0]?.suppliedBy]).toEqual(['NOT_ALLOWED', [{ staffId: director }]]);
  fromLead()
    .by(staffCaller(supervisor))
    .when({ ...open, ownerId: manager });
});

it('S5: not before it was handed over, not after it was settled, and from no lead that is not there', () => {
  expect(fromLead({ status: 'received', handedOver: undefined }).refuses(open, 'LEAD_NOT_HANDED_OVER')).toEqual([
    leadId,
  ]);
  expect(fromLead({ status: 'closed', closeReason: 'no-need' }).refuses(open, 'LEAD_SETTLED')).toEqual([leadId]);
  const unknown = idOf('no lead');
  const story = fromLead({}, definition, saleOfLead(unknown));
  expect(story.refuses({ ...open, leadId: unknown }, 'UNKNOWN_REFERENCE')).toEqual(['leadId']);
});

it('S5: a playbook that does not know the lead’s channel is not the one to sell by', () => {
  const channels = definition.channels!.filter(({ key }) => key !== 'experience-store');
  expect(fromLead({}, { ...definition, channels }).refuses(open, 'UNKNOWN_REFERENCE')).toEqual(['channel']);
});
