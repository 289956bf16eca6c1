// S4: four axes from 0 to 10, weighed to a score of 100, which proposes a class; who is above the keeper takes it over.
import { playbookStreamId } from '../../derived-id';
import type { ContributionDefinition } from '../../playbook/contribution';
import { contributionProblems } from '../../playbook/contribution';
import type { PlaybookDefinition } from '../../playbook/playbook';
import { idOf, staffCaller, Story } from '../../testing/given';
import { director, manager, staffMember, storyDefinition, supervisor } from '../../testing/story-opportunity';
import { customerDecider, type CustomerCommand, type CustomerEvent, type CustomerState } from '../customer';
import { classOf, proposalOf, scoreOf, type Axes } from './contribution';

type CustomerStory = Story<CustomerState, CustomerCommand, CustomerEvent>;
const weights: Axes = { volume: 25, potential: 25, profit: 30, loyalty: 20 };
const rule: ContributionDefinition = { weights, classes: { A: 70, B: 40 }, takeOver: 'proposed' };
const all = (value: number): Axes => ({ volume: value, potential: value, profit: value, loyalty: value });

const stranger = idOf('stranger');
const staff = new Map([
  staffMember(manager, ['account-manager'], { superiorId: supervisor }),
  staffMember(stranger, ['supervisor']),
  staffMember(supervisor, ['supervisor'], { superiorId: director }),
  staffMember(director, ['supervisor']),
]);

function customer(contribution: ContributionDefinition | undefined = rule, keeper?: string): CustomerStory {
  const definition: PlaybookDefinition = { ...storyDefinition(), contribution };
  const id = playbookStreamId('story');
  const older = { definition: { ...definition, contribution: undefined }, contentHash: 'older' };
  const versions = new Map([
    [1, older],
    [2, { definition, contentHash: 'newer' }],
  ]);
  const playbook = new Map([[id, { id, key: 'story', versions, latestVersion: 2 }]]);
  const story = new Story(customerDecider, idOf('customer')).knowing({ staff, playbook });
  story.when({ type: 'RegisterCustomer', name: '测试集团', accountManagerId: keeper ?? manager });
  return story.by(staffCaller(manager));
}

const score = (axes: Axes, note?: string) =>
  ({ type: 'ScoreContribution', playbookKey: 'story', ...axes, note }) as const;

describe('S4: the score', () => {
  it.each([
    [all(0), 0],
    [all(10), 100],
    [all(7), 70],
    [{ ...all(0), volume: 10 }, 25],
    [{ ...all(0), potential: 10 }, 25],
    [{ ...all(0), profit: 10 }, 30],
    [{ ...all(0), loyalty: 10 }, 20],
    [{ volume: 1, potential: 0, profit: 0, loyalty: 0 }, 2],
    [{ volume: 1, potential: 1, profit: 0, loyalty: 0 }, 5],
    [{ volume: 8, potential: 7, profit: 6, loyalty: 7 }, 69],
    [{ volume: 8, potential: 5, profit: 7, loyalty: 8 }, 69],
  ])('S4: of %j is %i: whole points, none rounded up', (axes, expected) => {
    expect(scoreOf(axes, weights)).toBe(expected);
  });

  it.each([
    [100, 'A'],
    [71, 'A'],
    [70, 'A'],
    [69, 'B'],
    [41, 'B'],
    [40, 'B'],
    [39, 'C'],
    [0, 'C'],
  ] as const)('S4: %i is of class %s', (points, expected) => {
    expect(classOf(points, rule)).toBe(expected);
  });
});

describe('S4: scoring a customer', () => {
  it('S4: keeps the axes with the weights they were judged by, and proposes a class', () => {
    const story = customer();
    const axes = { volume: 9, potential: 8, profit: 7, loyalty: 6 };
    expect(story.when(score(axes, '账单数据'))).toEqual([
      {
        type: 'ContributionScored',
        data: { ...axes, playbook: { key: 'story', version: 2 }, weights, score: 75, proposedClass: 'A' },
        personal: { owner: story.streamId, fields: { note: '账单数据' } },
      },
    ]);
    expect(story.state).toMatchObject({ contribution: { ...axes, score: 75, proposedClass: 'A', version: 2 } });
    expect(story.state!.class).toBeUndefined();
    expect(proposalOf(story.state!)).toBe('A');
    const [plain] = story.when(score(all(3)));
    expect(plain).not.toHaveProperty('personal');
    expect(story.state!.contribution).toMatchObject({ score: 30, proposedClass: 'C', version: 3 });
  });

  it.each(['volume', 'potential', 'profit', 'loyalty'])('S4: %s is a whole number from 0 to 10', (axis) => {
    const story = customer();
    for (const value of [-1, 11, 5.5, Number.NaN]) {
      expect(story.refuses(score({ ...all(5), [axis]: value }), 'INVALID_INPUT')).toEqual([axis]);
    }
    for (const value of [0, 10]) expect(story.judge(score({ ...all(5), [axis]: value }))).toHaveLength(1);
    expect(story.judge(score({ ...all(5), [axis]: 11 }))).toEqual({
      refused: 'INVALID_INPUT',
      missing: [{ what: 'field', key: axis, problem: 'out-of-range', suppliedBy: [] }],
      detail: { limit: 10 },
    });
  });

  it('S4: an empty note says nothing', () => {
    expect(customer().refuses(score(all(5), ''), 'INVALID_INPUT')).toEqual(['note']);
  });

  it('S4: is weighed by a playbook that says how', () => {
    const story = customer();
    expect(story.judge({ ...score(all(5)), playbookKey: 'none' })).toMatchObject({
      refused: 'UNKNOWN_REFERENCE',
      missing: [{ key: 'playbookKey', problem: 'unknown' }],
    });
    const without = customer();
    without.knowing({
      playbook: new Map(
        [...[playbookStreamId('story')]].map((id) => [
          id,
          {
            id,
            key: 'story',
            versions: new Map([[1, { definition: storyDefinition(), contentHash: '' }]]),
            latestVersion: 1,
          },
        ]),
      ),
    });
    expect(without.judge(score(all(5)))).toMatchObject({
      refused: 'UNKNOWN_REFERENCE',
      missing: [{ key: 'playbookKey', problem: 'section-missing' }],
    });
  });

  it('S4: is judged by who keeps the customer, or above', () => {
    const story = customer();
    story.by(staffCaller(stranger)).refuses(score(all(5)), 'NOT_ALLOWED');
    story.by(staffCaller(director)).when(score(all(5)));
  });
});

