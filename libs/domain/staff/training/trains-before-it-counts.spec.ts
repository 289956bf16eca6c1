// S17, S23: a sheet of fourteen items filled in by a third pair of eyes; a self-test scored by the domain; both count for a sale.
import { playbookStreamId } from '../../derived-id';
import type { Id } from '../../event';
import { withoutSolutions } from '../../playbook/negotiation-cases';
import { idOf, someInstant, staffCaller, Story } from '../../testing/given';
import { saleOn, shippedDefinition, standingsAt, standsAt } from '../../testing/shipped-opportunity';
import { manager, staffMember, storyFacts, supervisor, type OpportunityStory } from '../../testing/story-opportunity';
import { staffDecider } from '../decide-staff';
import type { StaffState } from '../staff';
import type { StaffCommand, StaffEvent } from '../staff-events';
import { adviceFor } from './take-self-test';
import {
  rehearsalItems,
  type RecordRehearsal,
  type RehearsalScore,
  type RehearsalSheet,
  type SelfTestTaken,
  type TakeSelfTest,
} from './training';
import { rehearsalTrend } from './trend';

type StaffStory = Story<StaffState, StaffCommand, StaffEvent>;

const definition = shippedDefinition('group-customer');
const observed = manager;
const observer = supervisor;
const player = idOf('colleague');
const auditor = idOf('auditor');
const year = { from: '2026-01-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' };
const lends = (from: Id, to: Id, until = year.until) => ({
  id: idOf(`${from} ${to}`),
  to,
  from: year.from,
  until,
  scope: { kinds: ['waiver' as const] },
});

function desk(more: [Id, StaffState][] = []): StaffStory {
  const facts = storyFacts(definition, [
    staffMember(player, ['account-manager']),
    staffMember(auditor, ['auditor']),
    ...more,
  ]);
  const story = new Story(staffDecider, observed);
  story.when({ type: 'RegisterStaff', roles: ['account-manager'], name: '王经理' });
  return story.knowing(facts).by(staffCaller(observer));
}

function sheet(score: RehearsalScore, change: Partial<RehearsalSheet> = {}): RehearsalSheet {
  return { ...(Object.fromEntries(rehearsalItems.map((item) => [item, score])) as RehearsalSheet), ...change };
}

function rehearsal(change: Partial<RecordRehearsal> = {}): RecordRehearsal {
  return {
    type: 'RecordRehearsal',
    playbookKey: 'group-customer',
    case: 'first-visit',
    heldOn: '2026-03-01',
    customerPlayedById: player,
    minutes: 15,
    scores: sheet(5),
    comment: '开场自然，提问偏少',
    remark: '下次练控制型问题',
    ...change,
  };
}

const answersWith = (choose: (options: { key: string; score: number }[]) => string): TakeSelfTest => ({
  type: 'TakeSelfTest',
  playbookKey: 'group-customer',
  answers: definition.negotiationCases!.map(({ key, options }) => ({ case: key, option: choose(options) })),
});
const best = answersWith((options) => options.find(({ score }) => score === 10)!.key);
const first = answersWith((options) => options[0]!.key);

