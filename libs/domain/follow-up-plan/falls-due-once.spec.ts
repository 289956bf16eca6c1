// S25: follow-ups fall due by themselves, once each, without a flood after an outage, and nobody's silence goes unnoticed.
import type { Instant } from '../event';
import { idOf, staffCaller } from '../testing/given';
import { planOn, planProcess, type PlanStory, type StartPlan } from '../testing/plan-story';
import { manager, storyDefinition, supervisor } from '../testing/story-opportunity';
import { timedCommandId } from '../timed-command';
import type { FollowUpPlanCommand, FollowUpPlanEvent } from './follow-up-plan';
import { planDueThings, whatPlanWaitsFor } from './schedule';

const definition = storyDefinition();
const start = '2026-03-02T01:00:00.000Z';
const end = '2026-03-02T01:05:00.000Z';

function plan(change: Partial<StartPlan> = {}): PlanStory {
  return planOn(definition, { signedAt: start, liveAt: start, endsAt: end, ...change });
}

/** Fires what is waited for until the clock reads `until`, as the workflow does; answers what happened. */
function runUntil(story: PlanStory, until: Instant): FollowUpPlanEvent[] {
  const happened: FollowUpPlanEvent[] = [];
  const ids = new Set<string>();
  for (;;) {
    const [wait] = whatPlanWaitsFor(story.state!, definition, until);
    if (wait === undefined || wait.dueAt > until) return happened;
    expect(ids.has(timedCommandId(story.streamId, wait))).toBe(false);
    ids.add(timedCommandId(story.streamId, wait));
    happened.push(...story.by(planProcess).at(wait.dueAt).when(wait.command));
    story.refuses(wait.command, 'OUTDATED');
  }
}

it('falls due at its time, is reminded, escalated, and then stays quiet', () => {
  const story = plan({ liveAt: undefined });
  expect(
    runUntil(story, '2026-03-02T01:01:00.000Z').map(({ type, data }) => [type, (data as { dueAt: string }).dueAt]),
  ).toEqual([
    ['FollowUpFellDue', '2026-03-02T01:00:05.000Z'],
    ['FollowUpReminded', '2026-03-02T01:00:25.000Z'],
    ['FollowUpEscalated', '2026-03-02T01:00:45.000Z'],
  ]);
});

it('quiet is not done: it stays among what is due, since the moment it was to be done', () => {
  const story = plan({ liveAt: undefined });
  const [fallen] = runUntil(story, '2026-03-02T01:01:00.000Z');
  const { item, occurrence } = fallen!.data as { item: string; occurrence: number };
  const late = () => planDueThings(story.state!, definition, start).filter(({ key }) => key.startsWith('late:'));
  const key = `late:${item}:${occurrence}`;
  expect(late()).toEqual([{ key, dueAt: '2026-03-02T01:00:25.000Z', what: 'RemindFollowUp', told: 'escalated' }]);
  story.by(staffCaller(manager)).at('2026-03-02T01:01:00.000Z');
  story.when({ type: 'CompleteFollowUp', item, occurrence, outcome: 'done' });
  expect(late()).toEqual([]);
});

it('what is said late after an outage is late only from then: the superior hears of nothing that nobody could do yet', () => {
  const story = plan({ liveAt: undefined });
  const back = '2026-03-02T01:02:00.000Z';
  const said: [string, string][] = [];
  for (let clock = back; said.length < 3;) {
    const [wait] = whatPlanWaitsFor(story.state!, definition, clock);
    clock = wait!.dueAt > clock ? wait!.dueAt : clock;
    const saidAt = clock;
    for (const { type } of story
      .by(planProcess)
      .at(wait!.dueAt)
      .when({ ...wait!.command, saidAt } as FollowUpPlanCommand))
      said.push([type, clock]);
  }
  expect(said).toEqual([
    ['FollowUpFellDue', back],
    ['FollowUpReminded', '2026-03-02T01:02:20.000Z'],
    ['FollowUpEscalated', '2026-03-02T01:02:40.000Z'],
  ]);
  expect(story.state!.open.get('welcome:0')).toMatchObject({ dueAt: '2026-03-02T01:00:05.000Z' });
  expect(story.state!.open.get('welcome:0')).not.toHaveProperty('putOffUntil');
});

it('after an outage the newest missed occurrence falls due and the others are recorded as skipped', () => {
  const story = plan();
  const late = '2026-03-02T01:02:30.000Z';
  const fell = runUntil(story, late).filter(({ type }) => type === 'FollowUpFellDue');
  expect(fell.map(({ data }) => data)).toMatchObject([
    { item: 'welcome', occurrence: 0, skipped: [] },
    { item: 'usage-visit', occurrence: 4, skipped: [0, 1, 2, 3], dueAt: '2026-03-02T01:02:10.000Z' },
  ]);
});

