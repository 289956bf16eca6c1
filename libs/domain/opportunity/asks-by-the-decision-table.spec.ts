// S22, law 9: which rounds an offer needs by the decision table, and which votes on an earlier content still count.
import type { CustomerClass, OfferBound, OfferRule, PlaybookDefinition } from '../playbook/playbook';
import { storyDefinition } from '../testing/story-opportunity';
import { approvalsIn, decides, nextOpenRound } from './approval-members';
import { carriedBallots, mergeRounds, requiredApproval, type OfferFacts } from './offer-policy';
import type { CastBallot } from './opportunity-events';
import type { Approval, Ballot } from './opportunity-state';

const title = { 'zh-CN': '规则', en: 'Rule' };
const asking = (group: string, quorum = 1) => ({ groups: [{ group, quorum }] });
const rule = (key: string, when: OfferBound[], ...rounds: OfferRule['rounds']): OfferRule => ({
  key,
  title,
  when,
  rounds,
});

function table(...offer: OfferRule[]): PlaybookDefinition {
  const definition = storyDefinition();
  return { ...definition, approvals: { ...definition.approvals, offer } };
}

const offer: OfferFacts = {
  listFen: 1000,
  amountFen: 900,
  discountBp: 1000,
  marginBp: 2000,
  termMonths: 12,
  customerClass: 'B',
};
const asked = (bound: OfferBound, facts: Partial<OfferFacts>): boolean =>
  requiredApproval(table(rule('one', [bound], asking('a'))), { ...offer, ...facts }, 'hash').rounds.length > 0;

describe('a rule of the table', () => {
  it('asks from its lower bound to its upper one, both included', () => {
    const bound: OfferBound = { input: 'discountBp', atLeast: 700, atMost: 999 };
    expect([699, 700, 999, 1000].map((discountBp) => asked(bound, { discountBp }))).toEqual([false, true, true, false]);
    expect(asked({ input: 'amountFen', atLeast: 900 }, {})).toBe(true);
    expect(asked({ input: 'amountFen', atMost: 899 }, {})).toBe(false);
  });

  it('asks for a class that it names, and for one that is not known', () => {
    const bound: OfferBound = { input: 'customerClass', in: ['A', 'B'] };
    const classes: (CustomerClass | undefined)[] = ['A', 'B', 'C', undefined];
    expect(classes.map((customerClass) => asked(bound, { customerClass }))).toEqual([true, true, false, true]);
  });

  it('asks while the margin is not known', () => {
    const bound: OfferBound = { input: 'marginBp', atMost: 1000 };
    expect([1000, 1001, undefined].map((marginBp) => asked(bound, { marginBp }))).toEqual([true, false, true]);
  });

  it('asks only when all of its bounds hold', () => {
    const both: OfferBound[] = [
      { input: 'discountBp', atLeast: 1000 },
      { input: 'termMonths', atLeast: 24 },
    ];
    const rounds = (termMonths: number) =>
      requiredApproval(table(rule('both', both, asking('a'))), { ...offer, termMonths }, 'hash').rounds;
    expect([rounds(12), rounds(24)]).toEqual([[], [{ slots: [{ group: 'a', quorum: 1, rules: ['both'] }] }]]);
  });

  it('keeps what it read, in one order; without bounds it read the whole offer', () => {
    const bounds: OfferBound[] = [
      { input: 'termMonths', atLeast: 1 },
      { input: 'customerClass', in: ['B'] },
      { input: 'amountFen', atLeast: 1 },
    ];
    const definition = table(
      rule('every', [], asking('a')),
      rule('many', bounds, asking('b')),
      rule('other', [{ input: 'discountBp', atLeast: 1001 }], asking('c')),
    );
    const { ruleInputs } = requiredApproval(definition, offer, 'hash');
    expect(ruleInputs).toEqual({
      every: { offerHash: 'hash' },
      many: { amountFen: 900, customerClass: 'B', termMonths: 12 },
    });
    expect(Object.keys(ruleInputs['many']!)).toEqual(['amountFen', 'customerClass', 'termMonths']);
  });
});

it('rules put their rounds together: every group once with the highest quorum, the first deadline of a round counts', () => {
  const first = [{ ...asking('a', 2), escalateAfter: '2h' }, asking('b')];
  const second = [{ groups: [...asking('c').groups, ...asking('a').groups], due: '1h', escalateAfter: '9h' }];
  const third = [{ ...asking('c', 3), due: '9h' }, { ...asking('b'), due: '5h' }, asking('d')];
  expect(
    mergeRounds([
      { ruleKey: 'one', rounds: first },
      { ruleKey: 'two', rounds: second },
      { ruleKey: 'three', rounds: third },
    ]),
  ).toEqual([
    {
      slots: [
        { group: 'a', quorum: 2, rules: ['one', 'two'] },
        { group: 'c', quorum: 3, rules: ['two', 'three'] },
      ],
      due: '1h',
      escalateAfter: '2h',
    },
    { slots: [{ group: 'b', quorum: 1, rules: ['one', 'three'] }], due: '5h', escalateAfter: undefined },
    { slots: [{ group: 'd', quorum: 1, rules: ['three'] }], due: undefined, escalateAfter: undefined },
  ]);
});

