// Before a strategy: the environment, ourselves, and every rival are thought over, each with versions that stay (S9–S11).
import { idOf, staffCaller } from '../../testing/given';
import { answersToSix, contest, rivalIn } from '../../testing/contest';
import { learned, saleOn, shippedDefinition, standingsAt, standsAt } from '../../testing/shipped-opportunity';
import { manager, supervisor, type OpportunityStory } from '../../testing/story-opportunity';
import type { RecordSwot } from './competition-commands';

const definition = shippedDefinition('group-customer');
const statusOf = (story: OpportunityStory, gate: string, action: string): string | undefined =>
  standingsAt(story, definition, gate).find((each) => each.action === action)?.status;

describe('S9: environment', () => {
  const note = {
    type: 'NoteEnvironment',
    external: ['行业数字化政策', '联通降价'],
    internal: ['行业客户经理队伍刚组建'],
    points: [{ point: 'information-expert', standing: 'under-way' }],
  } as const;
  const said = { ...note, external: [...note.external], internal: [...note.internal], points: [...note.points] };

  it('S9: external and internal factors are sealed, the points and a new version are kept', () => {
    const story = saleOn(definition);
    const [noted] = story.when(said);
    expect(noted).toMatchObject({
      type: 'EnvironmentNoted',
      data: { revision: 1, points: note.points, factors: { external: 2, internal: 1 } },
      personal: { fields: { external: note.external, internal: note.internal } },
    });
    expect(JSON.stringify(noted!.data)).not.toContain('联通');
    story.when({ ...said, points: undefined });
    expect(story.state!.competition.environment).toMatchObject({ revision: 2, version: story.state!.version });
    expect(story.history.filter(({ type }) => type === 'EnvironmentNoted')).toHaveLength(2);
  });

  it('S9: both sides are said, factor by factor, and points are those of the playbook, each once', () => {
    const story = saleOn(definition);
    expect(story.refuses({ ...said, external: [] }, 'INVALID_INPUT')).toEqual(['external']);
    expect(story.refuses({ ...said, internal: [' '] }, 'INVALID_INPUT')).toEqual(['internal']);
    expect(story.refuses({ ...said, internal: Array<string>(21).fill('x') }, 'INVALID_INPUT')).toEqual(['internal']);
    expect(story.refuses({ ...said, internal: ['长'.repeat(401)] }, 'INVALID_INPUT')).toEqual(['internal']);
    const point = (key: string) => ({ point: key, standing: 'missing' as const });
    expect(story.refuses({ ...said, points: [point('mood')] }, 'UNKNOWN_REFERENCE')).toEqual(['points.0.point']);
    const twice = [point('industry-team'), point('industry-team')];
    expect(story.refuses({ ...said, points: twice }, 'INVALID_INPUT')).toEqual(['points.1.point']);
    story.when({ ...said, internal: [...Array<string>(19).fill('x'), '长'.repeat(400)] });
    story.by(staffCaller(supervisor)).refuses(said, 'NOT_ALLOWED');
  });
});

