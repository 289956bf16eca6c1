// Publishing validates: one broken playbook for every kind of problem, told with its place; the shipped ones are sound.
import { shippedPlaybook, shippedPlaybookKeys } from '#playbooks';
import { idOf, staffCaller, Story } from '../testing/given';
import { staffMember } from '../testing/story-opportunity';
import type { ComplexityDefinition, ComplexityGround } from './complexity';
import type { OfficialChannel } from './official-channel';
import type { GiftKind, GiftRules } from './gifts';
import type { PlaybookDefinition } from './playbook';
import { playbookProblemCodes, type PlaybookProblemCode } from './playbook-problem';
import { playbookDecider } from './playbook-stream';
import type { StrategyRule } from './strategy-rules';
import { validatePlaybook } from './validate-playbook';

type Break = (playbook: PlaybookDefinition) => void;

/** Where a rule comes to stand that is added after all others. */
const nextRule = (shippedPlaybook('story') as PlaybookDefinition).approvals.offer.length;

const label = { 'zh-CN': '某', en: 'Some' };
const closedForm = (properties: object, required: string[] = []): never =>
  ({ type: 'object', additionalProperties: false, properties, required }) as never;

const listOf = (properties: object): object => ({
  type: 'array',
  items: closedForm(properties),
  'x-title': label,
});

const complexity = (...highWhen: ComplexityGround[]): ComplexityDefinition => ({
  complexFrom: 1,
  points: [{ key: 'rank', title: label, high: label, low: label, highWhen }],
});

const axes = (weight: number) => ({ volume: weight, potential: weight, profit: weight, loyalty: weight });
const contribution = { weights: axes(25), classes: { A: 70, B: 40 }, takeOver: 'proposed' } as const;

const giftLimit = (approvalAboveFen: number, refusedAboveFen: number) => ({ approvalAboveFen, refusedAboveFen });
const gifts = (change: Partial<GiftRules> = {}, kind: Partial<GiftKind> = {}): GiftRules => ({
  kinds: [{ key: 'keepsake', title: label, perGift: giftLimit(20, 50), ...kind }],
  occasions: [{ key: 'visit', title: label }],
  perContactYear: giftLimit(50, 100),
  ...change,
});