describe('S17: role play', () => {
  it('S17: fourteen items of 7, 5 or 3 add up to 42 … 98; comment and remark are sealed under the key of the one observed', () => {
    expect(rehearsalItems).toHaveLength(14);
    const totals = ([7, 5, 3] as const).map((score) => desk().when(rehearsal({ scores: sheet(score) }))[0]!.data);
    expect(totals).toMatchObject([{ total: 98 }, { total: 70 }, { total: 42 }]);
    const [event] = desk().when(rehearsal({ scores: sheet(5, { confidence: 7, voice: 3 }) }));
    expect(event).toMatchObject({
      type: 'RehearsalRecorded',
      data: { total: 70, observerId: observer, customerPlayedById: player, minutes: 15, case: 'first-visit' },
      personal: { owner: observed, fields: { comment: '开场自然，提问偏少', remark: '下次练控制型问题' } },
    });
  });

  it('S17: nobody observes themselves, and neither does their delegate, nor whose delegate they are', () => {
    expect(desk().by(staffCaller(observed)).refuses(rehearsal(), 'NOT_ALLOWED')).toEqual(['caller']);
    const delegate = staffMember(observed, ['account-manager'], { delegations: [lends(observed, observer)] });
    desk([delegate]).refuses(rehearsal(), 'NOT_ALLOWED');
    const principal = staffMember(observer, ['supervisor'], { delegations: [lends(observer, observed)] });
    desk([principal]).refuses(rehearsal(), 'NOT_ALLOWED');
    const bygone = lends(observed, observer, '2026-02-01T00:00:00.000Z');
    desk([staffMember(observed, ['account-manager'], { delegations: [bygone] })]).when(rehearsal());
    const through = staffMember(player, ['account-manager'], { delegations: [lends(player, observer)] });
    desk([staffMember(observed, ['account-manager'], { delegations: [lends(observed, player)] }), through]).refuses(
      rehearsal(),
      'NOT_ALLOWED',
    );
  });

  it.each([
    ['the one observed plays the customer', { customerPlayedById: observed }, 'INVALID_INPUT', 'customerPlayedById'],
    ['the observer plays the customer', { customerPlayedById: observer }, 'INVALID_INPUT', 'customerPlayedById'],
    ['nobody of ours plays the customer', { customerPlayedById: idOf('x') }, 'UNKNOWN_REFERENCE', 'customerPlayedById'],
    ['a case that is none', { case: 'improvised' }, 'UNKNOWN_REFERENCE', 'case'],
    ['a playbook that is none', { playbookKey: 'none' }, 'UNKNOWN_REFERENCE', 'playbookKey'],
    ['tomorrow', { heldOn: '2026-03-03' }, 'INVALID_INPUT', 'heldOn'],
    ['no time at all', { minutes: 0 }, 'INVALID_INPUT', 'minutes'],
    ['no comment', { comment: ' ' }, 'INVALID_INPUT', 'comment'],
    ['four points', { scores: sheet(5, { voice: 4 as never }) }, 'INVALID_INPUT', 'scores.voice'],
    ['an item too many', { scores: { ...sheet(5), shoes: 7 } as never }, 'INVALID_INPUT', 'scores.shoes'],
    ['an item missing', { scores: sheet(5, { voice: undefined as never }) }, 'INVALID_INPUT', 'scores.voice'],
  ] as const)('S17: %s: refused', (_what, change, code, field) => {
    expect(desk().refuses(rehearsal(change as Partial<RecordRehearsal>), code)).toEqual([field]);
  });

  it('S17: an auditor observes nothing', () => {
    desk().by(staffCaller(auditor)).refuses(rehearsal(), 'NOT_ALLOWED');
  });

  it('S17: the trend says where somebody is weak, and whether they get better', () => {
    expect(rehearsalTrend([])).toEqual({ count: 0, weakest: [] });
    const trend = rehearsalTrend([
      { scores: sheet(5, { voice: 3 }), total: 68 },
      { scores: sheet(7, { voice: 3 }), total: 94 },
    ]);
    expect(trend).toMatchObject({ count: 2, averageTotal: 81, change: 26, weakest: ['voice'] });
    expect(trend.averages).toMatchObject({ confidence: 6, voice: 3 });
  });

  it('S17: a sale notes the owner’s latest rehearsal of a case, once, and not one of long ago', () => {
    const story = desk();
    const note = { type: 'NoteRehearsal', case: 'overall-solution' } as const;
    const sale = (): OpportunityStory => withOwner(standsAt(saleOn(definition), definition, 'decision-maker'), story);
    expect(sale().refuses(note, 'REHEARSAL_MISSING')).toEqual(['overall-solution']);
    story.when(rehearsal());
    sale().refuses(note, 'REHEARSAL_MISSING');
    story.when(rehearsal({ case: 'overall-solution', heldOn: '2025-11-01' }));
    sale().refuses(note, 'REHEARSAL_MISSING');
    const [held] = story.when(rehearsal({ case: 'overall-solution' }));
    story.when(rehearsal({ case: 'overall-solution', heldOn: '2026-01-15' }));
    const noted = sale();
    const { rehearsalId } = held!.data as { rehearsalId: Id };
    expect(noted.when(note)).toMatchObject([
      { data: { rehearsalId, staffId: observed, total: 70, heldOn: '2026-03-01' } },
    ]);
    expect(statusOf(noted, 'decision-maker', 'dec1')).toBe('completed');
    noted.refuses(note, 'ALREADY_EXISTS');
    expect(noted.refuses({ ...note, case: 'improvised' }, 'UNKNOWN_REFERENCE')).toEqual(['case']);
  });
});