describe('S10: self-review', () => {
  it('S10: all six questions, every missing one named; the answers are sealed', () => {
    const story = saleOn(definition);
    const [reviewed] = story.when({ type: 'ReviewOurselves', ...answersToSix });
    expect(reviewed).toMatchObject({ data: { revision: 1 }, personal: { fields: answersToSix } });
    expect(Object.keys(reviewed!.data)).toEqual(['revision']);
    for (const question of Object.keys(answersToSix)) {
      const command = { type: 'ReviewOurselves', ...answersToSix, [question]: ' ' } as const;
      expect(story.refuses(command, 'FORM_INVALID')).toEqual([question]);
    }
    const none = { type: 'ReviewOurselves', ...answersToSix, customerStage: '', supportWanted: '' } as const;
    expect(story.refuses(none, 'FORM_INVALID')).toEqual(['customerStage', 'supportWanted']);
    const long = { type: 'ReviewOurselves', ...answersToSix, supportWanted: '长'.repeat(4001) } as const;
    expect(story.refuses(long, 'INVALID_INPUT')).toEqual(['supportWanted']);
    story.when({ type: 'ReviewOurselves', ...answersToSix });
    expect(story.state!.competition.selfReview?.revision).toBe(2);
  });

  it('S10: completes its action by itself, never by a form', () => {
    const story = learned(saleOn(definition), definition, 'pre4', { need: 'explicit', pursue: true });
    expect(statusOf(story, 'preparation', 'pre5')).toBe('open');
    story.refuses({ type: 'CompleteAction', action: 'pre5', answers: {} }, 'ACTION_DERIVED');
    story.when({ type: 'ReviewOurselves', ...answersToSix });
    expect(statusOf(story, 'preparation', 'pre5')).toBe('completed');
  });

  it('S10: a strategy is refused before it', () => {
    const story = saleOn(definition);
    const rivalId = rivalIn(story);
    for (const command of [
      { type: 'ChooseStrategy', rivalId, strategy: 'flanking' },
      { type: 'ReviewStrategy', rivalId, reason: '复核' },
      { type: 'RequestStrategyException', rivalId, strategy: 'divide', reason: '例外' },
    ] as const) {
      expect(story.refuses(command, 'SELF_REVIEW_MISSING')).toEqual(['self-reviewed']);
    }
    story.when({ type: 'ReviewOurselves', ...answersToSix });
    story.when({ type: 'ChooseStrategy', rivalId, strategy: 'flanking' });
  });
});

