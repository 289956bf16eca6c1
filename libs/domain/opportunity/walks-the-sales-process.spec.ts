// S2, S6, S7, S8 on the playbook that ships: twelve stages with their four branches, the tender's own way, what makes a sale complex.
import { parseDuration } from '../playbook/duration';
import { stagesOf } from '../playbook/playbook';
import { idOf, staffCaller } from '../testing/given';
import {
  applyingAt,
  completesGate,
  learned,
  saleOn,
  shippedDefinition,
  standingsAt,
  standsAt,
} from '../testing/shipped-opportunity';
import { contactOn, manager, plainLine, type OpportunityStory } from '../testing/story-opportunity';
import { complexityOf } from './complexity';
import { stageStandings } from './stages';
import { whatNext } from './what-next';

const definition = shippedDefinition('group-customer');
const actions = definition.gates.flatMap((gate) => gate.actions);
const sale = (): OpportunityStory => saleOn(definition);
const at = (gate: string, story = sale()): OpportunityStory => standsAt(story, definition, gate);
const applying = (story: OpportunityStory, gate: string): string[] => applyingAt(story, definition, gate);
const statusOf = (story: OpportunityStory, stage: string): string | undefined =>
  stageStandings(story.state!, definition).find((each) => each.stage === stage)?.status;

describe('S6: the twelve stages', () => {
  it('S6: are all there, in the order of the manual, each the tag of some action', () => {
    expect(definition.stages.map(({ title }) => title['zh-CN'])).toEqual([
      '售前规划',
      '业务拜访',
      '探测背景',
      '引导需求（隐性）',
      '评估机会',
      '选定竞争策略',
      '引导需求（显性）',
      '与决策者协商接触',
      '进入权力层级',
      '发展与管理方案',
      '达成最后协议',
      '客户售后管理',
    ]);
    const tags = new Set(actions.flatMap(stagesOf));
    expect(definition.stages.filter(({ key }) => !tags.has(key))).toEqual([]);
    expect(actions.filter((action) => stagesOf(action).length === 0)).toEqual([]);
  });

  it('S6: stand where their actions stand', () => {
    const story = at('agreement', learned(sale(), definition, 'pre4', { need: 'explicit', pursue: true }));
    const standing = (stage: string) => stageStandings(story.state!, definition).find((each) => each.stage === stage);
    expect(standing('closing')).toMatchObject({ status: 'under-way', open: 4 });
    expect(statusOf(at('preparation'), 'closing')).toBe('ahead');
    const visited = at('user');
    for (const action of ['use1', 'use2']) {
      const subject = { kind: 'waiver', action, contactId: contactOn('user') } as const;
      visited.happened([{ type: 'ApprovalGranted', data: { approvalId: idOf(action), subject, contentHash: '' } }]);
    }
    expect(statusOf(visited, 'visit')).toBe('done');
  });
});

it('S7: each action is due once per gate or once per person, and only on its branch, as in the manual', () => {
  const perPerson = actions.filter(({ per }) => per === 'person').map(({ key }) => key);
  const manual = 'use1 use2 use5 pur6 exp2 exp5 inf2 inf3 inf4 inf6 dec3 dec4 dec5';
  expect(perPerson).toEqual(manual.split(' '));
  const branches = actions.flatMap(({ key, when }) => (when === undefined ? [] : [[key, when]]));
  expect(Object.fromEntries(branches)).toEqual({
    pre5: { fact: 'need', is: 'explicit' },
    pre6: { fact: 'need', is: 'explicit' },
    use3: { fact: 'need', is: 'latent' },
    use6: { fact: 'contactDeciding', is: false },
    pur4: { fact: 'need', is: 'latent' },
    exp2: { fact: 'tender', is: false },
    exp2t: { fact: 'tender', is: true },
    exp5: { fact: 'tender', is: false },
    inf1: { fact: 'contactDeciding', is: false },
    agr2: { fact: 'tender', is: false },
  });
});

