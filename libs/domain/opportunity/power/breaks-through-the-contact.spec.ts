// S20: the plan has a remedy that belongs to its barrier and somebody who introduces; the meeting is with who decides.
import { learned, saleOn, shippedDefinition, standingsAt, standsAt } from '../../testing/shipped-opportunity';
import { contactOn, type OpportunityStory } from '../../testing/story-opportunity';
import type { PlanBreakThrough, RecordIntroduction } from './break-through';

const definition = shippedDefinition('group-customer');
const plan: PlanBreakThrough = {
  type: 'PlanBreakThrough',
  barrier: 'rank',
  remedy: 'ask-for-contact',
  technique: 'company-event',
  introducerId: contactOn('user'),
  note: '周年庆上引荐',
};
const meeting: RecordIntroduction = {
  type: 'RecordIntroduction',
  contactId: contactOn('influencer'),
  introducerId: contactOn('user'),
  metOn: '2026-03-01',
};

/** The contact decides nothing, so that somebody has to introduce us. */
function saleAt(gate: string): OpportunityStory {
  return learned(standsAt(saleOn(definition), definition, gate), definition, 'pre3', { contactDeciding: false });
}
const statusOf = (story: OpportunityStory, gate: string, action: string): string | undefined =>
  standingsAt(story, definition, gate).find((each) => each.action === action)?.status;

it('S20: the plan is done when it is planned, and what was noted is sealed', () => {
  const story = saleAt('user');
  expect(statusOf(story, 'user', 'use6')).toBe('open');
  const [event] = story.when(plan);
  expect(event).toMatchObject({
    data: { barrier: 'rank', remedy: 'ask-for-contact', technique: 'company-event', introducerId: contactOn('user') },
    personal: { owner: contactOn('user'), fields: { note: '周年庆上引荐' } },
  });
  expect(statusOf(story, 'user', 'use6')).toBe('completed');
});

it.each([
  ['a remedy of another barrier', { remedy: 'remember-hobbies' }, 'remedy'],
  ['a remedy that is none', { remedy: 'hope' }, 'remedy'],
  ['a barrier that is none', { barrier: 'weather' }, 'barrier'],
  ['a technique that is none', { technique: 'luck' }, 'technique'],
  ['somebody who is not at this customer', { introducerId: contactOn('nobody') }, 'introducerId'],
])('S20: %s is refused', (_what, change, field) => {
  expect(saleAt('user').refuses({ ...plan, ...change }, 'UNKNOWN_REFERENCE')).toEqual([field]);
});

it('S20: the remedies of every barrier of the source are there', () => {
  const { barriers } = definition.breakThrough!;
  expect(barriers.map(({ key, remedies }) => [key, remedies.length])).toEqual([
    ['rank', 3],
    ['experience', 4],
    ['knowledge', 3],
  ]);
});

it('S20: the meeting with a person on a deciding level, and who introduced, completes the action of the influencer’s gate', () => {
  const story = saleAt('influencer');
  expect(statusOf(story, 'influencer', 'inf1')).toBe('open');
  const [event] = story.when(meeting);
  expect(event).toMatchObject({
    data: { contactId: contactOn('influencer'), level: 'influencer', metOn: '2026-03-01' },
  });
  expect(statusOf(story, 'influencer', 'inf1')).toBe('completed');
});

it('S20: who decides nothing, who introduces themselves, and tomorrow are refused', () => {
  const story = saleAt('influencer');
  expect(story.refuses({ ...meeting, contactId: contactOn('expert') }, 'NOT_ON_LEVEL')).toEqual(['decision-maker']);
  expect(story.refuses({ ...meeting, introducerId: contactOn('influencer') }, 'INVALID_INPUT')).toEqual([
    'introducerId',
  ]);
  expect(story.refuses({ ...meeting, metOn: '2026-03-03' }, 'INVALID_INPUT')).toEqual(['metOn']);
  expect(story.refuses({ ...meeting, introducerId: contactOn('nobody') }, 'UNKNOWN_REFERENCE')).toEqual([
    'introducerId',
  ]);
});

it('S20: planned as early as one likes, but met no earlier than the influencer’s level', () => {
  const story = saleAt('user');
  story.when(plan);
  story.refuses(meeting, 'GATE_NOT_ENTERED');
});