it('completed in time it is not reminded; a repeated completion is refused', () => {
  const story = plan({ liveAt: undefined });
  runUntil(story, '2026-03-02T01:00:05.000Z');
  const done = { type: 'CompleteFollowUp', item: 'welcome', occurrence: 0, outcome: 'done', note: '客户满意' } as const;
  story.by(staffCaller(idOf('stranger'))).refuses(done, 'NOT_ALLOWED');
  story.by(staffCaller(manager)).when(done);
  story.refuses(done, 'FOLLOW_UP_NOT_DUE');
  expect(runUntil(story, '2026-03-02T01:04:00.000Z')).toEqual([]);
});

it('snoozed with a reason, lateness counts from then', () => {
  const story = plan({ liveAt: undefined });
  runUntil(story, '2026-03-02T01:00:05.000Z');
  const until = '2026-03-02T01:02:00.000Z';
  const snooze = { type: 'SnoozeFollowUp', item: 'welcome', occurrence: 0, until } as const;
  story.by(staffCaller(manager)).refuses({ ...snooze, reason: ' ' }, 'INVALID_INPUT');
  story.when({ ...snooze, reason: '客户出差' });
  expect(runUntil(story, '2026-03-02T01:02:20.000Z')).toMatchObject([
    { type: 'FollowUpReminded', data: { dueAt: '2026-03-02T01:02:20.000Z' } },
  ]);
});

it('counts from going live only once that is known, and ends with the agreement', () => {
  const story = plan({ liveAt: undefined });
  const live = { type: 'RecordGoLive', liveAt: '2026-03-02T01:01:00.000Z' } as const;
  story.by(staffCaller(manager)).when(live);
  story.refuses(live, 'ALREADY_EXISTS');
  const types = runUntil(story, '2026-03-02T02:00:00.000Z').map(({ type }) => type);
  expect(types).toContain('FollowUpFellDue');
  expect(types.at(-1)).toBe('PlanEnded');
  expect(whatPlanWaitsFor(story.state!, definition, end)).toEqual([]);
  story
    .by(staffCaller(manager))
    .refuses({ type: 'CompleteFollowUp', item: 'welcome', occurrence: 0, outcome: 'done' }, 'ENDED');
});

it('gone live before the signature, it comes from the first time on that the agreement has', () => {
  const story = plan({ liveAt: '2026-03-02T00:59:15.000Z' });
  const [first] = runUntil(story, '2026-03-02T01:00:30.000Z').filter(
    ({ data }) => (data as { item: string }).item === 'usage-visit',
  );
  expect(first).toMatchObject({
    type: 'FollowUpFellDue',
    data: { occurrence: 2, skipped: [], dueAt: '2026-03-02T01:00:25.000Z' },
  });
  const longAgo = plan({ liveAt: '2025-03-02T01:00:00.000Z' });
  const waits = whatPlanWaitsFor(longAgo.state!, definition, start);
  expect(waits.find(({ key }) => key.startsWith('due:usage-visit'))?.dueAt).toBe('2026-03-02T01:00:10.000Z');
});

it('comes for as long as the agreement runs, however often', () => {
  const story = plan({ endsAt: '2026-06-02T01:00:00.000Z' });
  const late = '2026-03-03T01:00:00.000Z';
  const fell = runUntil(story, late).filter(({ data }) => (data as { item?: string }).item === 'usage-visit');
  expect(fell[0]).toMatchObject({ data: { occurrence: 2879, dueAt: '2026-03-03T00:59:40.000Z' } });
});

it.each(['2026-W10-1T00:00:00Z', '2026-03-02', '0001-01-01T00:00:00Z', '2026-02-30T00:00:00Z'])(
  'takes no %s for an instant',
  (given) => {
    const story = plan({ liveAt: undefined }).by(staffCaller(manager));
    expect(story.refuses({ type: 'RecordGoLive', liveAt: given }, 'INVALID_INPUT')).toEqual(['liveAt']);
  },
);

it('keeps an instant with milliseconds, which sort', () => {
  const story = plan({ liveAt: undefined }).by(staffCaller(manager));
  const [recorded] = story.when({ type: 'RecordGoLive', liveAt: '2026-03-02T01:01:00Z' });
  expect(recorded!.data).toEqual({ liveAt: '2026-03-02T01:01:00.000Z' });
});

it('changes hands by a superior, not by its owner', () => {
  const story = plan();
  const change = { type: 'ChangePlanOwner', to: manager, reason: '调岗' } as const;
  story.by(staffCaller(manager)).refuses(change, 'NOT_ALLOWED');
  story.by(staffCaller(supervisor)).refuses(change, 'ALREADY_EXISTS');
  story.refuses({ ...change, to: supervisor }, 'UNKNOWN_REFERENCE');
});