describe('S11: rivals and SWOT', () => {
  const matrix = (rivalId: string): RecordSwot => ({
    type: 'RecordSwot',
    rivalId,
    strengths: ['覆盖', '服务'],
    weaknesses: ['报价高'],
    chances: ['客户要扩建'],
    threats: ['联通降价'],
    derived: [
      { pair: 'SO', own: [0, 1], outside: [0], text: '发挥覆盖优势抓住扩建' },
      { pair: 'ST', own: [1], outside: [0], text: '以服务化解降价' },
      { pair: 'WO', own: [0], outside: [0], text: '借扩建谈打包价' },
      { pair: 'WT', own: [0], outside: [0], text: '避开单纯比价' },
    ],
  });
  const without = (swot: RecordSwot, pair: string): RecordSwot => ({
    ...swot,
    derived: swot.derived.filter((each) => each.pair !== pair),
  });

  it('S11: a rival has a sealed name, a code of the list, and what is known of it', () => {
    const story = saleOn(definition);
    const events = story.when({
      type: 'NoteRival',
      name: '联通赵总的团队',
      code: 'unicom',
      sharePercent: 35,
      entrenched: true,
    });
    const { rivalId } = events[0]!.data as { rivalId: string };
    expect(events).toMatchObject([
      { type: 'RivalNoted', data: { code: 'unicom' }, personal: { fields: { name: '联通赵总的团队' } } },
      { type: 'CompetitiveFactsRecorded', data: { rivalId, facts: { rivalSharePercent: 35, rivalEntrenched: true } } },
    ]);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('赵');
    story.refuses({ type: 'NoteRival', name: '联通', code: 'unicom' }, 'ALREADY_EXISTS');
    expect(story.refuses({ type: 'NoteRival', name: '某', code: 'nobody' }, 'UNKNOWN_REFERENCE')).toEqual(['code']);
    expect(story.refuses({ type: 'NoteRival', name: '某', sharePercent: 101 }, 'INVALID_INPUT')).toEqual([
      'sharePercent',
    ]);
    expect(story.refuses({ type: 'NoteRival', name: ' ' }, 'INVALID_INPUT')).toEqual(['name']);
    expect(story.when({ type: 'NoteRival', name: '某' })).toHaveLength(1);
    for (let noted = 2; noted < 20; noted++) story.when({ type: 'NoteRival', name: `对手${noted}` });
    story.refuses({ type: 'NoteRival', name: '第二十一个' }, 'LIMIT_EXCEEDED');
  });

  it('S11: four lists and a derived strategy for every pair of them; versions are kept', () => {
    const story = saleOn(definition);
    const rivalId = rivalIn(story);
    const [recorded] = story.when(matrix(rivalId));
    expect(recorded).toMatchObject({
      type: 'SwotRecorded',
      data: { rivalId, revision: 1, counts: { strengths: 2, weaknesses: 1, chances: 1, threats: 1 } },
      personal: { fields: { strengths: ['覆盖', '服务'], derived: matrix(rivalId).derived.map(({ text }) => text) } },
    });
    expect(JSON.stringify(recorded!.data)).not.toContain('联通');
    story.when(matrix(rivalId));
    expect(story.state!.competition.rivals.get(rivalId)?.swot?.revision).toBe(2);
    for (const pair of ['SO', 'ST', 'WO', 'WT']) {
      expect(story.refuses(without(matrix(rivalId), pair), 'SWOT_INCOMPLETE')).toEqual([pair]);
    }
    const noThreats = { ...without(without(matrix(rivalId), 'ST'), 'WT'), threats: [] };
    story.when(noThreats);
    const empty = { ...matrix(rivalId), chances: [], threats: [], derived: [] };
    expect(story.refuses(empty, 'SWOT_INCOMPLETE')).toEqual(['chances', 'threats']);
  });

  it('S11: a derived strategy is built from at least one item of both its lists', () => {
    const story = saleOn(definition);
    const rivalId = rivalIn(story);
    const changed = (change: object): RecordSwot => {
      const swot = matrix(rivalId);
      return { ...swot, derived: [{ ...swot.derived[0]!, ...change }, ...swot.derived.slice(1)] };
    };
    const wrong: [object, string][] = [
      [{ own: [] }, 'derived.0.own'],
      [{ outside: [] }, 'derived.0.outside'],
      [{ own: [2] }, 'derived.0.own'],
      [{ own: [-1] }, 'derived.0.own'],
      [{ own: [0.5] }, 'derived.0.own'],
      [{ own: [1, 1] }, 'derived.0.own'],
      [{ outside: [1] }, 'derived.0.outside'],
      [{ text: ' ' }, 'derived.0'],
      [{ pair: 'XX' }, 'derived.0.pair'],
    ];
    for (const [change, field] of wrong) expect(story.refuses(changed(change), 'INVALID_INPUT')).toEqual([field]);
    const many = { ...matrix(rivalId), derived: Array.from({ length: 41 }, () => matrix(rivalId).derived[0]!) };
    expect(story.refuses(many, 'INVALID_INPUT')).toEqual(['derived']);
    expect(story.refuses({ ...matrix(rivalId), rivalId: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual(['rivalId']);
  });

  it('S11: the action is complete when every rival that is left has a matrix, and there is one', () => {
    const story = standsAt(contest(), definition, 'purchaser');
    learned(story, definition, 'pre4', { need: 'latent' });
    expect(statusOf(story, 'purchaser', 'pur4')).toBe('open');
    const first = rivalIn(story);
    const second = rivalIn(story, {}, '另一家');
    story.when(matrix(first));
    expect(statusOf(story, 'purchaser', 'pur4')).toBe('open');
    expect(story.refuses({ type: 'DropRival', rivalId: second, reason: '' }, 'INVALID_INPUT')).toEqual(['reason']);
    story.when({ type: 'DropRival', rivalId: second, reason: '退出' });
    expect(statusOf(story, 'purchaser', 'pur4')).toBe('completed');
    story.refuses({ type: 'DropRival', rivalId: second, reason: '退出' }, 'UNKNOWN_REFERENCE');
    const unreviewed = standsAt(saleOn(definition), definition, 'purchaser');
    learned(unreviewed, definition, 'pre4', { need: 'latent' });
    unreviewed.by(staffCaller(manager)).when(matrix(rivalIn(unreviewed)));
    expect(statusOf(unreviewed, 'purchaser', 'pur4')).toBe('open');
  });
});
