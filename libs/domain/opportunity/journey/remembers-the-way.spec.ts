// S26: what reports read is remembered as it happened: stays at gates without parked time, objections, strategies, the end.
import { idOf } from '../../testing/given';
import { saleOn, shippedDefinition, standsAt } from '../../testing/shipped-opportunity';
import type { OpportunityStory } from '../../testing/story-opportunity';
import type { OpportunityEvent } from '../opportunity-events';

const definition = shippedDefinition('group-customer');
const day = (date: number): string => `2026-03-${String(date).padStart(2, '0')}T01:00:00.000Z`;
const DAY_MS = 86_400_000;

const sale = (): OpportunityStory => saleOn(definition);

it('S26: a stay that was parked, and one that was come back to', () => {
  const story = standsAt(sale(), definition, 'expert').at(day(5));
  story.when({ type: 'ParkOpportunity', until: day(20), reason: '等待' });
  story.at(day(8)).when({ type: 'WakeOpportunity' });
  story.at(day(9)).when({ type: 'GoBack', to: 'user', reason: '需求未确认' });
  const { visits } = story.state!.journey;
  expect(visits.map(({ gate, how }) => [gate, how])).toEqual([
    ['preparation', 'overridden'],
    ['user', 'overridden'],
    ['purchaser', 'overridden'],
    ['expert', 'went-back'],
    ['user', undefined],
  ]);
  expect(visits.at(-2)).toMatchObject({ enteredAt: day(2), leftAt: day(9), parkedMs: 3 * DAY_MS });
});

it('S26: a sale that was lost while parked, and came back where it stood', () => {
  const story = sale().at(day(3));
  story.when({ type: 'ParkOpportunity', until: day(20), reason: '等待' });
  story.at(day(4)).when({ type: 'LoseOpportunity', reason: 'rival', rivalCode: 'telecom' });
  expect(story.state!.journey.end).toEqual({ at: day(4), outcome: 'lost', reason: 'rival', rivalCode: 'telecom' });
  expect(story.state!.journey.visits).toMatchObject([{ leftAt: day(4), how: 'ended', parkedMs: DAY_MS }]);
  story.at(day(6)).when({ type: 'ReopenOpportunity', reason: '客户回头' });
  expect(story.state!.journey.end).toBeUndefined();
  expect(story.state!.journey.visits.at(-1)).toEqual({ gate: 'preparation', enteredAt: day(6), parkedMs: 0 });
});

it('S26: objections with what was chosen against them, and when they were solved', () => {
  const story = sale().at(day(3));
  story.when({ type: 'RaiseObjection', level: 'user', words: '太贵' });
  const [objectionId] = [...story.state!.objections.keys()] as [string];
  const happened: OpportunityEvent[] = [
    { type: 'ObjectionTypeDetermined', data: { objectionId, objectionType: 'no-budget' } },
    { type: 'ObjectionMeasureChosen', data: { objectionId, measure: 'probe-subtly' } },
    { type: 'ObjectionSolved', data: { objectionId } },
  ];
  story.at(day(5)).happened(happened);
  expect([...story.state!.journey.objections.values()]).toEqual([
    { level: 'user', objectionType: 'no-budget', measure: 'probe-subtly', raisedAt: day(3), solvedAt: day(5) },
  ]);
});

it('S26: strategies, each against a rival and by the code of that rival where it has one', () => {
  const story = sale();
  const [known, unnamed] = [idOf('rival'), idOf('other rival')];
  const happened = [
    { type: 'RivalNoted', data: { rivalId: known, code: 'unicom' } },
    { type: 'RivalNoted', data: { rivalId: unnamed } },
    { type: 'StrategyChosen', data: { rivalId: known, strategy: 'head-on' } },
    { type: 'StrategyChosen', data: { rivalId: unnamed, strategy: 'flanking' } },
  ];
  story.at(day(5)).happened(happened as OpportunityEvent[]);
  expect(story.state!.journey.strategies).toEqual([
    { strategy: 'head-on', rivalId: known, rivalCode: 'unicom', chosenAt: day(5) },
    { strategy: 'flanking', rivalId: unnamed, rivalCode: undefined, chosenAt: day(5) },
  ]);
});
