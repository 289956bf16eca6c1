// S25: the first bill and the customer's anniversary are starting points of their own; what is not on record is named, not invented.
import { staffCaller, idOf } from '../testing/given';
import { fallsDue, planOn, planProcess, type PlanStory, type StartPlan } from '../testing/plan-story';
import { shippedDefinition } from '../testing/shipped-opportunity';
import { manager } from '../testing/story-opportunity';
import type { Instant } from '../event';
import { missingStarts } from './plan-starts';
import { whatPlanWaitsFor } from './schedule';

const definition = shippedDefinition('group-customer');
/** A Monday, ten o'clock in Shanghai. */
const signedAt = '2026-03-02T02:00:00.000Z';

function plan(change: Partial<StartPlan> = {}): PlanStory {
  return planOn(definition, { signedAt, endsAt: '2029-03-01T16:00:00.000Z', ...change });
}

/** When this item falls due until then; the process fires everything on its way. */
function when(story: PlanStory, item: string, until: Instant): Instant[] {
  return fallsDue(story, definition, until).flatMap(([each, dueAt]) => (each === item ? [dueAt] : []));
}

const missing = (story: PlanStory): string[] => missingStarts(story.state!, definition).map(({ key }) => key);

it('what nobody has recorded is named with who can supply it, and nothing falls due by it', () => {
  const story = plan();
  expect(missingStarts(story.state!, definition)).toEqual(
    ['live', 'bill', 'anniversary'].map((key) => ({
      what: 'fact',
      key,
      problem: 'not-on-record',
      suppliedBy: [{ staffId: manager }],
    })),
  );
  const fell = fallsDue(story, definition, '2028-03-01T00:00:00.000Z').map(([item]) => item);
  expect(fell).toEqual(['f1']);
});

describe('the first bill', () => {
  it.each([
    ['A', '2026-04-08T01:00:00.000Z'],
    ['C', '2026-04-10T01:00:00.000Z'],
  ] as const)('of a class %s customer is checked when its working days have passed', (customerClass, dueAt) => {
    const story = plan({ class: customerClass }).by(staffCaller(manager));
    // A Saturday: the working days count from it all the same.
    story.when({ type: 'RecordFirstBill', billedOn: '2026-04-04' });
    expect(missing(story)).not.toContain('bill');
    expect(when(story, 'f4', '2027-03-01T00:00:00.000Z')).toEqual([dueAt]);
  });

  it('is corrected by another day for as long as it is not due', () => {
    const story = plan().by(staffCaller(manager));
    story.when({ type: 'RecordFirstBill', billedOn: '2026-04-06' });
    story.refuses({ type: 'RecordFirstBill', billedOn: '2026-04-06' }, 'ALREADY_EXISTS');
    const [before] = whatPlanWaitsFor(story.state!, definition, signedAt).filter(({ key }) => key === 'due:f4:0');
    story.when({ type: 'RecordFirstBill', billedOn: '2026-05-06' });
    story.by(planProcess).refuses(before!.command, 'OUTDATED');
    expect(when(story, 'f4', '2027-03-01T00:00:00.000Z')).toEqual(['2026-05-11T01:00:00.000Z']);
    story.by(staffCaller(manager)).when({ type: 'RecordFirstBill', billedOn: '2026-06-08' });
    expect(when(story, 'f4', '2027-03-01T00:00:00.000Z')).toEqual([]);
  });

  it('lies in the time of the agreement, and is recorded by who looks after it', () => {
    const story = plan().by(staffCaller(manager));
    for (const billedOn of ['2026-02-30', '2026-03-01', '2029-03-02']) {
      expect(story.refuses({ type: 'RecordFirstBill', billedOn }, 'INVALID_INPUT')).toEqual(['billedOn']);
    }
    story.by(staffCaller(idOf('stranger'))).refuses({ type: 'RecordFirstBill', billedOn: '2026-04-06' }, 'NOT_ALLOWED');
  });
});

describe('the anniversary', () => {
  it.each(['06-18', '2003-06-18'])('%s of the profile is greeted three working days before it, every year', (day) => {
    const story = plan({ anniversary: day });
    expect(missing(story)).not.toContain('anniversary');
    expect(when(story, 'f9', '2029-03-01T00:00:00.000Z')).toEqual([
      // 18 June is a Thursday, a Friday and, in 2028, a Sunday.
      '2026-06-15T01:00:00.000Z',
      '2027-06-15T01:00:00.000Z',
      '2028-06-14T01:00:00.000Z',
    ]);
  });

  it('on the 29th of February is the 28th where there is none', () => {
    const story = plan({ anniversary: '2004-02-29' });
    expect(when(story, 'f9', '2029-03-01T00:00:00.000Z')).toEqual([
      '2027-02-24T01:00:00.000Z',
      '2028-02-24T01:00:00.000Z',
      '2029-02-23T01:00:00.000Z',
    ]);
  });

  it('recorded later counts from then on: what nobody knew of is not made up for', () => {
    const story = plan().by(staffCaller(manager)).at('2027-07-01T02:00:00.000Z');
    story.when({ type: 'RecordAnniversary', anniversary: '06-18' });
    story.refuses({ type: 'RecordAnniversary', anniversary: '1998-06-18' }, 'ALREADY_EXISTS');
    expect(when(story, 'f9', '2029-03-01T00:00:00.000Z')).toEqual(['2028-06-14T01:00:00.000Z']);
  });

  it('corrected, it comes on the other day, and once a year', () => {
    const story = plan({ anniversary: '09-01' });
    expect(when(story, 'f9', '2026-10-01T00:00:00.000Z')).toEqual(['2026-08-27T01:00:00.000Z']);
    const correct = (anniversary: string, at: Instant): unknown =>
      story.by(staffCaller(manager)).at(at).when({ type: 'RecordAnniversary', anniversary });
    correct('12-15', '2026-10-01T02:00:00.000Z');
    expect(when(story, 'f9', '2027-07-01T00:00:00.000Z')).toEqual([]);
    // Of this year it is past.
    correct('06-18', '2027-07-01T02:00:00.000Z');
    expect(when(story, 'f9', '2029-03-01T00:00:00.000Z')).toEqual(['2028-06-14T01:00:00.000Z']);
  });

  it.each(['31-12', '02-30', '6-18', '2003', ''])('is not %s', (anniversary) => {
    const story = plan().by(staffCaller(manager));
    expect(story.refuses({ type: 'RecordAnniversary', anniversary }, 'INVALID_INPUT')).toEqual(['anniversary']);
  });
});

it('a plan from before these were asked for goes on as it was', () => {
  const older = structuredClone(definition);
  for (const item of older.followUps.items) if (item.key === 'f4' || item.key === 'f9') item.from = 'live';
  const story = planOn(older, { signedAt, endsAt: '2029-03-01T16:00:00.000Z', liveAt: '2026-03-04T02:00:00.000Z' });
  expect(missingStarts(story.state!, older)).toEqual([]);
  expect(fallsDue(story, older, '2026-03-31T00:00:00.000Z').map(([item]) => item)).toContain('f4');
});
