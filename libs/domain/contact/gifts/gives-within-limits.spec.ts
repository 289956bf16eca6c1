// Gifts and invitations: within limits at once, above them by somebody else's word, above the upper ones and to a tender's committee never.
import { playbookStreamId } from '../../derived-id';
import type { Id } from '../../event';
import type { FactStates } from '../../facts';
import type { CustomerCommand, CustomerEvent, CustomerState } from '../../customer/customer';
import { customerDecider } from '../../customer/customer';
import type { GiftRules } from '../../playbook/gifts';
import type { PlaybookDefinition } from '../../playbook/playbook';
import type { Refusal } from '../../refusal';
import type { DelegationScope, StaffState } from '../../staff/staff';
import { idOf, someInstant, staffCaller, Story } from '../../testing/given';
import { learned, saleOn, shippedDefinition } from '../../testing/shipped-opportunity';
import {
  contactOn,
  customer,
  director,
  manager,
  president,
  staffMember,
  storyFacts,
  supervisor,
  type OpportunityStory,
} from '../../testing/story-opportunity';
import { contactDecider, type ContactCommand, type ContactEvent, type ContactState } from '../contact';
import type { AskGift, DecideGift, GiftOutcome, RecordGift } from './gifts';
import { yearsOf } from './limits';

type ContactStory = Story<ContactState, ContactCommand, ContactEvent>;

const title = { 'zh-CN': '某', en: 'Some' };
const rules: GiftRules = {
  kinds: [
    { key: 'keepsake', title, perGift: { approvalAboveFen: 200, refusedAboveFen: 500 } },
    {
      key: 'event',
      title,
      perGift: { approvalAboveFen: 500, refusedAboveFen: 800 },
      perYear: { approvalAboveFen: 700, refusedAboveFen: 900 },
    },
    { key: 'money', title, perGift: { approvalAboveFen: 0, refusedAboveFen: 0 } },
  ],
  occasions: [{ key: 'mid-autumn', title }],
  perContactYear: { approvalAboveFen: 1000, refusedAboveFen: 1500 },
};
const definition: PlaybookDefinition = { ...shippedDefinition('group-customer'), gifts: rules };
const delegate = idOf('delegate');
const stranger = idOf('supervisor of others');

