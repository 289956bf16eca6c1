// S12: what the rules recommend and why, what would change it; what they forbid, what they warn of, and the way out.
import { isRefusal } from '../../decider';
import { idOf } from '../../testing/given';
import { contest, rivalIn, strong } from '../../testing/contest';
import { learned, shippedDefinition, standingsAt, standsAt } from '../../testing/shipped-opportunity';
import { supervisor, vote, type OpportunityStory } from '../../testing/story-opportunity';
import type { FactValues } from '../../playbook/condition';
import type { PlaybookDefinition } from '../../playbook/playbook';
import type { Strategy, StrategyRule } from '../../playbook/strategy-rules';
import { validatePlaybook } from '../../playbook/validate-playbook';
import { advise, judge, type StrategyAdvice } from './adviser';
import type { RivalFacts } from './competition-commands';
import type { StrategyDecided } from './competition-events';

const definition = shippedDefinition('group-customer');
const rules = definition.strategyRules!;
const verdicts = (facts: FactValues, by: StrategyRule[] = rules): string[] =>
  advise(by, facts).map(({ strategy, verdict }) => `${strategy} ${verdict}`);
const adviceOn = (strategy: Strategy, facts: FactValues, by: StrategyRule[] = rules): StrategyAdvice =>
  advise(by, facts).find((each) => each.strategy === strategy)!;
const keys = (of: readonly StrategyRule[]): string[] => of.map(({ key }) => key);

const entrenched: RivalFacts = { ...strong, advantagePercent: 80, rivalEntrenched: true, firstChoice: false };

function choosing(facts: RivalFacts, strategy: Strategy, reason?: string) {
  const story = contest();
  const rivalId = rivalIn(story, facts);
  const outcome = story.judge({ type: 'ChooseStrategy', rivalId, strategy, reason });
  if (isRefusal(outcome)) return outcome;
  return outcome.at(-1)!.data as StrategyDecided;
}
const refusalOf = (facts: RivalFacts, strategy: Strategy, reason?: string): unknown => {
  const outcome = choosing(facts, strategy, reason);
  return 'refused' in outcome ? [outcome.refused, outcome.missing.map(({ key }) => key)] : 'accepted';
};