/** [code, place, what is broken]; gates: preparation, user, purchaser, expert, influencer, decision-maker, agreement. */
const broken: [PlaybookProblemCode, string, Break][] = [
  ['structure', 'gates.0.title.en', (p) => delete (p.gates[0]!.title as { en?: string }).en],
  [
    'structure',
    'approvals.offer.0.rounds.0.groups.0.quorum',
    (p) => (p.approvals.offer[0]!.rounds[0]!.groups[0]!.quorum = 0),
  ],
  ['structure', 'gates.0.actions.0.due', (p) => (p.gates[0]!.actions[0]!.due = 'soon')],
  ['structure', 'surprise', (p) => ((p as { surprise?: number }).surprise = 1)],
  ['repeated-key', 'gates.actions.map-procedure', (p) => (p.gates[3]!.actions[0]!.key = 'map-procedure')],
  ['unknown-level', 'gates.2.level', (p) => (p.gates[2]!.level = 'nowhere')],
  ['repeated-level', 'gates.2.level', (p) => (p.gates[2]!.level = 'user')],
  ['unknown-stage', 'gates.0.actions.0.stage', (p) => (p.gates[0]!.actions[0]!.stage = 'nowhere')],
  ['unknown-fact', 'gates.1.actions.1.when', (p) => (p.gates[1]!.actions[1]!.when = { fact: 'mood', is: 'good' })],
  [
    'unknown-value',
    'gates.1.actions.1.when.not',
    (p) => (p.gates[1]!.actions[1]!.when = { not: { fact: 'need', is: 'big' } }),
  ],
  ['unknown-property', 'gates.0.actions.0.sets.wish', (p) => (p.gates[0]!.actions[0]!.sets = { wish: 'need' })],
  ['values-differ', 'gates.0.actions.0.sets.need', (p) => p.facts[0]!.values.push('none')],
  ['label-missing', 'facts.0.options.latent', (p) => delete p.facts[0]!.options!['latent']],
  ['label-of-nothing', 'facts.0.options.none', (p) => (p.facts[0]!.options!['none'] = label)],
  [
    'label-missing',
    'gates.3.actions.0.form.properties.a.x-options.high',
    (p) => (p.gates[3]!.actions[0]!.form = closedForm({ a: { enum: ['high', 1], 'x-title': label } })),
  ],
  [
    'label-missing',
    'gates.3.actions.0.form.properties.a.items.properties.b.x-options.high',
    (p) => (p.gates[3]!.actions[0]!.form = closedForm({ a: listOf({ b: { enum: ['high'], 'x-title': label } }) })),
  ],
  [
    'label-missing',
    'gates.3.actions.0.form.properties.a.items.properties.b.x-title',
    (p) => (p.gates[3]!.actions[0]!.form = closedForm({ a: listOf({ b: { type: 'boolean' } }) })),
  ],
  [
    'label-missing',
    'gates.3.actions.0.form.properties.a.items.x-options.high',
    (p) =>
      (p.gates[3]!.actions[0]!.form = closedForm({
        a: { type: 'array', items: { enum: ['high'] }, 'x-title': label },
      })),
  ],
  [
    'label-of-nothing',
    'gates.3.actions.0.form.properties.a.x-options.low',
    (p) =>
      (p.gates[3]!.actions[0]!.form = closedForm({
        a: { enum: ['high'], 'x-title': label, 'x-options': { high: label, low: label } },
      })),
  ],
  [
    'label-missing',
    'gates.3.actions.0.form.properties.a.x-title',
    (p) => (p.gates[3]!.actions[0]!.form = closedForm({ a: { type: 'string' } })),
  ],
  [
    'form-unsound',
    'gates.3.actions.0.form.additionalProperties',
    (p) => (p.gates[3]!.actions[0]!.form = { type: 'object' }),
  ],
  ['derived-with-form', 'gates.0.actions.1.form', (p) => (p.gates[0]!.actions[1]!.form = closedForm({}))],
  ['derived-waivable', 'gates.0.actions.1.waivable', (p) => (p.gates[0]!.actions[1]!.waivable = true)],
  ['level-without-person', 'gates.1.actions.1.level', (p) => (p.gates[1]!.actions[1]!.level = 'user')],
  ['person-without-level', 'gates.0.actions.0.per', (p) => (p.gates[0]!.actions[0]!.per = 'person')],
  ['unknown-action', 'gates.5.actions.1.after', (p) => (p.gates[5]!.actions[1]!.after = ['sign-agreement'])],
  ['unknown-action', 'gates.5.backTo.0.reopens', (p) => p.gates[5]!.backTo![0]!.reopens.push('visit-user')],
  ['unknown-gate', 'gates.5.backTo.0.gate', (p) => (p.gates[5]!.backTo![0]!.gate = 'nowhere')],
  ['not-earlier', 'gates.5.backTo.0.gate', (p) => (p.gates[5]!.backTo![0]!.gate = 'agreement')],
  ['decision-without-way-back', 'gates.5.passWhen', (p) => delete p.gates[5]!.backTo],
  ['unknown-group', 'approvals.waiver', (p) => (p.approvals.waiver[0]!.groups[0]!.group = 'nobody')],
  [
    'never-ends',
    'followUps.events.1.acts.0.plan',
    (p) => (p.followUps.events![1]!.acts[0]!.plan.A = { at: '1s', every: '1s', how: 'call' }),
  ],
  ['not-yearly', 'followUps.items.0.plan', (p) => (p.followUps.items[0]!.from = 'anniversary')],
  ['repeated-key', 'followUps.events.1.event', (p) => (p.followUps.events![1]!.event = 'complaint')],
  ['repeated-key', 'followUps.events.1.acts.0.key', (p) => (p.followUps.events![1]!.acts[0]!.key = 'welcome')],
  [
    'repeated-key',
    'gifts.occasions.1.key',
    (p) => (p.gifts = gifts({ occasions: Array(2).fill(gifts().occasions[0]) })),
  ],
  ['repeated-key', 'gifts.kinds.1.key', (p) => (p.gifts = gifts({ kinds: Array(2).fill(gifts().kinds[0]) }))],
  ['structure', 'gifts.kinds', (p) => (p.gifts = gifts({ kinds: [] }))],
  ['limits-not-rising', 'gifts.perContactYear', (p) => (p.gifts = gifts({ perContactYear: giftLimit(101, 100) }))],
  ['limits-not-rising', 'gifts.kinds.0.perGift', (p) => (p.gifts = gifts({}, { perGift: giftLimit(51, 50) }))],
  ['limits-not-rising', 'gifts.kinds.0.perYear', (p) => (p.gifts = gifts({}, { perYear: giftLimit(61, 60) }))],
  [
    'limit-above-year',
    'gifts.kinds.0.perGift.refusedAboveFen',
    (p) => (p.gifts = gifts({}, { perGift: giftLimit(20, 101) })),
  ],
  [
    'limit-above-year',
    'gifts.kinds.0.perGift.refusedAboveFen',
    (p) => (p.gifts = gifts({}, { perYear: giftLimit(40, 49) })),
  ],
  ['weights-not-100', 'contribution.weights', (p) => (p.contribution = { ...contribution, weights: axes(24) })],
  [
    'classes-not-falling',
    'contribution.classes',
    (p) => (p.contribution = { ...contribution, classes: { A: 40, B: 40 } }),
  ],
  [
    'section-missing',
    'gates.3.actions.0.derivedFrom',
    (p) => (p.gates[3]!.actions[0]!.derivedFrom = 'break-through-planned'),
  ],
  [
    'repeated-key',
    'questionBank.1.key',
    (p) => (p.questionBank = [1, 2].map(() => ({ key: 'how', kind: 'open', text: label }))),
  ],
  [
    'unknown-level',
    'questionBank.0.level',
    (p) => (p.questionBank = [{ key: 'how', kind: 'open', level: 'nowhere', text: label }]),
  ],
  [
    'unknown-level',
    'breakThrough.decidingLevels.0',
    (p) =>
      (p.breakThrough = {
        barriers: [{ key: 'rank', title: label, remedies: [{ key: 'ask', title: label }] }],
        techniques: [{ key: 'timing', title: label }],
        decidingLevels: ['nowhere'],
      }),
  ],
  ['unknown-fact', 'stages.0.when', (p) => (p.stages[0]!.when = { fact: 'mood', is: 'good' })],
  [
    'unknown-fact',
    'complexity.points.0.highWhen.1.when',
    (p) =>
      (p.complexity = complexity({ measure: 'levels-manned', atLeast: 4 }, { when: { fact: 'mood', is: 'good' } })),
  ],
  [
    'structure',
    'complexity.points.0.highWhen.0.atLeast',
    (p) => (p.complexity = complexity({ measure: 'levels-manned', atLeast: 0 })),
  ],
  [
    'repeated-key',
    'complexity.points.rank',
    (p) => {
      const { complexFrom, points } = complexity({ measure: 'levels-manned', atLeast: 4 });
      p.complexity = { complexFrom, points: [...points, ...points] };
    },
  ],
  [
    'repeated-key',
    'outcomes.rivals.unicom',
    (p) => (p.outcomes = { rivals: [1, 2].map(() => ({ key: 'unicom', title: label })) }),
  ],
  ['win-percent-missing', 'gates.1.winPercent', (p) => (p.gates[0]!.winPercent = 5)],
  [
    'win-percent-falls',
    'gates.1.winPercent',
    (p) => p.gates.forEach((gate, index) => (gate.winPercent = index === 0 ? 20 : 10 + index)),
  ],
  ['fact-never-set', 'facts.mood', (p) => p.facts.push({ key: 'mood', title: label, values: ['good', 'bad'] })],
  [
    'locked-out',
    'gates.1.actions.1.when',
    (p) => ((p.gates[0]!.actions[0]!.form as { required: string[] }).required = []),
  ],
  ['locked-out', 'gates.0.actions.0.when', (p) => (p.gates[0]!.actions[0]!.when = { fact: 'need', is: 'latent' })],
  ['locked-out', 'gates.5.actions.1.after', (p) => p.gates[5]!.actions[1]!.after!.push('decide-in-principle')],
  [
    'locked-out',
    'gates.4.passWhen',
    (p) => {
      p.gates[4]!.passWhen = { fact: 'agreedInPrinciple', is: true };
      p.gates[4]!.backTo = [{ gate: 'expert', title: label, reopens: [] }];
    },
  ],
  [
    'never-passes',
    'gates.5.passWhen',
    (p) =>
      (p.gates[5]!.passWhen = {
        all: [
          { fact: 'need', is: 'latent' },
          { fact: 'need', is: 'explicit' },
        ],
      }),
  ],
  ['too-many-combinations', 'facts', (p) => manyFacts(p)],
  ['agreement-missing', 'gates', (p) => (p.gates[6]!.actions[0]!.derivedFrom = 'chain-identified')],
  ['offer-after-agreement', 'gates.0', (p) => (p.gates[0]!.actions[1]!.derivedFrom = 'agreement-recorded')],
  ['rule-missing', 'approvals.offer', (p) => p.approvals.offer.shift()],
  ['rule-empty', 'approvals.offer.1', (p) => p.approvals.offer[1]!.when.push({ input: 'discountBp', atMost: 10 })],
  [
    'rule-shadowed',
    `approvals.offer.${nextRule}`,
    (p) => p.approvals.offer.push({ ...p.approvals.offer[0]!, key: 'again' }),
  ],
  ['repeated-key', 'strategyRules.a', (p) => (p.strategyRules = [strategyRule(), strategyRule()])],
  ['structure', 'strategyRules.0.strategy', (p) => (p.strategyRules = [strategyRule({ strategy: 'hide' as never })])],
  [
    'unknown-fact',
    'strategyRules.0.when',
    (p) => (p.strategyRules = [strategyRule({ when: { fact: 'mood', is: 1 } })]),
  ],
  [
    'unknown-value',
    'strategyRules.0.when.not.all.0',
    (p) => (p.strategyRules = [strategyRule({ when: { not: { all: [{ fact: 'firstChoice', is: 'yes' }] } } })]),
  ],
  [
    'unknown-value',
    'strategyRules.0.when.any.0',
    (p) => (p.strategyRules = [strategyRule({ when: { any: [{ fact: 'firstChoice', atLeast: 1 }] } })]),
  ],
  [
    'unknown-value',
    'strategyRules.0.when',
    (p) => (p.strategyRules = [strategyRule({ when: { fact: 'advantagePercent', atMost: 1001 } })]),
  ],
  ['rule-empty', 'strategyRules.0', (p) => (p.strategyRules = [strategyRule({ when: between(201, 200) })])],
  [
    'rule-shadowed',
    'strategyRules.1',
    (p) => (p.strategyRules = [strategyRule(), strategyRule({ key: 'b', when: between(200, 300) })]),
  ],
  ['rule-shadowed', 'strategyRules.1', (p) => (p.strategyRules = [strategyRule(), strategyRule({ key: 'b' })])],
  [
    'rules-contradict',
    'strategyRules.1',
    (p) =>
      (p.strategyRules = [strategyRule(), strategyRule({ key: 'b', effect: 'forbids', when: between(200, 1000) })]),
  ],
  ['kind-missing', 'callScripts', (p) => (p.callScripts = [script('existing')])],
  ['repeated-key', 'callScripts.1.key', (p) => (p.callScripts = [script('existing'), script('existing')])],
  ['rehearsal-missing', 'gates.1.actions.1.rehearsal', (p) => (p.gates[1]!.actions[1] = rehearsed())],
  ['unknown-rehearsal', 'gates.1.actions.1.rehearsal', (p) => (p.gates[1]!.actions[1] = rehearsed('nowhere'))],
  ['rehearsal-of-nothing', 'gates.1.actions.0.rehearsal', (p) => (p.gates[1]!.actions[0]!.rehearsal = 'a')],
  ['unknown-action', 'officialChannel.action', (p) => (p.officialChannel = channel({ action: 'nothing' }))],
  ['unknown-level', 'officialChannel.levels.0', (p) => (p.officialChannel = channel({ levels: ['nowhere'] }))],
  [
    'unknown-fact',
    'officialChannel.when',
    (p) => (p.officialChannel = channel({ when: { fact: 'mood', is: 'good' } })),
  ],
  ['repeated-key', 'visits.steps.1.key', (p) => (p.visits = visits())],
  [
    'channel-missing',
    'leads',
    (p) => (p.leads = { handOverWithin: '2h', takeUpWithin: { A: '1h', B: '2h', C: '3h' } }),
  ],
  ['no-best-option', 'negotiationCases.0.options', (p) => (p.negotiationCases = [test(9)])],
  [
    'section-missing',
    'gates.6.actions.0.derivedFrom',
    (p) => (p.gates[6]!.actions[0]!.derivedFrom = ['agreement-recorded', 'negotiation-prepared']),
  ],
];