describe('S6: the branches', () => {
  it('S6: a latent need is probed and guided first, an explicit one is judged and given a strategy first', () => {
    const latent = learned(sale(), definition, 'pre4', { need: 'latent', pursue: true });
    const explicit = learned(sale(), definition, 'pre4', { need: 'explicit', pursue: true });
    expect(applying(latent, 'preparation')).toEqual(['pre1', 'pre2', 'pre3', 'pre4']);
    expect(applying(explicit, 'preparation')).toEqual(['pre1', 'pre2', 'pre3', 'pre4', 'pre5', 'pre6']);
    expect([applying(latent, 'user'), applying(explicit, 'user')].map((keys) => keys.includes('use3'))).toEqual([
      true,
      false,
    ]);
    expect([applying(latent, 'purchaser'), applying(explicit, 'purchaser')].map((k) => k.includes('pur4'))).toEqual([
      true,
      false,
    ]);
    expect([statusOf(latent, 'guiding-latent'), statusOf(latent, 'guiding-explicit')]).toEqual(['ahead', 'off-path']);
    expect([statusOf(explicit, 'guiding-latent'), statusOf(explicit, 'guiding-explicit')]).toEqual([
      'off-path',
      'ahead',
    ]);
    expect([statusOf(explicit, 'probing'), statusOf(sale(), 'probing')]).toEqual(['off-path', 'undecided']);
  });

  it('S6: not worth pursuing: the gate is closed, and nurture parks the sale until its date, when it wakes', () => {
    const story = sale();
    completesGate(story, definition, { need: 'latent', pursue: false });
    expect(story.refuses({ type: 'PassGate', gate: 'preparation' }, 'DECISION_NO')).toEqual(['pursue']);
    expect(
      story.refuses({ type: 'ParkOpportunity', until: '2026-02-01T00:00:00.000Z', reason: '培育' }, 'INVALID_INPUT'),
    ).toEqual(['until']);
    story.when({ type: 'ParkOpportunity', until: '2026-06-01T01:00:00.000Z', reason: '预算年中再议' });
    story.refuses({ type: 'PassGate', gate: 'preparation' }, 'PARKED');
    const [wait] = whatNext(story.state!, definition).waits;
    expect(wait).toMatchObject({ key: 'parked', dueAt: '2026-06-01T01:00:00.000Z' });
    story.at(wait!.dueAt).by({ kind: 'process', name: 'opportunity-workflow' }).when(wait!.command);
    expect(story.state!.status).toBe('open');
    story.by(staffCaller(manager));
    const worth = { need: 'latent', pursue: true };
    story.when({ type: 'CorrectAction', action: 'pre4', answers: worth, reason: '预算已批' });
    story.when({ type: 'PassGate', gate: 'preparation' });
  });

  it('S6: not at the level of power: the contact is broken through, planned early, met at the level above', () => {
    const below = learned(at('user'), definition, 'pre3', { contactDeciding: false });
    const above = learned(at('user'), definition, 'pre3', { contactDeciding: true });
    expect([applying(below, 'user'), applying(above, 'user')].map((keys) => keys.includes('use6'))).toEqual([
      true,
      false,
    ]);
    expect(applying(standsAt(below, definition, 'user'), 'influencer')).toContain('inf1');
    expect(applying(above, 'influencer')).not.toContain('inf1');
    const open = standingsAt(
      at('influencer', learned(sale(), definition, 'pre3', { contactDeciding: false })),
      definition,
      'influencer',
    );
    expect(open.find(({ action }) => action === 'inf1')).toMatchObject({ status: 'open', blocks: true });
  });

  it('S6: not agreed: back to the solution, which is presented and decided on anew', () => {
    const story = at('decision-maker', learned(sale(), definition, 'pre1', { tender: false }));
    completesGate(story, definition, { decision: 'no' });
    expect(story.refuses({ type: 'PassGate', gate: 'decision-maker' }, 'DECISION_NO')).toEqual(['decision']);
    story.when({ type: 'GoBack', to: 'influencer', reason: '方案需调整' });
    const open = standingsAt(story, definition, 'decision-maker').filter(({ status }) => status === 'open');
    expect(open.map(({ action }) => action)).toEqual(['dec3', 'dec5']);
    const signing = at('agreement');
    expect(signing.refuses({ type: 'GoBack', to: 'user', reason: '未达成' }, 'NO_WAY_BACK')).toEqual(['to']);
    signing.when({ type: 'GoBack', to: 'decision-maker', reason: '未达成' });
    expect(signing.state!.gate.key).toBe('decision-maker');
  });

  it('S6: need not confirmed by the experts: back to guiding it', () => {
    const story = at('expert', learned(sale(), definition, 'pre1', { tender: false }));
    completesGate(story, definition, { needConfirmed: false });
    expect(story.refuses({ type: 'PassGate', gate: 'expert' }, 'DECISION_NO')).toEqual(['needConfirmed']);
    story.when({ type: 'GoBack', to: 'user', reason: '需求未确认' });
    expect(standingsAt(story, definition, 'expert').find(({ action }) => action === 'exp6')?.status).toBe('open');
  });
});