describe('S12: the adviser', () => {
  it('S12: recommends in an order, with reasons and the rows they come from', () => {
    const advice = advise(rules, { ...strong, earlierStrategy: 'none' });
    expect(advice.map(({ strategy, verdict }) => [strategy, verdict])).toEqual([
      ['head-on', 'recommended'],
      ['flanking', 'possible'],
      ['divide', 'forbidden'],
      ['delay', 'forbidden'],
    ]);
    expect(advice[0]!.recommendedBy).toMatchObject([{ key: 'head-on-with-double-strength', source: ['S12'] }]);
    expect(advice[0]!.recommendedBy[0]!.example?.['zh-CN']).toContain('张主任');
    expect(keys(advice[2]!.forbiddenBy)).toEqual(['no-divide-at-the-start']);
    expect(advice.flatMap(({ wouldChange }) => wouldChange)).toEqual([]);
  });

  it('S12: flanking where head-on is forbidden', () => {
    expect(verdicts({ ...entrenched, earlierStrategy: 'none' })).toEqual([
      'flanking recommended',
      'head-on forbidden',
      'divide forbidden',
      'delay forbidden',
    ]);
    const { recommendedBy } = adviceOn('flanking', { ...entrenched, earlierStrategy: 'none' });
    expect(keys(recommendedBy)).toEqual(['flank-when-not-ranked-first', 'flank-an-entrenched-rival']);
  });

  it('S12: retreats come after another strategy: divide when blocked, delay for a product under way or for want of an answer', () => {
    const retreat = { ...entrenched, blockedByRival: true, earlierStrategy: 'flanking' };
    expect(verdicts(retreat).slice(0, 3)).toEqual(['flanking recommended', 'divide recommended', 'delay possible']);
    expect(keys(adviceOn('divide', { ...retreat, blockedByRival: false }).warnedBy)).toEqual([
      'divide-though-not-blocked',
    ]);
    const delay = (facts: FactValues): string[] => keys(adviceOn('delay', { ...retreat, ...facts }).recommendedBy);
    expect(delay({ fittingProductUnderWay: true })).toEqual(['delay-for-a-product-under-way']);
    expect(delay({ expectationVeryHigh: true })).toEqual([]);
    expect(delay({ expectationVeryHigh: true, answerAtHand: false })).toEqual([
      'delay-when-expectations-are-very-high',
    ]);
    const both = { fittingProductUnderWay: true, expectationVeryHigh: true, answerAtHand: false };
    expect(verdicts({ ...retreat, ...both })[1]).toBe('delay recommended');
  });

  it('S12: a recommendation with a warning comes after one without: delay with a small market share', () => {
    const facts = { ...strong, earlierStrategy: 'head-on', blockedByRival: true, fittingProductUnderWay: true };
    const order = (share: number): string[] =>
      advise(rules, { ...facts, advantagePercent: 180, marketSharePercent: share }).map(({ strategy }) => strategy);
    expect(order(50)).toEqual(['divide', 'delay', 'flanking', 'head-on']);
    expect(adviceOn('delay', { ...facts, marketSharePercent: 49 }).warnedBy).toHaveLength(1);
    expect(adviceOn('delay', { ...facts, marketSharePercent: 50 }).warnedBy).toEqual([]);
    const twoReasons = { ...facts, expectationVeryHigh: true, answerAtHand: false, marketSharePercent: 49 };
    expect(advise(rules, twoReasons).map(({ strategy }) => strategy)).toEqual([
      'head-on',
      'divide',
      'delay',
      'flanking',
    ]);
  });

  it('S12: says which unknown fact would change the advice, and leaves out those that cannot', () => {
    const facts = { ...strong, earlierStrategy: 'none', firstChoice: undefined };
    expect(adviceOn('head-on', facts).wouldChange).toEqual([]);
    expect(adviceOn('head-on', { ...facts, advantagePercent: 149 })).toMatchObject({
      verdict: 'undecided',
      wouldChange: ['firstChoice'],
      undecided: [{ rule: { key: 'no-head-on-unless-ranked-first' }, facts: ['firstChoice'] }],
    });
    expect(adviceOn('flanking', { ...facts, advantagePercent: 149 }).wouldChange).toEqual(['firstChoice']);
    expect(adviceOn('head-on', { earlierStrategy: 'none' })).toMatchObject({
      verdict: 'undecided',
      wouldChange: ['advantagePercent', 'rivalEntrenched', 'firstChoice'],
    });
    expect(adviceOn('divide', { earlierStrategy: 'none' }).wouldChange).toEqual(['blockedByRival']);
    expect(adviceOn('delay', { ...strong, earlierStrategy: 'none' }).wouldChange).toEqual([]);
  });

  it('S12: facts that decide only together are both named', () => {
    const either = {
      all: [
        { fact: 'firstChoice', is: true },
        { fact: 'blockedByRival', is: false },
      ],
    };
    const or = {
      all: [
        { fact: 'firstChoice', is: false },
        { fact: 'blockedByRival', is: true },
      ],
    };
    const rule = {
      ...rules[0]!,
      key: 'one-of-both',
      strategy: 'flanking',
      effect: 'forbids',
      when: { any: [either, or] },
    };
    const { verdict, wouldChange } = adviceOn('flanking', {}, [rule as StrategyRule]);
    expect([verdict, wouldChange]).toEqual(['undecided', ['firstChoice', 'blockedByRival']]);
    const settled = {
      ...rule,
      when: {
        any: [
          { fact: 'firstChoice', is: true },
          { fact: 'firstChoice', is: false },
        ],
      },
    };
    expect(adviceOn('flanking', {}, [settled as StrategyRule]).wouldChange).toEqual([]);
  });

  it('S12: without rules everything is possible, and a playbook without them takes any choice', () => {
    expect(verdicts({}, [])).toEqual(['head-on possible', 'flanking possible', 'divide possible', 'delay possible']);
    expect(judge('delay', [], {}).warnedBy).toEqual([]);
  });

  it('S12: another rule needs the playbook only', () => {
    const rule: StrategyRule = {
      key: 'no-flanking-when-blocked',
      strategy: 'flanking',
      effect: 'forbids',
      when: {
        all: [
          { fact: 'blockedByRival', is: true },
          { fact: 'rivalSharePercent', atLeast: 80 },
        ],
      },
      title: {
        'zh-CN': '对手占八成且已阻断，不要迂回',
        en: 'Never flank a blocking rival with four fifths of the market',
      },
      source: ['S12'],
    };
    const document = { ...structuredClone<PlaybookDefinition>(definition), strategyRules: [...rules, rule] };
    const checked = validatePlaybook(document);
    if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
    const story = contest(checked.definition);
    const rivalId = rivalIn(story, { ...strong, blockedByRival: true, rivalSharePercent: 80 });
    const command = { type: 'ChooseStrategy', rivalId, strategy: 'flanking' } as const;
    expect(story.refuses(command, 'STRATEGY_FORBIDDEN')).toEqual(['strategy-exception']);
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { rivalSharePercent: 79 } });
    story.when(command);
  });
});