const step = { key: 'a', title: label };

function visits(): NonNullable<PlaybookDefinition['visits']> {
  return { appearance: [{ ...step, items: [step] }], topics: [step], steps: [step, step] };
}

function script(kind: 'existing'): NonNullable<PlaybookDefinition['callScripts']>[number] {
  return { key: 'a', title: label, kind, lines: [{ key: 'b', title: label, say: label }] };
}

function rehearsed(rehearsal?: string): PlaybookDefinition['gates'][number]['actions'][number] {
  const action = { key: 'rehearse', title: label, per: 'gate', derivedFrom: 'rehearsed' } as const;
  return rehearsal === undefined ? action : { ...action, rehearsal };
}

function channel(change: Partial<OfficialChannel>): OfficialChannel {
  const when = { fact: 'need', is: 'latent' };
  return { when, levels: ['expert'], action: 'record-criteria', reason: label, ...change };
}

function test(score: number): NonNullable<PlaybookDefinition['negotiationCases']>[number] {
  const options = ['a', 'b'].map((key) => ({ key, text: label, score, advice: label }));
  return { key: 'a', title: label, situation: label, options };
}

/** Recommends from 200 on. */
function strategyRule(change: Partial<StrategyRule> = {}): StrategyRule {
  const when = { fact: 'advantagePercent', atLeast: 200 };
  return { key: 'a', strategy: 'head-on', effect: 'recommends', when, title: label, source: ['S12'], ...change };
}