describe('an approval of an earlier content', () => {
  const discount: OfferBound = { input: 'discountBp', atLeast: 1000 };
  const definition = table(
    rule('every', [], asking('boss')),
    rule('discount', [discount], asking('boss'), { groups: [...asking('a').groups, ...asking('b').groups] }),
  );
  const ballot = (group: string, round: number, more: Partial<Ballot> = {}): Ballot => {
    const voterId = `${group} voter`;
    return { round, group, voterId, eyesId: voterId, decision: 'approve', version: 1, superseded: false, ...more };
  };
  const before = requiredApproval(definition, offer, 'before');
  const earlier = (ballots: Ballot[], more: Partial<Approval> = {}): Approval => ({
    id: 'earlier',
    subject: { kind: 'offer' },
    contentHash: 'before',
    submittedById: 'seller',
    rounds: before.rounds,
    round: 1,
    roundSince: { version: 1, at: '2026-03-02T01:00:00.000Z' },
    pausedMs: 0,
    status: 'granted',
    ballots,
    added: [],
    handedOver: [],
    ruleInputs: before.ruleInputs,
    ...more,
  });
  const all = [ballot('boss', 0), ballot('a', 1), ballot('b', 1, { eyesId: 'principal' })];
  const now = (facts: Partial<OfferFacts> = {}) => requiredApproval(definition, { ...offer, ...facts }, 'now');
  const carried = (approval: Approval | undefined, facts = {}, mayCount: (each: CastBallot) => boolean = () => true) =>
    carriedBallots(now(facts), approval, mayCount);

  it('counts where every rule that asks for it read the same', () => {
    expect(carried(earlier(all), { termMonths: 24 })).toEqual([
      { round: 1, group: 'a', voterId: 'a voter', eyesId: 'a voter', decision: 'approve' },
      { round: 1, group: 'b', voterId: 'b voter', eyesId: 'principal', decision: 'approve' },
    ]);
    expect(carried(earlier(all), { discountBp: 1001 })).toEqual([]);
  });

  it('counts not where a rule asks that did not ask before', () => {
    const { every } = before.ruleInputs;
    expect(carried(earlier(all, { ruleInputs: { every: every! } }))).toEqual([]);
    expect(carried(earlier(all, { ruleInputs: undefined }))).toEqual([]);
    expect(carried(undefined)).toEqual([]);
  });

  it('counts not when it was set aside, was a no, stood elsewhere, or is of who may not be counted', () => {
    const groups = (ballots: Ballot[], mayCount?: (each: CastBallot) => boolean) =>
      carried(earlier(ballots), {}, mayCount).map(({ group }) => group);
    expect(groups([ballot('a', 1, { superseded: true }), ballot('b', 1)])).toEqual(['b']);
    expect(groups([ballot('a', 1, { decision: 'reject' }), ballot('b', 1)])).toEqual(['b']);
    expect(groups([ballot('a', 0), ballot('c', 1), ballot('b', 1)])).toEqual(['b']);
    expect(groups(all, ({ voterId }) => voterId !== 'a voter')).toEqual(['b']);
  });
});

describe('a round', () => {
  const ballot = (round: number, group: string, decision: CastBallot['decision'] = 'approve'): CastBallot => ({
    round,
    group,
    voterId: 'v',
    eyesId: 'v',
    decision,
  });
  const slot = (group: string, quorum: number) => ({ group, quorum, rules: [] });
  const rounds = [{ slots: [slot('a', 1), slot('b', 2)] }, { slots: [slot('a', 1)] }, { slots: [slot('c', 1)] }];

  it('counts the approvals of its own group, and of no other round', () => {
    const ballots = [ballot(0, 'a'), ballot(1, 'a'), ballot(1, 'a', 'reject'), ballot(1, 'b')];
    expect([0, 1, 2].map((round) => approvalsIn(round, 'a', ballots))).toEqual([1, 1, 0]);
  });

  it('is open while one of its groups lacks an approval; full ones are left out', () => {
    const all = [ballot(0, 'a'), ballot(0, 'b'), ballot(0, 'b'), ballot(1, 'a'), ballot(2, 'c')];
    expect([1, 2, 3, 4, 5].map((count) => nextOpenRound(rounds, all.slice(0, count), 0))).toEqual([
      0,
      0,
      1,
      2,
      undefined,
    ]);
    expect(nextOpenRound(rounds, [], 1)).toBe(1);
    expect(nextOpenRound(rounds, all.slice(3), 1)).toBeUndefined();
  });
});

it('who is not known decides nothing', () => {
  expect(decides(undefined)).toBe(false);
});