describe('S12: the guard', () => {
  it('S12: head-on against an entrenched stronger rival is refused with its rules and the way out', () => {
    const refused = choosing(entrenched, 'head-on', '有把握');
    expect(refused).toMatchObject({
      refused: 'STRATEGY_FORBIDDEN',
      missing: [
        { what: 'approval', key: 'strategy-exception', problem: 'required', suppliedBy: [{ group: 'supervisor' }] },
      ],
      detail: {
        strategy: 'head-on',
        wayOut: 'RequestStrategyException',
        rules: [
          { rule: 'no-head-on-against-entrenched-rival', source: ['S12'] },
          { rule: 'no-head-on-unless-ranked-first', source: ['S12'] },
        ],
      },
    });
  });

  it('S12: where being entrenched, ranked and strong begin and end', () => {
    const forbidden = ['STRATEGY_FORBIDDEN', ['strategy-exception']];
    const at = (change: RivalFacts, reason?: string): unknown => refusalOf({ ...strong, ...change }, 'head-on', reason);
    expect(at({ rivalEntrenched: true, advantagePercent: 99 }, '试')).toEqual(forbidden);
    expect(at({ rivalEntrenched: true, advantagePercent: 100 }, '试')).toBe('accepted');
    expect(at({ firstChoice: false, advantagePercent: 149 }, '试')).toEqual(forbidden);
    expect(at({ firstChoice: false, advantagePercent: 150 }, '试')).toBe('accepted');
    expect(at({ firstChoice: true, advantagePercent: 0 }, '试')).toBe('accepted');
  });

  it('S12: head-on below twice the strength is a warning: it needs a reason and is recorded; 200 % exactly is none', () => {
    const at = (advantagePercent: number, reason?: string) =>
      choosing({ ...strong, advantagePercent }, 'head-on', reason);
    expect(at(199)).toMatchObject({
      refused: 'STRATEGY_WARNED',
      missing: [{ what: 'field', key: 'reason', problem: 'required' }],
      detail: { rules: [{ rule: 'head-on-below-double-strength', source: ['S12'] }] },
    });
    expect(at(199, '客户信任我们')).toMatchObject({
      warnedBy: ['head-on-below-double-strength'],
      recommendedBy: [],
      brokenRules: [],
      facts: { ...strong, advantagePercent: 199, earlierStrategy: 'none' },
    });
    expect(at(200)).toMatchObject({ warnedBy: [], recommendedBy: ['head-on-with-double-strength'] });
    expect(refusalOf({ ...strong, advantagePercent: 199 }, 'head-on', ' ')).toEqual(['INVALID_INPUT', ['reason']]);
  });

  it('S12: a warning that is not decided warns too', () => {
    expect(refusalOf({ ...strong, advantagePercent: undefined }, 'head-on')).toEqual(['STRATEGY_WARNED', ['reason']]);
  });

  it('S12: a retreat is refused as the first strategy of the sale, and not after another, against whichever rival', () => {
    const story = contest();
    const rivalId = rivalIn(story, { ...strong, blockedByRival: true });
    const other = rivalIn(story, { ...strong, blockedByRival: true }, '另一家');
    for (const strategy of ['divide', 'delay'] as const) {
      expect(story.refuses({ type: 'ChooseStrategy', rivalId, strategy }, 'STRATEGY_FORBIDDEN')).toHaveLength(1);
    }
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'flanking' });
    const [chosen] = story.when({ type: 'ChooseStrategy', rivalId: other, strategy: 'divide' });
    expect(chosen).toMatchObject({
      data: { recommendedBy: ['divide-when-blocked'], facts: { earlierStrategy: 'flanking' } },
    });
    expect(story.state!.competition.lastStrategy).toBe('divide');
    expect(story.state!.competition.rivals.get(rivalId)?.strategy?.strategy).toBe('flanking');
  });

  it('S12: while a forbidding rule is undecided the choice is refused with the facts that are missing', () => {
    expect(refusalOf({}, 'head-on', '试')).toEqual([
      'STRATEGY_UNDECIDED',
      ['rivalEntrenched', 'advantagePercent', 'firstChoice'],
    ]);
    expect(refusalOf({ advantagePercent: 120, rivalEntrenched: false }, 'head-on', '试')).toEqual([
      'STRATEGY_UNDECIDED',
      ['firstChoice'],
    ]);
    expect(refusalOf({ advantagePercent: 150 }, 'head-on', '试')).toBe('accepted');
    expect(refusalOf({}, 'flanking')).toBe('accepted');
    // What is forbidden already is forbidden, whatever the unknown facts turn out to be.
    expect(refusalOf({ advantagePercent: 80, rivalEntrenched: true }, 'head-on', '试')).toEqual([
      'STRATEGY_FORBIDDEN',
      ['strategy-exception'],
    ]);
  });

  it('S12: the same choice on the same facts is there already; on other facts it is a new one', () => {
    const story = contest();
    const rivalId = rivalIn(story, strong);
    const choose = { type: 'ChooseStrategy', rivalId, strategy: 'head-on' } as const;
    story.when(choose);
    story.refuses(choose, 'ALREADY_EXISTS');
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: 250 } });
    story.when(choose);
    story.when({ ...choose, strategy: 'flanking' });
    expect(story.refuses({ ...choose, rivalId: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual(['rivalId']);
  });
});