describe('S4: the class', () => {
  it('S4: is taken over by those above the keeper, from the score that they saw, once', () => {
    const story = customer();
    const take = (seen: number) => ({ type: 'TakeOverClass', score: seen }) as const;
    story.by(staffCaller(supervisor));
    expect(story.judge(take(2))).toMatchObject({
      refused: 'FACT_MISSING',
      missing: [{ what: 'fact', key: 'contribution', problem: 'not-on-record', suppliedBy: [{ staffId: manager }] }],
    });
    story.by(staffCaller(manager)).when(score(all(4)));
    story.refuses(take(2), 'NOT_ALLOWED');
    story.when(score(all(7)));
    story.by(staffCaller(supervisor));
    expect(story.judge(take(2))).toEqual({ refused: 'OUTDATED', missing: [], detail: { score: 3 } });
    expect(story.when(take(3))).toEqual([
      { type: 'CustomerClassified', data: { class: 'A', reason: 'contribution-score' } },
    ]);
    expect(story.state!.class).toBe('A');
    expect(proposalOf(story.state!)).toBeUndefined();
    expect(story.judge(take(3))).toEqual({ refused: 'ALREADY_EXISTS', missing: [], detail: { class: 'A' } });
  });

  it('S4: of nobody’s customer waits for any account manager to score it', () => {
    const story = new Story(customerDecider, idOf('of nobody')).knowing({ staff });
    story.when({ type: 'RegisterCustomer', name: '无主集团' });
    expect(story.by(staffCaller(supervisor)).judge({ type: 'TakeOverClass', score: 1 })).toMatchObject({
      missing: [{ suppliedBy: [{ role: 'account-manager' }] }],
    });
    expect(proposalOf(story.state!)).toBeUndefined();
    expect(proposalOf({ ...story.state!, class: 'B' })).toBeUndefined();
  });

  it('S4: follows at once where the playbook says so, and only when it changes', () => {
    const story = customer({ ...rule, takeOver: 'automatic' });
    expect(story.when(score(all(9))).map(({ type }) => type)).toEqual(['ContributionScored', 'CustomerClassified']);
    expect(story.state!.class).toBe('A');
    expect(story.when(score(all(8))).map(({ type }) => type)).toEqual(['ContributionScored']);
    expect(story.when(score(all(3)))[1]).toMatchObject({ data: { class: 'C', reason: 'contribution-score' } });
  });
});

const sums = (sum: number) => [
  {
    path: 'contribution.weights',
    code: 'weights-not-100',
    message: `contribution.weights: they add up to ${sum}; make them add up to 100`,
  },
];
const bounds = (A: number, B: number) => [
  {
    path: 'contribution.classes',
    code: 'classes-not-falling',
    message: `contribution.classes: A begins at ${A}, B at ${B}; A must begin above B, and B above 0`,
  },
];

it.each([
  [{ ...weights, volume: 24 }, rule.classes, sums(99)],
  [{ ...weights, volume: 26 }, rule.classes, sums(101)],
  [{ ...weights, loyalty: 0 }, rule.classes, sums(80)],
  [weights, { A: 40, B: 40 }, bounds(40, 40)],
  [weights, { A: 40, B: 0 }, bounds(40, 0)],
  [{ ...weights, loyalty: 0 }, { A: 40, B: 50 }, [...sums(80), ...bounds(40, 50)]],
  [weights, { A: 2, B: 1 }, []],
])('S4: a playbook whose weights are %j and classes %j has the problems %j', (given, classes, problems) => {
  const definition = { ...storyDefinition(), contribution: { ...rule, weights: given, classes } };
  expect(contributionProblems(definition)).toEqual(problems);
  expect(contributionProblems({ ...definition, contribution: undefined })).toEqual([]);
});