describe('S7: a public tender', () => {
  const gates = ['expert', 'agreement'] as const;
  const walked = (tender: boolean): string[][] =>
    gates.map((gate) => {
      const facts = { tender, need: 'explicit', contactDeciding: true };
      const story = at(gate, learned(sale(), definition, 'pre1', facts));
      const keys = applying(story, gate);
      completesGate(story, definition);
      story.when({ type: 'PassGate', gate });
      return keys;
    });

  it('S7: has written questions through the official channel, no expert is met, and nothing is haggled over', () => {
    const [expert, agreement] = walked(true);
    expect(expert).toEqual(['exp1', 'exp2t', 'exp3', 'exp4', 'exp6']);
    expect(agreement).toEqual(['agr1', 'agr3', 'agr4', 'agr5', 'agr6']);
    const story = at('expert', learned(sale(), definition, 'pre1', { tender: true }));
    const contactId = contactOn('expert');
    for (const action of ['exp2', 'exp5']) {
      story.refuses({ type: 'CompleteAction', action, contactId, answers: {} }, 'ACTION_NOT_APPLICABLE');
    }
  });

  it('S7: which is no tender meets the experts and keeps a negotiation log', () => {
    const [expert, agreement] = walked(false);
    expect(expert).toEqual(['exp1', 'exp2', 'exp3', 'exp4', 'exp5', 'exp6']);
    expect(agreement).toEqual(['agr1', 'agr2', 'agr3', 'agr4', 'agr5', 'agr6']);
  });
});

describe('S2: what makes a sale complex', () => {
  it('S2: is told in six points, each with what it rests on', () => {
    const story = learned(sale(), definition, 'pre4', { need: 'latent', functions: 'simple', expectation: 'high' });
    const complexity = complexityOf(story.state!, definition)!;
    expect(complexity.points.map(({ point, side }) => [point, side])).toEqual([
      ['product-functions', 'undecided'],
      ['salesperson-skill', 'high'],
      ['expectation', 'high'],
      ['service-need', 'undecided'],
      ['process-length', 'undecided'],
      ['decision-factors', 'high'],
    ]);
    expect(complexity).toMatchObject({ complex: 'undecided', high: 3, complexFrom: 4 });
    expect(complexity.points.at(-1)!.restsOn).toEqual([
      { holds: true, measure: 'levels-manned', value: 5, atLeast: 4 },
      { holds: false, measure: 'people-on-chain', value: 5, atLeast: 6 },
    ]);
    expect(complexity.points[1]!.restsOn[0]).toEqual({ holds: true, facts: { need: 'latent' } });
  });

  it('S2: changes with what is counted on the sale', () => {
    const story = learned(sale(), definition, 'pre4', { need: 'explicit', functions: 'simple', serviceNeed: 'low' });
    learned(story, definition, 'pre1', { tender: false });
    story.when({ type: 'ReviseOffer', lines: [plainLine, { ...plainLine, productCode: 'vpmn' }] });
    story.when({ type: 'ChangeForecast', closeOn: '2026-04-01', reason: '客户计划' });
    const sides = (): (string | undefined)[] => complexityOf(story.state!, definition)!.points.map(({ side }) => side);
    expect(sides()).toEqual(['high', 'low', 'undecided', 'low', 'low', 'high']);
    story.when({ type: 'ChangeForecast', closeOn: '2026-12-01', reason: '推迟' });
    expect(sides()).toEqual(['high', 'low', 'undecided', 'low', 'high', 'high']);
    story.when({ type: 'TakeContactOff', contactId: contactOn('user'), level: 'user', reason: 'mistake' });
    story.when({ type: 'TakeContactOff', contactId: contactOn('expert'), level: 'expert', reason: 'mistake' });
    expect(sides().at(-1)).toBe('low');
  });

  it('S2: every gate is given weeks, and none of its actions longer than the gate', () => {
    for (const { key, due, actions: asked } of definition.gates) {
      const weeks = parseDuration(due!);
      expect([key, weeks.unit]).toEqual([key, 'w']);
      const longest = Math.max(...asked.map((action) => parseDuration(action.due!).amount));
      expect([key, longest <= weeks.amount * 5]).toEqual([key, true]);
    }
  });
});

it('S8: every level has its concerns, what convinces it, questions to ask and posts to look for, in both languages', () => {
  expect(definition.levels.map(({ key }) => key)).toEqual([
    'user',
    'purchaser',
    'expert',
    'influencer',
    'decision-maker',
  ]);
  for (const { traits } of definition.levels) {
    const { concern, convincedBy, ask, posts } = traits!;
    for (const label of [concern, convincedBy, ask, posts!]) {
      expect(label['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(label.en).toMatch(/[a-z]/);
    }
  }
});
