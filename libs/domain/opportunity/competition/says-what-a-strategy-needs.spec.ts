// S12, law 2: the order of advice and what would change it; why a strategy may not be chosen, kept or excepted, to the letter, and what is kept of it.
import { idOf } from '../../testing/given';
import { contest, rivalIn } from '../../testing/contest';
import { saleOn, shippedDefinition } from '../../testing/shipped-opportunity';
import { customer, manager, supervisor, vote, type OpportunityStory } from '../../testing/story-opportunity';
import type { BoundedCondition, FactValues } from '../../playbook/condition';
import type { Strategy, StrategyEffect, StrategyRule } from '../../playbook/strategy-rules';
import { advise, judge } from './adviser';
import type { RivalFacts } from './competition-commands';

const definition = shippedDefinition('group-customer');

const is = (fact: string, value: string | number | boolean): BoundedCondition => ({ fact, is: value });
const said = is('answerAtHand', true);
let made = 0;
const rule = (strategy: Strategy, effect: StrategyEffect, when: BoundedCondition = said): StrategyRule => ({
  key: `${strategy}-${effect}-${++made}`,
  strategy,
  effect,
  when,
  title: { 'zh-CN': '规则', en: 'Rule' },
  source: ['S12'],
});
const known: FactValues = { answerAtHand: true };
const order = (...rules: StrategyRule[]): string[] =>
  advise(rules, known).map(({ strategy, verdict }) => `${strategy} ${verdict}`);

describe('S12: advice', () => {
  it('S12: is ordered from recommended to forbidden, a warning and what is not known each a step down', () => {
    const [head, flank, divide] = ['head-on', 'flanking', 'divide'] as const;
    expect(
      order(rule(head, 'warns'), rule(head, 'recommends'), rule(flank, 'warns'), rule(divide, 'recommends')),
    ).toEqual(['divide recommended', 'head-on recommended', 'delay possible', 'flanking warned']);
    expect(
      order(rule(head, 'forbids'), rule(flank, 'forbids', is('firstChoice', true)), rule(divide, 'warns')),
    ).toEqual(['delay possible', 'divide warned', 'flanking undecided', 'head-on forbidden']);
    expect(order(rule(head, 'recommends'), rule(flank, 'recommends'), rule(flank, 'recommends'))).toEqual([
      'flanking recommended',
      'head-on recommended',
      'divide possible',
      'delay possible',
    ]);
  });

  it('S12: keeps what speaks for it and against it apart, and forbids before it does not know', () => {
    const rules = [
      rule('divide', 'recommends'),
      rule('divide', 'recommends', is('answerAtHand', false)),
      rule('divide', 'recommends', is('firstChoice', true)),
      rule('divide', 'warns', is('answerAtHand', false)),
      rule('divide', 'warns', is('firstChoice', true)),
      rule('divide', 'forbids', is('answerAtHand', false)),
      rule('divide', 'forbids', is('firstChoice', true)),
      rule('delay', 'forbids'),
    ];
    const unknown = { rule: rules[6], facts: ['firstChoice'] };
    const judgement = {
      strategy: 'divide',
      recommendedBy: [rules[0]],
      warnedBy: [rules[4]],
      presumed: [{ rule: rules[4], facts: ['firstChoice'] }],
      forbiddenBy: [],
      undecided: [unknown],
    };
    expect(judge('divide', rules, known)).toEqual({ ...judgement, verdict: 'undecided' });
    const forbidding = rule('divide', 'forbids');
    expect(judge('divide', [...rules, forbidding], known)).toEqual({
      ...judgement,
      forbiddenBy: [forbidding],
      verdict: 'forbidden',
    });
  });

  it('S12: what would change it is looked for among five thousand combinations; beyond, every unknown fact of an undecided rule is named', () => {
    const both = (fact: string): BoundedCondition => ({ any: [is(fact, true), is(fact, false)] });
    // Five values each: both ends, and around the bound; three facts of two values beside them.
    const numbers = ['advantagePercent', 'marketSharePercent', 'rivalSharePercent'];
    const small = [
      rule('flanking', 'forbids', is('earlierStrategy', 'delay')),
      rule('flanking', 'warns', { any: numbers.map((fact) => ({ fact, atLeast: 50 })) }),
      rule('flanking', 'recommends', { all: [both('firstChoice'), both('blockedByRival'), both('rivalEntrenched')] }),
    ];
    const wouldChange = (rules: StrategyRule[], facts: FactValues = {}): string[] =>
      advise(rules, facts).find(({ strategy }) => strategy === 'flanking')!.wouldChange;
    expect(wouldChange(small)).toEqual(['earlierStrategy', ...numbers]);
    const large = [
      ...small,
      rule('flanking', 'warns', { all: [both('answerAtHand'), is('earlierStrategy', 'delay')] }),
      rule('head-on', 'forbids', is('expectationVeryHigh', true)),
    ];
    const settled = ['firstChoice', 'blockedByRival', 'rivalEntrenched'];
    expect(wouldChange(large)).toEqual(['earlierStrategy', ...numbers, ...settled, 'answerAtHand']);
    expect(wouldChange(large, { firstChoice: true })).toEqual(['earlierStrategy', ...numbers]);
  });

  it('S12: a fact that only adds a warning to what is recommended changes the advice', () => {
    const [advice] = advise([rule('delay', 'recommends'), rule('delay', 'warns', is('firstChoice', true))], known);
    expect(advice).toMatchObject({ strategy: 'delay', verdict: 'recommended', wouldChange: ['firstChoice'] });
  });
});