describe('S12: facts of a rival', () => {
  it('S12: what is left out stays, what is unknown goes, and nothing else is taken', () => {
    const story = contest();
    const rivalId = rivalIn(story, { advantagePercent: 120, firstChoice: true });
    const record = (facts: RivalFacts, unknown?: never) =>
      ({ type: 'RecordCompetitiveFacts', rivalId, facts, unknown }) as const;
    story.when({ ...record({ rivalEntrenched: false }), unknown: ['firstChoice'] });
    const known = { advantagePercent: 120, rivalEntrenched: false };
    expect(story.state!.competition.rivals.get(rivalId)?.facts).toEqual(known);
    story.refuses(record({ advantagePercent: 120 }), 'ALREADY_EXISTS');
    for (const [facts, field] of [
      [{ advantagePercent: 1001 }, 'facts.advantagePercent'],
      [{ advantagePercent: -1 }, 'facts.advantagePercent'],
      [{ advantagePercent: 1.5 }, 'facts.advantagePercent'],
      [{ rivalEntrenched: 'yes' }, 'facts.rivalEntrenched'],
      [{ earlierStrategy: 'none' }, 'facts.earlierStrategy'],
      [{ constructor: true }, 'facts.constructor'],
    ] as [never, string][]) {
      expect(story.refuses(record(facts), 'INVALID_INPUT')).toEqual([field]);
    }
    expect(story.refuses({ ...record({}), unknown: ['earlierStrategy'] as never }, 'INVALID_INPUT')).toEqual([
      'unknown.earlierStrategy',
    ]);
    story.when(record({ advantagePercent: 1000, marketSharePercent: 0 }));
  });
});