function lends(to: Id, scope: DelegationScope = {}): StaffState['delegations'][number] {
  const period = { from: '2026-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
  return { id: idOf(`to ${to}`), to, ...period, scope };
}

function facts(...staff: [Id, StaffState][]): FactStates {
  const known = storyFacts(definition, [
    staffMember(delegate, ['supervisor']),
    staffMember(stranger, ['supervisor']),
    staffMember(idOf('administrator'), ['administrator']),
    ...staff,
  ]);
  return { ...known, customer: new Map([[customer, { id: customer, accountManagerId: manager, agreements: [] }]]) };
}

function contact(known = facts(), on = 'expert'): ContactStory {
  const story = new Story(contactDecider, contactOn(on)).knowing(known).by(staffCaller(manager));
  story.when({ type: 'RegisterContact', customerId: customer, name: '李主任' });
  return story;
}

const gift = (valueFen: number, more: Partial<AskGift> = {}): AskGift => ({
  type: 'AskGift',
  playbookKey: definition.key,
  kind: 'keepsake',
  occasion: 'mid-autumn',
  valueFen,
  on: '2026-03-02',
  note: '茶叶一盒，中秋问候',
  openOpportunityIds: [],
  ...more,
});

const latest = (story: ContactStory) => [...story.state!.gifts!.values()].at(-1)!;

function asks(story: ContactStory, ...asked: Parameters<typeof gift>): Id {
  story.by(staffCaller(manager)).when(gift(...asked));
  return latest(story).id;
}

const decides = (giftId: Id, more: Partial<DecideGift> = {}): DecideGift => ({
  type: 'DecideGift',
  giftId,
  decision: 'approve',
  openOpportunityIds: [],
  ...more,
});
const recorded = (giftId: Id, outcome: GiftOutcome, on = '2026-03-02'): RecordGift => ({
  type: 'RecordGift',
  giftId,
  outcome,
  on,
  openOpportunityIds: [],
});

describe('S20: limits', () => {
  it('S20: what is within all of them may be given at once; what it is stays sealed under the key of who gets it', () => {
    const story = contact();
    const [asked] = story.when(gift(200));
    expect(asked).toMatchObject({
      type: 'GiftAsked',
      data: { kind: 'keepsake', valueFen: 200, exceeds: [], playbook: { key: definition.key, version: 1 } },
      personal: { owner: story.streamId, fields: { note: '茶叶一盒，中秋问候' } },
    });
    expect(latest(story)).toMatchObject({ status: 'allowed', askedById: manager, allowedOn: '2026-03-02' });
  });

  it.each([
    ['one gift', [], 201, 'keepsake', { limit: 'per-gift', aboveFen: 200, comesToFen: 201 }],
    ['a kind in a year', [400], 301, 'event', { limit: 'kind-per-year', aboveFen: 700, comesToFen: 701 }],
    ['a contact in a year', [500, 200], 200, 'keepsake', undefined],
    [
      'a contact in a year',
      [500, 200, 200],
      101,
      'keepsake',
      { limit: 'contact-per-year', aboveFen: 1000, comesToFen: 1001 },
    ],
  ] as const)('S20: above the limit of %s somebody has to agree', (_limit, before, valueFen, kind, above) => {
    const story = contact();
    for (const value of before) asks(story, value, { kind: value > 200 ? 'event' : 'keepsake' });
    asks(story, valueFen, { kind });
    expect(latest(story)).toMatchObject({
      status: above === undefined ? 'allowed' : 'asked',
      exceeds: [above].flatMap((each) => each ?? []),
    });
  });

  it.each([
    ['one gift', [], 501, 'keepsake', { limit: 'per-gift', aboveFen: 500, comesToFen: 501 }],
    ['money of whatever value', [], 1, 'money', { limit: 'per-gift', aboveFen: 0, comesToFen: 1 }],
    ['a kind in a year', [500], 401, 'event', { limit: 'kind-per-year', aboveFen: 900, comesToFen: 901 }],
    [
      'a contact in a year',
      [500, 500, 400],
      101,
      'keepsake',
      { limit: 'contact-per-year', aboveFen: 1500, comesToFen: 1501 },
    ],
  ] as const)('S20: above the upper limit of %s it is refused', (_limit, before, valueFen, kind, detail) => {
    const story = contact();
    for (const [index, value] of before.entries()) asks(story, value, { kind: index === 0 ? 'event' : 'keepsake' });
    const refused = story.judge(gift(valueFen, { kind })) as Refusal;
    expect(refused).toMatchObject({ refused: 'GIFT_ABOVE_LIMIT', missing: [{ key: 'valueFen' }], detail });
  });

  it('S20: another year counts for itself, and so does nothing that was not given in the end', () => {
    const story = contact();
    const [first, second] = [asks(story, 500), asks(story, 500)];
    story.refuses(gift(501), 'GIFT_ABOVE_LIMIT');
    asks(story, 500);
    story.refuses(gift(1), 'GIFT_ABOVE_LIMIT');
    story.when(gift(1, { on: '2027-01-01' }));
    story.by(staffCaller(supervisor)).when(decides(first, { decision: 'reject' }));
    story.when(decides(second));
    story.by(staffCaller(manager)).when(recorded(second, 'declined'));
    expect(yearsOf(story.state!.gifts!)).toEqual([
      { year: '2027', countedFen: 1 },
      { year: '2026', countedFen: 500 },
    ]);
  });

  it.each([
    ['a kind that is none', { kind: 'car' }, 'UNKNOWN_REFERENCE', 'kind'],
    ['an occasion that is none', { occasion: 'friday' }, 'UNKNOWN_REFERENCE', 'occasion'],
    ['a playbook that is none', { playbookKey: 'none' }, 'UNKNOWN_REFERENCE', 'playbookKey'],
    ['nothing said', { note: ' ' }, 'INVALID_INPUT', 'note'],
    ['no value', { valueFen: 0 }, 'INVALID_INPUT', 'valueFen'],
    ['half a fen', { valueFen: 0.5 }, 'INVALID_INPUT', 'valueFen'],
    ['yesterday', { on: '2026-03-01' }, 'INVALID_INPUT', 'on'],
    ['in two years', { on: '2028-03-02' }, 'INVALID_INPUT', 'on'],
    ['no day', { on: '2026-02-30' }, 'INVALID_INPUT', 'on'],
    ['a sale that is none', { opportunityId: idOf('none') }, 'UNKNOWN_REFERENCE', 'opportunityId'],
  ] as const)('S20: %s: refused', (_what, change, code, field) => {
    expect(contact().refuses(gift(100, change), code)).toEqual([field]);
  });

  it('S20: a playbook that says nothing of gifts allows none', () => {
    const id = playbookStreamId(definition.key);
    const silent = { definition: { ...definition, gifts: undefined }, contentHash: '' };
    const playbook = new Map([[id, { id, key: definition.key, versions: new Map([[1, silent]]), latestVersion: 1 }]]);
    expect(contact({ ...facts(), playbook }).refuses(gift(1), 'UNKNOWN_REFERENCE')).toEqual(['playbookKey']);
  });
});

describe('law 8: who agrees', () => {
  const eyes = (story: ContactStory, who: Id) => story.by(staffCaller(who));

  it('law 8: somebody above who asked, however far; what it was decided by is on record', () => {
    for (const above of [supervisor, director, president]) {
      const story = contact();
      const id = asks(story, 300);
      expect(eyes(story, above).when(decides(id, { note: '可以' }))).toMatchObject([
        { data: { deciderId: above, eyesId: above, decision: 'approve' }, personal: { fields: { note: '可以' } } },
      ]);
      expect(latest(story)).toMatchObject({ status: 'allowed', decided: { eyesId: above } });
      story.refuses(decides(id), 'APPROVAL_CLOSED');
    }
  });

  it('law 8: not who asked, not one beside the line, not an administrator, not an account manager', () => {
    const story = contact();
    const id = asks(story, 300);
    eyes(story, manager).refuses(decides(id), 'OWN_SUBMISSION');
    for (const who of [stranger, idOf('administrator'), idOf('nobody')]) {
      eyes(story, who).refuses(decides(id), 'NOT_AN_APPROVER');
    }
    story.by({ kind: 'process', name: 'setup' }).refuses(decides(id), 'NOT_AN_APPROVER');
  });

  it('law 8: a delegate decides in a superior’s place, within what was delegated', () => {
    const acting = decides('', { actingFor: supervisor });
    const known = (scope: DelegationScope) =>
      facts(staffMember(supervisor, ['supervisor'], { superiorId: director, delegations: [lends(delegate, scope)] }));
    const story = contact(known({ kinds: ['gift'], maxAmountFen: 300 }));
    const giftId = asks(story, 300);
    eyes(story, delegate).refuses(decides(giftId), 'NOT_AN_APPROVER');
    expect(story.when({ ...acting, giftId })).toMatchObject([
      { data: { deciderId: delegate, eyesId: supervisor, delegationIds: [idOf(`to ${delegate}`)] } },
    ]);
    const dearer = asks(story, 301);
    eyes(story, delegate).refuses({ ...acting, giftId: dearer }, 'NOT_AN_APPROVER');
    const ofOffers = contact(known({ kinds: ['offer'] }));
    const offered = asks(ofOffers, 300);
    eyes(ofOffers, delegate).refuses({ ...acting, giftId: offered }, 'NOT_AN_APPROVER');
  });

  it('law 8: who asked does not decide as a delegate, nor does anybody by way of them or in their place', () => {
    const known = facts(
      staffMember(supervisor, ['supervisor'], { superiorId: director, delegations: [lends(manager)] }),
      staffMember(manager, ['account-manager', 'supervisor'], {
        superiorId: supervisor,
        delegations: [lends(delegate)],
      }),
    );
    const story = contact(known);
    const id = asks(story, 300);
    eyes(story, manager).refuses(decides(id, { actingFor: supervisor }), 'OWN_SUBMISSION');
    eyes(story, delegate).refuses(decides(id, { actingFor: supervisor }), 'OWN_SUBMISSION');
    story.refuses(decides(id, { actingFor: manager }), 'OWN_SUBMISSION');
    eyes(story, director).when(decides(id));
  });

  it('law 8: a superior who asks is agreed to by somebody above; where there is nobody, nothing is asked', () => {
    const story = contact();
    eyes(story, supervisor).when(gift(300));
    const { id } = latest(story);
    story.refuses(decides(id), 'OWN_SUBMISSION');
    eyes(story, director).when(decides(id));
    expect(eyes(story, president).refuses(gift(300), 'NO_APPROVER')).toEqual(['supervisor']);
    story.when(gift(200));
  });

  it('S20: an administrator gives nothing away, and nobody asks for another’s customer', () => {
    contact()
      .by(staffCaller(idOf('administrator')))
      .refuses(gift(100), 'NOT_ALLOWED');
    contact().by(staffCaller(stranger)).refuses(gift(100), 'NOT_ALLOWED');
  });
});

describe('the register', () => {
  it('S20: given once it is allowed, returned once it was given; declined or withdrawn instead', () => {
    const story = contact();
    const id = asks(story, 300);
    story.refuses(recorded(id, 'given'), 'APPROVAL_OPEN');
    story.by(staffCaller(supervisor)).when(decides(id));
    story.by(staffCaller(manager)).refuses(recorded(id, 'returned'), 'GIFT_STEP_ORDER');
    story.when(recorded(id, 'given'));
    for (const outcome of ['given', 'declined'] as const) story.refuses(recorded(id, outcome), 'GIFT_STEP_ORDER');
    story.refuses({ type: 'WithdrawGift', giftId: id }, 'GIFT_STEP_ORDER');
    story.when(recorded(id, 'returned'));
    const another = asks(story, 300);
    story.when({ type: 'WithdrawGift', giftId: another });
    story.by(staffCaller(supervisor)).refuses(decides(another), 'APPROVAL_CLOSED');
    expect(story.refuses(recorded(idOf('none'), 'given'), 'UNKNOWN_REFERENCE')).toEqual(['giftId']);
  });

  it('S20: neither before it was allowed, nor tomorrow, nor in another year than it was asked for', () => {
    const story = contact();
    const id = asks(story, 300, { on: '2026-12-31' });
    story.by(staffCaller(supervisor)).at('2026-12-30T01:00:00.000Z').when(decides(id));
    story.by(staffCaller(manager)).at('2027-01-02T01:00:00.000Z');
    const days = ['2026-12-29', '2027-01-03', '2027-01-01', '2026-02-30'];
    const problems = days.map((on) => (story.judge(recorded(id, 'given', on)) as Refusal).missing[0]!.problem);
    expect(problems).toEqual(['before-allowed', 'in-the-future', 'of-another-year', 'not-a-date']);
    story.when(recorded(id, 'given', '2026-12-31'));
    expect((story.judge(recorded(id, 'returned', '2026-12-30')) as Refusal).missing[0]!.problem).toBe('before-given');
    story.when(recorded(id, 'returned', '2027-01-02'));
  });

  it('law 12: of an erased contact values stay, and nothing more is asked', () => {
    const story = contact();
    const id = asks(story, 200);
    story.by(staffCaller(supervisor)).when({ type: 'EraseContact', ground: 'requested' });
    expect(latest(story)).toMatchObject({ id, valueFen: 200, status: 'allowed' });
    story.refuses(recorded(id, 'given'), 'CONTACT_ERASED');
    story.refuses(gift(100), 'CONTACT_ERASED');
  });
});

describe('to whom nothing is given', () => {
  const sale = (tender: boolean | undefined): OpportunityStory => {
    const story = saleOn(definition);
    return tender === undefined ? story : learned(story, definition, 'pre1', { tender });
  };
  const knowing = (story: OpportunityStory): FactStates => ({
    ...facts(),
    opportunity: new Map([[story.streamId, story.state!]]),
  });
  const during = (story: OpportunityStory) => ({ openOpportunityIds: [story.streamId] });

  it('Tendering Law 44: a member of the evaluation committee, while the tender runs, on whatever sale', () => {
    const tender = sale(true);
    const refused = contact(knowing(tender)).judge(gift(1, during(tender))) as Refusal;
    expect(refused).toMatchObject({
      refused: 'TENDER_OFFICIAL_CHANNEL_ONLY',
      missing: [{ key: 'exp2t' }],
      detail: { opportunityId: tender.streamId, level: 'expert' },
    });
    contact(knowing(tender), 'user').when(gift(100, during(tender)));
    contact(knowing(sale(false))).when(gift(100, during(tender)));
    tender.when({ type: 'WithdrawOpportunity', reason: 'not-worth-pursuing' });
    contact(knowing(tender)).when(gift(100, during(tender)));
  });

  it('Tendering Law 44: nor while nobody knows whether it is one, and not by naming the sale either', () => {
    const unknown = sale(undefined);
    expect(contact(knowing(unknown)).refuses(gift(1, during(unknown)), 'CONDITION_UNDECIDED')).toEqual(['tender']);
    const tender = sale(true);
    contact(knowing(tender)).refuses(gift(1, { opportunityId: tender.streamId }), 'TENDER_OFFICIAL_CHANNEL_ONLY');
  });

  it('Tendering Law 44: a tender that began after it was asked forbids to agree and to give; it can be declined', () => {
    const [free, tender] = [sale(false), sale(true)];
    const story = contact(knowing(free));
    const dear = asks(story, 300, during(free));
    const small = asks(story, 100, during(free));
    story.knowing(knowing(tender));
    story.by(staffCaller(supervisor)).refuses(decides(dear, during(tender)), 'TENDER_OFFICIAL_CHANNEL_ONLY');
    story.when(decides(dear, { ...during(tender), decision: 'reject' }));
    story.by(staffCaller(manager));
    story.refuses({ ...recorded(small, 'given'), ...during(tender) }, 'TENDER_OFFICIAL_CHANNEL_ONLY');
    story.when({ ...recorded(small, 'declined'), ...during(tender) });
  });

  it('S20: a sale that is named is of the same customer, and its playbook the one whose limits hold', () => {
    const named = sale(false);
    const state = { ...named.state!, customerId: idOf('elsewhere') };
    const elsewhere = { ...facts(), opportunity: new Map([[named.streamId, state]]) };
    expect(contact(elsewhere).refuses(gift(1, { opportunityId: named.streamId }), 'UNKNOWN_REFERENCE')).toEqual([
      'opportunityId',
    ]);
    const other = { ...named.state!, playbook: { ...named.state!.playbook, key: 'story' } };
    const byOther = { ...facts(), opportunity: new Map([[named.streamId, other]]) };
    expect(contact(byOther).refuses(gift(1, { opportunityId: named.streamId }), 'UNKNOWN_REFERENCE')).toEqual([
      'playbookKey',
    ]);
    contact(knowing(named)).when(gift(1, { opportunityId: named.streamId }));
  });

  it('S20: people of an organisation that accepts nothing; that it does after all is said by those above', () => {
    const organisation: Story<CustomerState, CustomerCommand, CustomerEvent> = new Story(customerDecider, customer);
    organisation.knowing(facts()).by(staffCaller(manager)).when({ type: 'RegisterCustomer', name: '测试集团' });
    organisation.when({ type: 'RecordGiftRule', giftsAccepted: false, note: '廉洁协议第三条' });
    const known = { ...facts(), customer: new Map([[customer, organisation.state!]]) };
    expect(contact(known).refuses(gift(1), 'GIFTS_NOT_ACCEPTED')).toEqual(['gifts-accepted']);
    const lifted = { type: 'RecordGiftRule', giftsAccepted: true } as const;
    organisation.refuses(lifted, 'NOT_ALLOWED');
    organisation.by(staffCaller(supervisor)).when(lifted);
    contact({ ...facts(), customer: new Map([[customer, organisation.state!]]) }).when(gift(1));
  });
});

describe('S14: after a merge', () => {
  const survivor = idOf('survivor');
  const merged = (duplicate: Partial<CustomerState>, standing: Partial<CustomerState>): FactStates => ({
    ...facts(staffMember(idOf('keeper'), ['account-manager'], { superiorId: supervisor })),
    customer: new Map([
      [customer, { id: customer, accountManagerId: manager, agreements: [], mergedInto: survivor, ...duplicate }],
      [survivor, { id: survivor, accountManagerId: idOf('keeper'), agreements: [], claimed: [customer], ...standing }],
    ]),
  });

  it('S14: what was given before still counts, and who keeps the survivor asks', () => {
    const story = contact();
    asks(story, 500, { kind: 'event' });
    asks(story, 500);
    asks(story, 500);
    story.knowing(merged({}, {})).refuses(gift(1), 'NOT_ALLOWED');
    story.by(staffCaller(idOf('keeper'))).refuses(gift(1), 'GIFT_ABOVE_LIMIT');
    story.when(gift(1, { on: '2027-03-01' }));
  });

  it('S14: what either organisation forbade is forbidden, until the survivor says otherwise', () => {
    const story = contact()
      .by(staffCaller(idOf('keeper')))
      .at(someInstant);
    story.knowing(merged({ giftsAccepted: false }, {})).refuses(gift(1), 'GIFTS_NOT_ACCEPTED');
    story.knowing(merged({}, { giftsAccepted: false })).refuses(gift(1), 'GIFTS_NOT_ACCEPTED');
    story.knowing(merged({ giftsAccepted: false }, { giftsAccepted: true })).when(gift(1));
  });
});