const strong: RivalFacts = {
  advantagePercent: 200,
  rivalEntrenched: false,
  firstChoice: true,
  blockedByRival: false,
  marketSharePercent: 50,
};
const entrenched: RivalFacts = { ...strong, advantagePercent: 80, rivalEntrenched: true, firstChoice: false };
const against = (facts: RivalFacts): { story: OpportunityStory; rivalId: string } => {
  const story = contest();
  return { story, rivalId: rivalIn(story, facts) };
};
const choose = (rivalId: string, strategy: Strategy, reason?: string) =>
  ({ type: 'ChooseStrategy', rivalId, strategy, reason }) as const;
const review = (rivalId: string, reason = '形势未变') => ({ type: 'ReviewStrategy', rivalId, reason }) as const;
const request = (rivalId: string, strategy: Strategy = 'head-on', reason = '客户高层支持') =>
  ({ type: 'RequestStrategyException', rivalId, strategy, reason }) as const;

const fact = (key: string, problem: string) => ({ what: 'fact', key, problem, suppliedBy: [{ staffId: manager }] });
const field = (key: string, problem: string) => ({ what: 'field', key, problem, suppliedBy: [] });
const from = (...keys: string[]) => keys.map((key) => ({ rule: key, source: ['S12'] }));

describe('S12: a refused choice says', () => {
  it('S12: that the six questions come first, for a rival that there is', () => {
    const story = saleOn(definition);
    const rivalId = rivalIn(story, strong);
    const first = { refused: 'SELF_REVIEW_MISSING', missing: [fact('self-reviewed', 'missing')] };
    const unknown = { refused: 'UNKNOWN_REFERENCE', missing: [field('rivalId', 'unknown')] };
    for (const command of [choose(rivalId, 'flanking'), review(rivalId), request(rivalId)]) {
      expect(story.judge(command)).toEqual(first);
      expect(story.judge({ ...command, rivalId: idOf('nobody') })).toEqual(unknown);
    }
  });

  it('S12: which warning wants a reason', () => {
    const { story, rivalId } = against({ ...strong, advantagePercent: 150 });
    expect(story.judge(choose(rivalId, 'head-on'))).toEqual({
      refused: 'STRATEGY_WARNED',
      missing: [field('reason', 'required')],
      detail: { rivalId, strategy: 'head-on', rules: from('head-on-below-double-strength') },
    });
    expect(story.judge(choose(rivalId, 'head-on', ' '))).toEqual({
      refused: 'INVALID_INPUT',
      missing: [field('reason', 'required')],
    });
  });

  it('S12: which facts are not known, each once, by which rules, and who can find them out', () => {
    const { story, rivalId } = against({});
    const undecided = {
      refused: 'STRATEGY_UNDECIDED',
      missing: ['rivalEntrenched', 'advantagePercent', 'firstChoice'].map((key) => fact(key, 'not-known')),
      detail: {
        rivalId,
        strategy: 'head-on',
        rules: from('no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'),
      },
    };
    expect(story.judge(choose(rivalId, 'head-on', '试'))).toEqual(undecided);
    expect(story.judge(request(rivalId))).toEqual(undecided);
  });

  it('S12: which rules forbid it, and whom to ask for an exception', () => {
    const { story, rivalId } = against({ ...entrenched, firstChoice: undefined });
    expect(story.judge(choose(rivalId, 'head-on', '有把握'))).toEqual({
      refused: 'STRATEGY_FORBIDDEN',
      missing: [
        { what: 'approval', key: 'strategy-exception', problem: 'required', suppliedBy: [{ group: 'supervisor' }] },
      ],
      detail: {
        rivalId,
        strategy: 'head-on',
        rules: from('no-head-on-against-entrenched-rival'),
        wayOut: 'RequestStrategyException',
      },
    });
  });

  it('S12: that it stands already, whatever was chosen against others since', () => {
    const { story, rivalId } = against(strong);
    const other = rivalIn(story, strong, '另一家');
    const standing = { refused: 'ALREADY_EXISTS', missing: [], detail: { rivalId, strategy: 'head-on' } };
    story.when(choose(rivalId, 'head-on'));
    expect(story.judge(choose(rivalId, 'head-on'))).toEqual(standing);
    story.when(choose(other, 'flanking'));
    expect(story.judge(choose(rivalId, 'head-on'))).toEqual(standing);
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: { advantagePercent: 201 } });
    expect(story.judge(choose(rivalId, 'head-on'))).toHaveLength(1);
  });

  it('S12: that there is none to review, or no reason', () => {
    const { story, rivalId } = against(strong);
    expect(story.judge(review(rivalId))).toEqual({
      refused: 'STRATEGY_MISSING',
      missing: [fact('strategy-chosen', 'missing')],
      detail: { rivalId },
    });
    expect(story.judge(review(rivalId, ' '))).toEqual({
      refused: 'INVALID_INPUT',
      missing: [field('reason', 'required')],
    });
  });
});