function between(atLeast: number, atMost: number): StrategyRule['when'] {
  return {
    all: [
      { fact: 'advantagePercent', atLeast },
      { fact: 'advantagePercent', atMost },
    ],
  };
}

it('S12: rules of other strategies, of another effect, or that overlap only are no problem', () => {
  const playbook = structuredClone(shippedPlaybook('story')) as PlaybookDefinition;
  playbook.strategyRules = [
    strategyRule(),
    strategyRule({ key: 'b', strategy: 'delay' }),
    strategyRule({ key: 'c', effect: 'warns' }),
    strategyRule({ key: 'e', effect: 'forbids', when: between(201, 1000) }),
  ];
  expect(validatePlaybook(playbook)).toHaveProperty('definition');
});

it.each(broken)('%s at %s', (code, path, breakIt) => {
  const playbook = structuredClone(shippedPlaybook('story')) as PlaybookDefinition;
  breakIt(playbook);
  const checked = validatePlaybook(playbook);
  const problems = 'problems' in checked ? checked.problems : [];
  expect(problems.map((problem) => [problem.code, problem.path])).toContainEqual([code, path]);
  expect(problems.every(({ message }) => message.length > 10)).toBe(true);
});

it('has a broken playbook for every code', () => {
  expect([...new Set(broken.map(([code]) => code))].sort()).toEqual([...playbookProblemCodes].sort());
});

