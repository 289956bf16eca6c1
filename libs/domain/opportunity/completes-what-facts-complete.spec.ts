// S7: an action without a form is completed by what happened, and only by what happened since the sale last went back for it.
import { idOf } from '../testing/given';
import {
  contactOn,
  levels,
  manager,
  opportunity,
  plainLine,
  reviseOffer,
  storyDefinition,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import type { DerivedFact } from '../playbook/playbook';
import { isEstablished } from './derived-facts';
import type { OpportunityEvent } from './opportunity-events';

const definition = storyDefinition();
const user = contactOn('user');
const rivalId = idOf('rival');
const today = '2026-03-02';

type Asked = Partial<Parameters<typeof isEstablished>[1]>;
const holds = (fact: DerivedFact, story: OpportunityStory, asked: Asked = {}): boolean =>
  isEstablished(fact, { state: story.state!, definition, gate: story.state!.gate.key, since: 0, ...asked });

const visit = (kind: 'introductory' | 'solution'): OpportunityEvent => ({
  type: 'VisitPlanned',
  data: {
    visitId: idOf(kind),
    kind,
    plannedAt: '2026-03-03T01:00:00.000Z',
    contactIds: [user],
    appearance: 'business',
    topics: [],
    steps: [],
  },
});
const report = (kind: 'introductory' | 'solution'): OpportunityEvent => ({
  type: 'VisitReported',
  data: { visitId: idOf(kind), kind, visitedOn: today, metIds: [user], accepted: true, checked: [] },
});

/** What establishes a fact, after what, and whom or what it is asked about. */
type Case = { fact: DerivedFact; before?: OpportunityEvent; event: OpportunityEvent; asked?: Asked };
const noted: OpportunityEvent = { type: 'RivalNoted', data: { rivalId } };
const cases: Case[] = [
  {
    fact: 'break-through-planned',
    event: {
      type: 'BreakThroughPlanned',
      data: { barrier: 'blocked', remedy: 'ask', technique: 'praise', introducerId: user },
    },
  },
  {
    fact: 'introduced-to-power',
    event: {
      type: 'ContactIntroduced',
      data: { contactId: contactOn('influencer'), level: 'influencer', introducerId: user, metOn: today },
    },
  },
  { fact: 'self-reviewed', event: { type: 'SelfReviewed', data: { revision: 1 } } },
  {
    fact: 'swot-analysed',
    before: noted,
    event: { type: 'SwotRecorded', data: { rivalId, revision: 1 } as never },
  },
  {
    fact: 'strategy-chosen',
    before: noted,
    event: {
      type: 'StrategyChosen',
      data: { rivalId, strategy: 'flanking', facts: {}, recommendedBy: [], warnedBy: [], brokenRules: [] },
    },
  },
  {
    fact: 'rehearsed',
    event: {
      type: 'RehearsalNoted',
      data: { rehearsalId: idOf('rehearsal'), case: 'first-visit', staffId: manager, heldOn: today, total: 80 },
    },
    asked: { rehearsal: 'first-visit' },
  },
  {
    fact: 'appointment-booked',
    event: { type: 'CallRecorded', data: { contactId: user, script: 'existing', outcome: 'booked' } },
    asked: { contactId: user },
  },
  { fact: 'visited', before: visit('introductory'), event: report('introductory'), asked: { contactId: user } },
  { fact: 'solution-presented', before: visit('solution'), event: report('solution'), asked: { contactId: user } },
  {
    fact: 'negotiation-prepared',
    event: { type: 'NegotiationPrepared', data: { testId: idOf('test'), percent: 90 } },
  },
];

it.each(cases)('S7: $fact counts from its event on, and not any more once the sale went back', (each) => {
  const { fact, before, event, asked } = each;
  const story = withChain();
  expect(holds(fact, story, asked)).toBe(false);
  if (before !== undefined) story.happened([before]);
  expect(holds(fact, story, asked)).toBe(false);
  story.happened([event]);
  const { version } = story.state!;
  expect(holds(fact, story, asked)).toBe(true);
  expect(holds(fact, story, { ...asked, since: version - 1 })).toBe(true);
  expect(holds(fact, story, { ...asked, since: version })).toBe(false);
});

it('S16, S17: what is asked about one person or one case is not answered by another, nor without one', () => {
  const story = withChain();
  for (const { before, event } of cases) story.happened(before === undefined ? [event] : [before, event]);
  const spare = contactOn('spare');
  for (const fact of ['appointment-booked', 'visited', 'solution-presented'] as const) {
    expect([holds(fact, story, { contactId: spare }), holds(fact, story)]).toEqual([false, false]);
  }
  expect([holds('rehearsed', story, { rehearsal: 'another' }), holds('rehearsed', story)]).toEqual([false, false]);
  const only = withChain();
  only.happened([visit('introductory'), report('introductory')]);
  expect(holds('solution-presented', only, { contactId: user })).toBe(false);
});

it('S7: the chain is identified when every level that lies ahead has somebody or is declared absent', () => {
  const story = opportunity();
  const place = (level: string) => story.when({ type: 'PlaceContact', contactId: contactOn(level), level });
  for (const level of levels.slice(0, -1)) {
    place(level);
    expect(holds('chain-identified', story)).toBe(false);
  }
  const emptied = levels.at(-1)!;
  story.happened([
    {
      type: 'ApprovalGranted',
      data: {
        approvalId: idOf('absent'),
        subject: { kind: 'absent-level', level: emptied, reasonCode: 'other' },
        contentHash: '',
      },
    },
  ]);
  expect(holds('chain-identified', story)).toBe(true);
  // The level of the gate where the sale stands, and of those behind, speak for themselves.
  story.happened([{ type: 'GatePassed', data: { gate: 'preparation', next: 'user', leftOut: [] } }]);
  const leave = (level: string) =>
    story.happened([{ type: 'ContactTakenOff', data: { contactId: contactOn(level), level, reason: 'left' } }]);
  leave('user');
  expect(holds('chain-identified', story)).toBe(true);
  story.happened([{ type: 'GatePassed', data: { gate: 'user', next: 'purchaser', leftOut: [] } }]);
  expect(holds('chain-identified', story)).toBe(true);
  leave('expert');
  expect(holds('chain-identified', story)).toBe(false);
});

it('S22, S24: an offer counts as approved, and an agreement as recorded, for exactly the content that stands', () => {
  const story = withChain();
  const facts = () => [holds('offer-approved', story), holds('agreement-recorded', story)];
  expect(facts()).toEqual([false, false]);
  const offerHash = reviseOffer(story);
  expect(facts()).toEqual([false, false]);
  const granted = { approvalId: idOf('approval'), subject: { kind: 'offer' }, contentHash: offerHash } as const;
  story.happened([{ type: 'ApprovalGranted', data: granted }]);
  expect(facts()).toEqual([true, false]);
  story.happened([
    {
      type: 'AgreementRecorded',
      data: {
        agreementId: idOf('agreement'),
        offerHash,
        amountFen: 1,
        products: [],
        signatoryIds: [contactOn('decision-maker')],
        signedById: manager,
        signedOn: today,
        startsOn: today,
        endsOn: '2027-03-01',
      },
    },
  ]);
  expect(facts()).toEqual([true, true]);
  story.when({ type: 'ReviseOffer', lines: [{ ...plainLine, quantity: 3 }] });
  expect(facts()).toEqual([false, false]);
});

it('S26: a review counts when it is one of a sale that is being won', () => {
  const story = withChain();
  expect(holds('review-recorded', story)).toBe(false);
  const reviewed = (outcome: 'won' | 'lost') =>
    story.happened([{ type: 'ReviewRecorded', data: { outcome, decidingFactor: 'price' } }]);
  reviewed('lost');
  expect(holds('review-recorded', story)).toBe(false);
  reviewed('won');
  expect(holds('review-recorded', story)).toBe(true);
});

describe('S19: a need', () => {
  const noted = (need: string, kind: 'latent' | 'explicit', ...difficulties: string[]): OpportunityEvent => ({
    type: 'NeedRecorded',
    data: { needId: idOf(need), kind, difficulties },
  });
  const guided = (need: string, ...difficulties: string[]): OpportunityEvent => ({
    type: 'NeedGuided',
    data: { needId: idOf(need), outcome: 'confirmed', difficulties },
  });
  const planned: OpportunityEvent = { type: 'QuestionsPlanned', data: { questions: [{ kind: 'open' }] } };
  const recommended = (...meets: string[][]): OpportunityEvent => ({
    type: 'ProductsRecommended',
    data: { catalogueVersion: 1, products: meets.map((each, index) => ({ code: `p${index}`, meets: each })) },
  });
  const bank = { ...definition, questionBank: [] as never };
  const guidedAfter = (events: OpportunityEvent[], asked: Asked = {}): boolean => {
    const story = withChain();
    story.happened(events);
    return holds('need-guided', story, { definition: bank, ...asked });
  };
  const whole = [planned, noted('one', 'explicit', 'slow'), guided('one', 'slow'), recommended(['slow'])];

  it('S19: is guided when it was planned, said by the customer, and is met by every product that is recommended', () => {
    expect(guidedAfter(whole)).toBe(true);
    whole.forEach((_, left) => expect(guidedAfter(whole.filter((_, index) => index !== left))).toBe(false));
    expect(guidedAfter([...whole, recommended(['slow'], ['dear', 'slow'])])).toBe(true);
    expect(guidedAfter([...whole, recommended(['slow'], ['dear'])])).toBe(false);
    expect(guidedAfter(whole.slice(1), { definition: { ...definition, questionBank: undefined } })).toBe(true);
  });

  it('S19: that was not guided to be explicit does not count, one among several is enough', () => {
    const latent = [planned, noted('one', 'latent', 'slow'), recommended(['slow'])];
    expect(guidedAfter(latent)).toBe(false);
    const others = [noted('two', 'explicit', 'dear'), noted('three', 'latent', 'far')];
    expect(guidedAfter([...whole, ...others])).toBe(true);
    expect(guidedAfter([...whole, ...others, recommended(['far'])])).toBe(false);
    const versionOf = (story: OpportunityStory) => story.history.find(({ type }) => type === 'NeedGuided')!.version;
    const story = withChain();
    story.happened(whole);
    const since = (version: number) => holds('need-guided', story, { definition: bank, since: version });
    expect([since(versionOf(story) - 1), since(versionOf(story))]).toEqual([true, false]);
  });

  it('S19: makes the matrix complete when every explicit one is met or accepted as a gap', () => {
    const story = withChain();
    const complete = () => holds('matrix-complete', story);
    expect(complete()).toBe(false);
    story.happened([noted('one', 'latent', 'slow')]);
    expect(complete()).toBe(false);
    story.happened([noted('two', 'explicit', 'dear', 'far'), recommended(['dear'])]);
    expect(complete()).toBe(false);
    story.happened([{ type: 'NeedGapAccepted', data: { needId: idOf('two'), difficulties: ['far'] } }]);
    expect(complete()).toBe(true);
  });
});