describe('S12: an exception', () => {
  it('S12: is not asked for what is permitted or was excepted', () => {
    const { story, rivalId } = against(strong);
    expect(story.judge(request(rivalId))).toEqual({
      refused: 'STRATEGY_PERMITTED',
      missing: [],
      detail: { rivalId, strategy: 'head-on' },
    });
    expect(story.judge(request(rivalId, 'divide', ''))).toEqual({
      refused: 'INVALID_INPUT',
      missing: [field('reason', 'required')],
    });
    story.when(request(rivalId, 'divide'));
    const [approvalId] = [...story.state!.approvals.keys()];
    vote(story, supervisor, approvalId!);
    expect(story.judge(request(rivalId, 'divide'))).toEqual({
      refused: 'ALREADY_EXISTS',
      missing: [],
      detail: { approvalId },
    });
  });

  it('S12: is asked for what forbids and for what may forbid, in that order', () => {
    const { story, rivalId } = against({ ...entrenched, firstChoice: undefined });
    expect(story.judge(request(rivalId))).toMatchObject([
      {
        type: 'ApprovalRequested',
        data: {
          subject: {
            kind: 'strategy-exception',
            rivalId,
            strategy: 'head-on',
            rules: ['no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'],
          },
        },
        personal: { fields: { note: '客户高层支持' } },
      },
    ]);
    story.when(request(rivalId));
    const exceptionId = [...story.state!.approvals.keys()].at(-1)!;
    vote(story, supervisor, exceptionId);
    // What it was granted for includes that nobody knows whether the second rule forbids it.
    expect(story.judge(choose(rivalId, 'head-on', '已获批准'))).toMatchObject([
      {
        type: 'StrategyChosen',
        data: { exceptionId, brokenRules: ['no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'] },
      },
    ]);
  });
});

describe('S12: a choice is kept', () => {
  const decided = (rivalId: string, more: object) => ({
    rivalId,
    strategy: 'head-on',
    recommendedBy: [],
    warnedBy: [],
    brokenRules: [],
    ...more,
  });

  it('S12: with the facts that were read and the rules that spoke for it and against it', () => {
    const { story, rivalId } = against(strong);
    const facts = { ...strong, earlierStrategy: 'none' };
    const recommendedBy = ['head-on-with-double-strength'];
    expect(story.when(choose(rivalId, 'head-on'))).toEqual([
      { type: 'StrategyChosen', data: decided(rivalId, { facts, recommendedBy }) },
    ]);
    const entrenchedToo = { ...strong, rivalEntrenched: true };
    story.when({ type: 'RecordCompetitiveFacts', rivalId, facts: entrenchedToo });
    const data = decided(rivalId, {
      facts: { ...entrenchedToo, earlierStrategy: 'head-on' },
      warnedBy: ['head-on-though-entrenched'],
    });
    const personal = { owner: customer, fields: { reason: '形势未变' } };
    expect(story.judge(review(rivalId))).toEqual([{ type: 'StrategyReviewed', data, personal }]);
    expect(story.judge(choose(rivalId, 'head-on', '形势未变'))).toEqual([{ type: 'StrategyChosen', data, personal }]);
  });

  it('S12: with the exception that permitted it, and ends what is asked for another', () => {
    const { story, rivalId } = against(entrenched);
    story.when(request(rivalId));
    const exceptionId = [...story.state!.approvals.keys()].at(-1)!;
    vote(story, supervisor, exceptionId);
    story.when(request(rivalIn(story, entrenched, '另一家')));
    const approvalId = [...story.state!.approvals.keys()].at(-1)!;
    const ended = { type: 'ApprovalSuperseded', data: { approvalId, cause: 'facts-changed' } };
    const data = decided(rivalId, {
      facts: { ...entrenched, earlierStrategy: 'none' },
      warnedBy: ['head-on-below-double-strength'],
      brokenRules: ['no-head-on-against-entrenched-rival', 'no-head-on-unless-ranked-first'],
      exceptionId,
    });
    expect(story.judge(choose(rivalId, 'head-on', '已获批准'))).toEqual([
      ended,
      { type: 'StrategyChosen', data, personal: { owner: customer, fields: { reason: '已获批准' } } },
    ]);
    story.when(choose(rivalId, 'flanking'));
    story.when(request(rivalId));
    expect(story.judge(review(rivalId))).toMatchObject([
      { type: 'ApprovalSuperseded' },
      { type: 'StrategyReviewed', data: { strategy: 'flanking' } },
    ]);
  });

  it('S12: whatever it is, on a playbook without rules', () => {
    const { strategyRules: _rules, ...without } = definition;
    const story = contest(without);
    const rivalId = rivalIn(story);
    expect(story.when(choose(rivalId, 'delay'))).toEqual([
      {
        type: 'StrategyChosen',
        data: { ...decided(rivalId, { facts: { earlierStrategy: 'none' } }), strategy: 'delay' },
      },
    ]);
  });
});