it.each(shippedPlaybookKeys)('%s is sound', (key) => {
  expect(validatePlaybook(shippedPlaybook(key))).toHaveProperty('definition.key', key);
});

it('group-customer holds every action of the manual', () => {
  const { gates } = shippedPlaybook('group-customer') as PlaybookDefinition;
  const keys = gates.flatMap((gate) => gate.actions.map((action) => action.key));
  const numbered = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
  const manual = [
    numbered('pre', 6),
    numbered('use', 6),
    numbered('pur', 6),
    numbered('exp', 6),
    numbered('inf', 6),
    numbered('dec', 5),
    numbered('agr', 6),
  ];
  expect(keys).toEqual(expect.arrayContaining(manual.flat()));
});

describe('publishing', () => {
  const administrator = idOf('administrator');
  const publishing = () =>
    new Story(playbookDecider, idOf('playbook')).knowing({
      staff: new Map([
        staffMember(administrator, ['administrator']),
        staffMember(idOf('manager'), ['account-manager']),
      ]),
    });

  it('keeps every version, and refuses the same content and a broken one', () => {
    const story = publishing().by(staffCaller(administrator));
    story.when({ type: 'PublishPlaybook', document: shippedPlaybook('story') });
    story.refuses({ type: 'PublishPlaybook', document: shippedPlaybook('story') }, 'ALREADY_EXISTS');
    const changed = structuredClone(shippedPlaybook('story')) as PlaybookDefinition;
    changed.gates[0]!.actions[0]!.due = '30s';
    story.when({ type: 'PublishPlaybook', document: changed });
    expect(story.state).toMatchObject({ latestVersion: 2 });
    expect(story.state!.versions.get(1)!.definition.gates[0]!.actions[0]!.due).toBe('20s');
    changed.gates[0]!.actions[0]!.stage = 'nowhere';
    const places = story.refuses({ type: 'PublishPlaybook', document: changed }, 'PLAYBOOK_INVALID');
    expect(places).toEqual(['gates.0.actions.0.stage']);
  });

  it('is an administrator’s', () => {
    const story = publishing().by(staffCaller(idOf('manager')));
    story.refuses({ type: 'PublishPlaybook', document: shippedPlaybook('story') }, 'NOT_ALLOWED');
  });

  it.each([undefined, null, 'text', [], { key: 'x' }])('of %p is refused, not crashed on', (document) => {
    publishing().refuses({ type: 'PublishPlaybook', document }, 'PLAYBOOK_INVALID');
  });
});

function manyFacts(playbook: PlaybookDefinition): void {
  const properties: { [name: string]: object } = {};
  const sets: { [name: string]: string } = {};
  for (let number = 0; number < 15; number++) {
    const key = `fact${number}`;
    playbook.facts.push({ key, title: label, values: [true, false] });
    properties[key] = { type: 'boolean', 'x-title': label };
    sets[key] = key;
  }
  playbook.gates[3]!.actions[0]!.form = closedForm(properties);
  playbook.gates[3]!.actions[0]!.sets = sets;
}