describe('S12: exceptions and reviews', () => {
  const request = (rivalId: string, strategy: Strategy = 'head-on') =>
    ({ type: 'RequestStrategyException', rivalId, strategy, reason: '客户高层支持' }) as const;
  const choose = (rivalId: string, strategy: Strategy = 'head-on') =>
    ({ type: 'ChooseStrategy', rivalId, strategy, reason: '已获批准' }) as const;
  const latest = (story: OpportunityStory): string => [...story.state!.approvals.keys()].at(-1)!;
  const statuses = (story: OpportunityStory): string[] =>
    [...story.state!.approvals.values()].map(({ status }) => status);

  it('S12: an approved exception permits exactly that choice, once', () => {
    const story = contest();
    const rivalId = rivalIn(story, entrenched);
    const [requested] = story.when(request(rivalId));
    expect(requested).toMatchObject({
      data: {
        subject: {
          kind: 'strategy-exception',
          rivalId,
          strategy: 'head-on',
          facts: { ...entrenched, earlierStrategy: 'none' },
          rules: ['no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'],
        },
      },
      personal: { fields: { note: '客户高层支持' } },
    });
    story.refuses(choose(rivalId), 'STRATEGY_FORBIDDEN');
    story.refuses(request(rivalId), 'APPROVAL_OPEN');
    const approvalId = latest(story);
    vote(story, supervisor, approvalId);
    story.refuses(request(rivalId), 'ALREADY_EXISTS');
    story.refuses(choose(rivalId, 'divide'), 'STRATEGY_FORBIDDEN');
    story.refuses(choose(rivalIn(story, entrenched, '另一家')), 'STRATEGY_FORBIDDEN');
    expect(story.when(choose(rivalId))).toMatchObject([
      {
        type: 'StrategyChosen',
        data: {
          exceptionId: approvalId,
          brokenRules: ['no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'],
        },
      },
    ]);
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'flanking' });
    story.refuses(choose(rivalId), 'STRATEGY_FORBIDDEN');
  });

  it('S12: other facts, another exception', () => {
    const story = contest();
    const rivalId = rivalIn(story, entrenched);
    story.when(request(rivalId));
    vote(story, supervisor, latest(story));
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: 70 } });
    story.refuses(choose(rivalId), 'STRATEGY_FORBIDDEN');
    story.when(request(rivalId));
    const other = rivalIn(story, entrenched, '另一家');
    story.when(request(other));
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: 60 } });
    expect(statuses(story)).toEqual(['granted', 'superseded', 'open']);
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'flanking' });
    expect(statuses(story)).toEqual(['granted', 'superseded', 'superseded']);
    story.when(request(other));
    story.when({ type: 'DropRival', rivalId: other, reason: '退出' });
    expect(statuses(story).at(-1)).toBe('superseded');
  });

  it('S12: a rejected exception permits nothing', () => {
    const story = contest();
    const rivalId = rivalIn(story, entrenched);
    story.when(request(rivalId));
    vote(story, supervisor, latest(story), 'reject');
    story.refuses(choose(rivalId), 'STRATEGY_FORBIDDEN');
  });

  it('S12: an exception is asked only for what is forbidden, with a reason', () => {
    const story = contest();
    const rivalId = rivalIn(story, strong);
    story.refuses(request(rivalId), 'STRATEGY_PERMITTED');
    expect(story.refuses({ ...request(rivalId, 'divide'), reason: ' ' }, 'INVALID_INPUT')).toEqual(['reason']);
    const unknown = rivalIn(story, {}, '不了解的对手');
    expect(story.refuses(request(unknown), 'STRATEGY_UNDECIDED')).toHaveLength(3);
    expect(story.refuses(request(idOf('nobody')), 'UNKNOWN_REFERENCE')).toEqual(['rivalId']);
  });

  it('S12: a review keeps the strategy by the same rules as a choice', () => {
    const story = contest();
    const rivalId = rivalIn(story, strong);
    const review = { type: 'ReviewStrategy', rivalId, reason: '形势未变' } as const;
    expect(story.refuses(review, 'STRATEGY_MISSING')).toEqual(['strategy-chosen']);
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'head-on' });
    expect(story.refuses({ ...review, reason: '' }, 'INVALID_INPUT')).toEqual(['reason']);
    expect(story.when(review)).toMatchObject([
      { type: 'StrategyReviewed', data: { strategy: 'head-on', facts: { earlierStrategy: 'head-on' } } },
    ]);
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: 80, rivalEntrenched: true } });
    story.refuses(review, 'STRATEGY_FORBIDDEN');
    story.when(request(rivalId));
    const approvalId = latest(story);
    vote(story, supervisor, approvalId);
    expect(story.when(review)).toMatchObject([{ type: 'StrategyReviewed', data: { exceptionId: approvalId } }]);
    story.refuses(review, 'STRATEGY_FORBIDDEN');
  });

  it('S12: the purchaser gate needs a choice or a review newer than its entry', () => {
    const status = (story: OpportunityStory, gate: string, action: string): string | undefined =>
      standingsAt(story, definition, gate).find((each) => each.action === action)?.status;
    const story = learned(contest(), definition, 'pre4', { need: 'explicit', pursue: true });
    const rivalId = rivalIn(story, strong);
    const swot = { strengths: ['覆盖'], weaknesses: [], chances: ['扩建'], threats: [] };
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'head-on' });
    expect(status(story, 'preparation', 'pre6')).toBe('open');
    story.when({
      type: 'RecordSwot',
      rivalId,
      ...swot,
      derived: [{ pair: 'SO', own: [0], outside: [0], text: '主打覆盖' }],
    });
    expect(status(story, 'preparation', 'pre6')).toBe('completed');
    standsAt(story, definition, 'purchaser');
    expect(status(story, 'purchaser', 'pur5')).toBe('open');
    expect(status(story, 'preparation', 'pre6')).toBe('completed');
    story.when({ type: 'ReviewStrategy', rivalId, reason: '形势未变' });
    expect(status(story, 'purchaser', 'pur5')).toBe('completed');
    // Back and here again: what was decided at the gate stands.
    story.happened([
      { type: 'WentBack', data: { from: 'purchaser', to: 'user', reopened: [], cause: 'answer' } },
      { type: 'GatePassed', data: { gate: 'user', next: 'purchaser', leftOut: [], overrideId: idOf('again') } },
    ]);
    expect(status(story, 'purchaser', 'pur5')).toBe('completed');
  });
});