describe('S23: negotiation self-test', () => {
  it('S23: seven cases and more, the source’s first one among them, each with a best answer', () => {
    const cases = definition.negotiationCases!;
    expect(cases.length).toBeGreaterThanOrEqual(7);
    expect(cases[0]!.key).toBe('minor-actor');
    expect(cases.every(({ options }) => options.filter(({ score }) => score === 10).length === 1)).toBe(true);
  });

  it('S23: who has not taken it reads neither scores nor advice', () => {
    const shown = JSON.stringify((withoutSolutions(definition) as typeof definition).negotiationCases);
    expect(shown).toContain('minor-actor');
    expect(shown).not.toMatch(/score|advice/);
  });

  it('S23: taken by oneself, scored by the domain, with advice to every answer', () => {
    const [full] = desk().by(staffCaller(observed)).when(best);
    expect(full).toMatchObject({ type: 'SelfTestTaken', data: { percent: 100, score: 70, maxScore: 70 } });
    const [poor] = desk().by(staffCaller(observed)).when(first);
    const { percent, answers } = poor!.data as SelfTestTaken['data'];
    expect(percent).toBeLessThan(30);
    const advice = adviceFor({ answers }, definition);
    expect(advice).toHaveLength(7);
    expect(advice.every((each) => each.advice['zh-CN'].length > 0 && each.advice.en.length > 0)).toBe(true);
    expect(advice[0]).toMatchObject({ case: 'minor-actor', option: 'take-it', score: 2 });
  });

  it.each([
    ['a case left out', { answers: best.answers.slice(1) }, 'INVALID_INPUT', 'answers'],
    ['a case twice', { answers: [...best.answers, best.answers[0]!] }, 'UNKNOWN_REFERENCE', 'answers.7.case'],
    [
      'an option that is none',
      { answers: best.answers.map((answer, n) => (n === 2 ? { ...answer, option: 'bribe' } : answer)) },
      'UNKNOWN_REFERENCE',
      'answers.2.option',
    ],
    ['a playbook without cases', { playbookKey: 'story' }, 'UNKNOWN_REFERENCE', 'playbookKey'],
  ] as const)('S23: %s: refused', (_what, change, code, field) => {
    const story = desk().by(staffCaller(observed));
    expect(story.refuses({ ...best, ...change } as TakeSelfTest, code)).toEqual([field]);
  });

  it('S23: nobody takes it for another, an administrator neither', () => {
    desk().refuses(best, 'NOT_ALLOWED');
    const administrator = staffMember(idOf('administrator'), ['administrator']);
    desk([administrator])
      .by(staffCaller(idOf('administrator')))
      .refuses(best, 'NOT_ALLOWED');
  });

  it('S23: the negotiation is prepared by target, walk-away, alternative and trades, after a self-test that counts', () => {
    const prepare = {
      type: 'PrepareNegotiation',
      target: '两年期，月租九折',
      walkAway: '低于八五折不签',
      alternative: '先签一条线试点',
      trades: '预付换折扣',
    } as const;
    const story = desk().by(staffCaller(observed));
    const sale = (at = someInstant): OpportunityStory =>
      withOwner(standsAt(saleOn(definition), definition, 'agreement'), story).at(at);
    expect(sale().refuses(prepare, 'SELF_TEST_MISSING')).toEqual(['self-test']);
    story.at('2025-11-01T00:00:00.000Z').when(best);
    sale().refuses(prepare, 'SELF_TEST_MISSING');
    story.at(someInstant).when(best);
    const prepared = sale();
    expect(prepared.refuses({ ...prepare, alternative: '' }, 'INVALID_INPUT')).toEqual(['alternative']);
    const { type: _type, ...fields } = prepare;
    expect(prepared.when(prepare)).toMatchObject([{ data: { percent: 100 }, personal: { fields } }]);
    expect(statusOf(prepared, 'agreement', 'agr1')).toBe('completed');
    // Stuck at the gate for half a year: taken since it was entered, it counts.
    sale('2026-08-02T00:00:00.000Z').when(prepare);
    withOwner(standsAt(saleOn(definition), definition, 'influencer'), story).refuses(prepare, 'GATE_NOT_ENTERED');
  });
});

/** The owner as their own stream has it by now. */
function withOwner(sale: OpportunityStory, owner: StaffStory): OpportunityStory {
  const facts = storyFacts(definition);
  expect(facts.playbook.has(playbookStreamId('group-customer'))).toBe(true);
  return sale.knowing({ staff: new Map([...facts.staff, [observed, owner.state!]]) });
}

function statusOf(story: OpportunityStory, gate: string, action: string): string | undefined {
  return standingsAt(story, definition, gate).find((each) => each.action === action)?.status;
}
