// S5: customers ask by a passive channel; whoever hears them hands it to the account manager, who alone settles it, once.
import { playbookStreamId } from '../../derived-id';
import type { Instant } from '../../event';
import { leadProblems } from '../../playbook/leads';
import type { CustomerClass } from '../../playbook/playbook';
import type { Refusal } from '../../refusal';
import { reminderOf } from '../../reminder';
import { idOf, staffCaller, Story } from '../../testing/given';
import { shippedDefinition } from '../../testing/shipped-opportunity';
import { contactOn, customer, manager, staffMember, storyFacts, supervisor } from '../../testing/story-opportunity';
import { customerDecider, type CustomerCommand, type CustomerEvent, type CustomerState } from '../customer';
import { openLeads, saleOfLead, type ReceiveLead } from './leads';
import { MAX_OPEN_LEADS } from './receive-lead';

type CustomerStory = Story<CustomerState, CustomerCommand, CustomerEvent>;

const definition = shippedDefinition('group-customer');
const listener = idOf('who answers the hotline');
const other = idOf('another account manager');
const auditor = idOf('auditor');
const facts = storyFacts(definition, [
  staffMember(listener, ['account-manager']),
  staffMember(other, ['account-manager'], { superiorId: supervisor }),
  staffMember(auditor, ['auditor']),
]);
/** A Monday at nine in Shanghai. */
const opening: Instant = '2026-03-02T01:00:00.000Z';
const workflow = { kind: 'process', name: 'opportunity-workflow' } as const;

const ask: ReceiveLead = {
  type: 'ReceiveLead',
  playbookKey: 'group-customer',
  channel: 'hotline',
  asked: '想了解专线',
  askedBy: '王女士',
  phone: '021-55550008',
};

/** Kept by `manager`, heard by somebody else. */
function kept(customerClass?: CustomerClass): CustomerStory {
  const story = new Story(customerDecider, customer).knowing(facts).at(opening);
  story.when({ type: 'RegisterCustomer', name: '测试集团', accountManagerId: manager, class: customerClass });
  return story.by(staffCaller(listener));
}

function received(story = kept(), command: ReceiveLead = ask): string {
  story.when(command);
  return openLeads(story.state!).at(-1)!.id;
}

function handedOver(story = kept()): string {
  const leadId = received(story);
  story.when({ type: 'HandOverLead', leadId });
  return leadId;
}

it.each([
  ['hotline', undefined],
  ['customer-zone', undefined],
  ['account-manager', 'not-passive'],
  ['sales-agent', 'not-passive'],
  ['integrator', 'not-passive'],
  ['fax', 'unknown'],
])('S5: a lead by %s: %s', (channel, problem) => {
  const outcome = kept().judge({ ...ask, channel });
  if (problem === undefined) expect(outcome).toMatchObject([{ data: { channel } }]);
  else {
    expect(outcome).toMatchObject({ missing: [{ key: 'channel', problem }], detail: { channels: expect.anything() } });
    expect((outcome as Refusal).detail!['channels']).not.toContain('account-manager');
  }
});

it('S5: also by a channel that does not serve the class: the customer came, and is handed over', () => {
  const story = kept('A');
  expect(definition.channels!.find(({ key }) => key === 'experience-store')!.classes).not.toContain('A');
  story.when({ ...ask, channel: 'experience-store' });
});

it('S5: who asked and what is sealed: under their own key, or with the customer’s people, so that it is erased with them', () => {
  const story = kept();
  const [byName] = story.when(ask);
  expect(byName!.data).not.toHaveProperty('askedBy');
  const { peopleId } = byName!.data as { peopleId: string };
  expect(byName!.personal).toEqual({
    owner: peopleId,
    fields: { asked: ask.asked, askedBy: ask.askedBy, phone: ask.phone },
  });
  const known = { ...ask, askedBy: undefined, phone: undefined, contactId: contactOn('user') };
  expect(story.when(known)[0]).toMatchObject({ personal: { owner: contactOn('user') }, data: { peopleId: undefined } });

  const [erased] = story.by(staffCaller(supervisor)).when({ type: 'ErasePeople', ground: 'requested' });
  expect(erased!.data).toMatchObject({ peopleId });
  const [later] = story.by(staffCaller(listener)).when(ask);
  expect(later!.personal!.owner).not.toBe(peopleId);
});

it('S5: every wrong field is named', () => {
  const story = kept();
  const named = (change: Partial<ReceiveLead>): string[] => story.refuses({ ...ask, ...change }, 'INVALID_INPUT');
  expect(named({ asked: ' ' })).toEqual(['asked']);
  expect(named({ askedBy: undefined })).toEqual(['askedBy']);
  expect(named({ askedBy: '长'.repeat(201) })).toEqual(['askedBy']);
  expect(named({ phone: '12' })).toEqual(['phone']);
  expect(named({ receivedAt: '2026-03-02' })).toEqual(['receivedAt']);
  expect(named({ receivedAt: '2026-03-02T01:00:01Z' })).toEqual(['receivedAt']);
  expect(named({ receivedAt: '2026-01-30T01:00:00Z' })).toEqual(['receivedAt']);
  expect(story.refuses({ ...ask, contactId: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual(['contactId']);
  expect(story.refuses({ ...ask, playbookKey: 'none' }, 'UNKNOWN_REFERENCE')).toEqual(['playbookKey']);
});

it('S5: a playbook that says nothing of leads receives none', () => {
  const id = playbookStreamId('group-customer');
  const published = { definition: { ...definition, leads: undefined }, contentHash: '' };
  const silent = { id, key: 'group-customer', versions: new Map([[1, published]]), latestVersion: 1 };
  const story = kept().knowing({ playbook: new Map([[id, silent]]) });
  expect(story.judge(ask)).toMatchObject({ missing: [{ key: 'playbookKey', problem: 'section-missing' }] });
});

it('S5: whoever sells or leads may hear one; an auditor only reads, and who has left hears nothing', () => {
  kept().by(staffCaller(supervisor)).when(ask);
  kept().by(staffCaller(auditor)).refuses(ask, 'NOT_ALLOWED');
  kept()
    .by(staffCaller(idOf('nobody')))
    .refuses(ask, 'NOT_ALLOWED');
  kept().by(workflow).refuses(ask, 'NOT_ALLOWED');
});

it('S5: it goes to the account manager, within the working hours that the playbook gives, who hears of it', () => {
  const story = kept('A');
  // Friday at half past four: two working hours end on Monday.
  const [heard] = story.at('2026-03-06T08:30:00.000Z').when({ ...ask, receivedAt: '2026-03-06T08:30:00Z' });
  expect(heard!.data).toMatchObject({ handOverBy: '2026-03-09T01:30:00.000Z' });
  const leadId = openLeads(story.state!)[0]!.id;
  const [event] = story.at(opening.replace('02T', '09T')).when({ type: 'HandOverLead', leadId, note: '请回电' });
  expect(event).toMatchObject({
    data: { leadId, to: manager, takeUpBy: '2026-03-09T05:00:00.000Z' },
    personal: { owner: customer, fields: { note: '请回电' } },
  });
  expect(reminderOf(story.history.at(-1)!)).toEqual({
    kind: 'lead-handed-over',
    dueAt: '2026-03-09T05:00:00.000Z',
    to: { staffIds: [manager] },
    about: { leadId },
  });
  expect(openLeads(story.state!)).toMatchObject([{ status: 'handed-over', dueAt: '2026-03-09T05:00:00.000Z' }]);
});

it('S5: while nobody has classified the customer it may take as long as for class C', () => {
  const story = kept();
  handedOver(story);
  expect(openLeads(story.state!)[0]!.dueAt).toBe('2026-03-04T01:00:00.000Z');
});

it('S5: handed over by who heard it, by the account manager, or by somebody above', () => {
  const story = kept();
  const leadId = received(story);
  story.by(staffCaller(other)).refuses({ type: 'HandOverLead', leadId }, 'NOT_ALLOWED');
  for (const who of [listener, manager, supervisor]) {
    expect(story.by(staffCaller(who)).judge({ type: 'HandOverLead', leadId })).toMatchObject([
      { data: { to: manager } },
    ]);
  }
  expect(story.refuses({ type: 'HandOverLead', leadId: idOf('none') }, 'UNKNOWN_REFERENCE')).toEqual(['leadId']);
});

it('S5: a customer whom nobody keeps needs an account manager first; who has left takes nothing over', () => {
  const story = new Story(customerDecider, customer).knowing(facts);
  story.when({ type: 'RegisterCustomer', name: '测试集团' });
  const leadId = received(story.by(staffCaller(listener)));
  const handOver = { type: 'HandOverLead', leadId } as const;
  expect(story.refuses(handOver, 'FACT_MISSING')).toEqual(['account-manager-assigned']);
  story.by(staffCaller(supervisor)).when({ type: 'AssignAccountManager', accountManagerId: other });
  const left = new Map([...facts.staff, staffMember(other, ['account-manager'], { active: false })]);
  story.by(staffCaller(listener)).knowing({ staff: left });
  expect(story.judge(handOver)).toMatchObject({ missing: [{ problem: 'not-an-active-account-manager' }] });
  story.knowing(facts).when(handOver);
});

it('S5: closed by whom it was handed to, by nobody else; before that by who heard it', () => {
  const story = kept();
  const leadId = handedOver(story);
  const close = { type: 'CloseLead', leadId, reason: 'no-need', note: '暂不需要' } as const;
  for (const who of [listener, supervisor, other]) {
    const refusal = story.by(staffCaller(who)).judge(close) as Refusal;
    expect([refusal.refused, refusal.missing[0]?.suppliedBy]).toEqual(['NOT_ALLOWED', [{ staffId: manager }]]);
  }
  story.by(staffCaller(manager));
  expect(story.refuses({ ...close, note: ' ' }, 'INVALID_INPUT')).toEqual(['note']);
  story.when(close);
  expect(story.refuses(close, 'LEAD_SETTLED')).toEqual([leadId]);
  story.refuses({ type: 'HandOverLead', leadId }, 'LEAD_SETTLED');
  expect(openLeads(story.state!)).toEqual([]);

  const early = kept();
  early.when({ type: 'CloseLead', leadId: received(early), reason: 'answered-at-once' });
});

it('S5: handed over once more when the customer has another account manager, and to nobody twice', () => {
  const story = kept();
  const leadId = handedOver(story);
  story.refuses({ type: 'HandOverLead', leadId }, 'ALREADY_EXISTS');
  story.by(staffCaller(supervisor)).when({ type: 'AssignAccountManager', accountManagerId: other });
  const [event] = story.when({ type: 'HandOverLead', leadId });
  expect(event!.data).toMatchObject({ to: other });
  story.by(staffCaller(manager)).refuses({ type: 'CloseLead', leadId, reason: 'no-need' }, 'NOT_ALLOWED');
});

it('S5: the sale that it became is noted once, also when it was closed in the same moment', () => {
  const story = kept();
  const leadId = handedOver(story);
  story.by(staffCaller(manager)).refuses({ type: 'NoteLeadTakenUp', leadId }, 'NOT_ALLOWED');
  story.when({ type: 'CloseLead', leadId, reason: 'not-reached' });
  story.by(workflow).when({ type: 'NoteLeadTakenUp', leadId });
  expect(story.state!.leads!.get(leadId)).toMatchObject({
    status: 'taken-up',
    opportunityId: saleOfLead(leadId),
    closeReason: undefined,
  });
  story.refuses({ type: 'NoteLeadTakenUp', leadId }, 'ALREADY_EXISTS');
});

it('S5: who has open leads is not merged into another customer: nobody would take them up any more', () => {
  const duplicate = kept();
  const leadId = handedOver(duplicate);
  const survivor = new Story(customerDecider, idOf('survivor')).knowing(facts);
  survivor.when({ type: 'RegisterCustomer', name: '测试', accountManagerId: manager });
  survivor.by(staffCaller(supervisor)).knowing({ customer: new Map([[customer, duplicate.state!]]) });
  const claim = { type: 'ClaimDuplicate', duplicateId: customer } as const;
  expect(survivor.refuses(claim, 'LEADS_OPEN')).toEqual([leadId]);
  duplicate.by(staffCaller(manager)).when({ type: 'CloseLead', leadId, reason: 'sale-under-way' });
  survivor.knowing({ customer: new Map([[customer, duplicate.state!]]) }).when(claim);

  // Heard between the claim and the merge.
  received(duplicate);
  duplicate.by(staffCaller(supervisor)).knowing({ customer: new Map([[survivor.streamId, survivor.state!]]) });
  duplicate.refuses({ type: 'MergeInto', survivorId: survivor.streamId }, 'LEADS_OPEN');
});

it('S5: more open leads than anybody reads are refused', () => {
  const story = kept();
  for (let count = 0; count < MAX_OPEN_LEADS; count++) story.when(ask);
  story.refuses(ask, 'LIMIT_EXCEEDED');
});

it('S5: a playbook with leads has a channel for them', () => {
  expect(leadProblems(definition)).toEqual([]);
  const channels = definition.channels!.map((channel) => ({ ...channel, kind: 'active' as const }));
  expect(leadProblems({ ...definition, channels }).map(({ path, code }) => [path, code])).toEqual([
    ['leads', 'channel-missing'],
  ]);
  expect(leadProblems({ ...definition, channels: undefined, leads: undefined })).toEqual([]);
});
