// S25: what the customer begins after the sale is reported, its acts fall due, and it is over only when it is settled.
import type { ContactState } from '../contact/contact';
import type { CustomerState } from '../customer/customer';
import type { Id, Instant } from '../event';
import { idOf, staffCaller } from '../testing/given';
import { fallsDue, planOn, planProcess, type PlanStory } from '../testing/plan-story';
import { shippedDefinition } from '../testing/shipped-opportunity';
import { contactOn, customer, manager, storyDefinition, supervisor } from '../testing/story-opportunity';
import { whatPlanWaitsFor } from './schedule';

const definition = storyDefinition();
const start = '2026-03-02T01:00:00.000Z';
const complain = { type: 'ReportAfterSalesEvent', event: 'complaint', note: '信号差' } as const;

/** Nothing of the calendar falls due in it: what happens comes from reports. */
function plan(): PlanStory {
  const story = planOn(definition, { signedAt: start, endsAt: '2026-03-02T01:05:00.000Z' });
  story.happened([
    { type: 'FollowUpFellDue', data: { item: 'welcome', occurrence: 0, dueAt: start, skipped: [], to: manager } },
    { type: 'FollowUpCompleted', data: { item: 'welcome', occurrence: 0, outcome: 'done' } },
  ]);
  return story.by(staffCaller(manager)).at('2026-03-02T01:01:00.000Z');
}

function runUntil(story: PlanStory, until: Instant): string[] {
  const happened: string[] = [];
  for (;;) {
    const [wait] = whatPlanWaitsFor(story.state!, definition, until);
    if (wait === undefined || wait.dueAt > until) return happened;
    const events = story.by(planProcess).at(wait.dueAt).when(wait.command);
    story.refuses(wait.command, 'OUTDATED');
    happened.push(...events.map(({ type, data }) => `${type} ${(data as { item?: string }).item ?? ''}`));
    story.by(staffCaller(manager));
  }
}

const done = (item: string, occurrence = 0) =>
  ({ type: 'CompleteFollowUp', item, occurrence, outcome: 'done' }) as const;

it('S25: a complaint asks for an answer at once, which is late after its own time', () => {
  const story = plan();
  const [reported] = story.when(complain);
  expect(reported).toMatchObject({ data: { event: 'complaint' }, personal: { fields: { note: '信号差' } } });
  expect(runUntil(story, '2026-03-02T01:01:05.000Z')).toEqual([
    'FollowUpFellDue complaint-answer',
    'FollowUpReminded complaint-answer',
  ]);
});

it('S25: it is closed only when it was answered and somebody at the customer agrees; until then it comes again', () => {
  const story = plan();
  story.when(complain);
  const report = story.state!.version;
  runUntil(story, '2026-03-02T01:01:21.000Z');
  const close = { type: 'CloseAfterSalesEvent', reportNumber: report } as const;
  expect(story.refuses(close, 'INVALID_INPUT')).toEqual(['agreedById']);
  expect(story.refuses({ ...close, agreedById: idOf('nobody') }, 'UNKNOWN_REFERENCE')).toEqual(['agreedById']);
  const agreed = { ...close, agreedById: contactOn('user') };
  expect(story.refuses(agreed, 'FOLLOW_UP_OPEN')).toEqual(['complaint-answer']);
  story.when(done('complaint-answer'));
  story.when(agreed);
  story.refuses(agreed, 'ALREADY_EXISTS');
  expect(story.refuses({ ...agreed, reportNumber: 1 }, 'UNKNOWN_REFERENCE')).toEqual(['reportNumber']);
  const later = whatPlanWaitsFor(story.state!, definition, '2026-03-02T01:03:00.000Z').map(({ key }) => key);
  expect(later.filter((key) => key.startsWith('due:complaint'))).toEqual([]);
});

it('S25: people of a customer that was merged with this one may agree, and nobody else’s', () => {
  const [merged, stranger] = [idOf('merged customer'), idOf('another customer')];
  const ofCustomer = (id: Id, mergedInto?: Id): [Id, CustomerState] => [
    id,
    { id, class: 'B', agreements: [], mergedInto },
  ];
  const person = (customerId: Id): [Id, ContactState] => [
    idOf(customerId),
    { id: idOf(customerId), customerId, erased: false },
  ];
  const story = plan().knowing({
    customer: new Map([ofCustomer(customer), ofCustomer(merged, customer), ofCustomer(stranger)]),
    contact: new Map([person(merged), person(stranger)]),
  });
  story.when(complain);
  const close = { type: 'CloseAfterSalesEvent', reportNumber: story.state!.version } as const;
  expect(story.refuses({ ...close, agreedById: idOf(stranger) }, 'UNKNOWN_REFERENCE')).toEqual(['agreedById']);
  story.when({ ...close, agreedById: idOf(merged) });
});

it('S25: of daily progress that an outage swallowed only the newest falls due, and a later one overtakes it', () => {
  const story = plan();
  story.when(complain);
  runUntil(story, '2026-03-02T01:01:00.000Z');
  story.when(done('complaint-answer'));
  const fell = runUntil(story, '2026-03-02T01:01:45.000Z').filter((each) => each.startsWith('FollowUpFellDue'));
  expect(fell).toEqual(['FollowUpFellDue complaint-progress']);
  expect([...story.state!.open.values()]).toMatchObject([{ dueAt: '2026-03-02T01:01:40.000Z' }]);
  runUntil(story, '2026-03-02T01:01:50.000Z');
  expect([...story.state!.open.values()]).toMatchObject([{ dueAt: '2026-03-02T01:01:50.000Z' }]);
});

it('S25: two complaints are two, and neither overtakes the other', () => {
  const story = plan();
  story.when(complain);
  story.when(complain);
  runUntil(story, '2026-03-02T01:01:01.000Z');
  expect([...story.state!.open.keys()]).toEqual(['complaint-answer:0', 'complaint-answer:1']);
});

it('S25: the plan outlives its agreement until what was reported is settled', () => {
  const story = plan();
  story.at('2026-03-02T01:04:30.000Z').when({ type: 'ReportAfterSalesEvent', event: 'lost' });
  expect(runUntil(story, '2026-03-02T01:05:31.000Z')).toContain('FollowUpFellDue win-back');
  expect(story.state!.ended).toBe(false);
  story.when(done('win-back'));
  expect(runUntil(story, '2026-03-02T01:05:31.000Z')).toEqual(['PlanEnded ']);
  story.refuses(complain, 'ENDED');
});

it('S25: only what the playbook knows is reported, by who looks after the agreement, or by the process of the customer', () => {
  const story = plan();
  expect(story.refuses({ type: 'ReportAfterSalesEvent', event: 'contact-changed' }, 'UNKNOWN_REFERENCE')).toEqual([
    'event',
  ]);
  expect(story.refuses({ ...complain, note: ' ' }, 'INVALID_INPUT')).toEqual(['note']);
  story.by(staffCaller(idOf('stranger'))).refuses(complain, 'NOT_ALLOWED');
  story.by(planProcess).refuses(complain, 'NOT_ALLOWED');
  story.by({ kind: 'process', name: 'customer-workflow' }).when({ type: 'ReportAfterSalesEvent', event: 'warning' });
  story.by(staffCaller(supervisor)).when(complain);
});

it('S25: what is due counts from when the customer said it, also where that is entered later', () => {
  const shipped = shippedDefinition('group-customer');
  const story = planOn(shipped, { signedAt: start, endsAt: '2027-03-02T01:00:00.000Z' });
  story.by(staffCaller(manager)).at('2026-03-09T02:00:00.000Z');
  expect(story.refuses({ ...complain, reportedAt: 'friday' }, 'INVALID_INPUT')).toEqual(['reportedAt']);
  expect(story.refuses({ ...complain, reportedAt: '2026-03-09T02:00:01Z' }, 'INVALID_INPUT')).toEqual(['reportedAt']);
  expect(story.refuses({ ...complain, reportedAt: '2026-03-02T00:59:59Z' }, 'INVALID_INPUT')).toEqual(['reportedAt']);
  // A Thursday afternoon; the same time of day five working days later.
  const [reported] = story.when({ ...complain, reportedAt: '2026-03-05T07:30:00Z' });
  expect(reported!.data).toEqual({ event: 'complaint', reportedAt: '2026-03-05T07:30:00.000Z' });
  const due = fallsDue(story, shipped, '2026-03-13T00:00:00.000Z').filter(([item]) => item.startsWith('complaint'));
  expect(due[0]).toEqual(['complaint-answer', '2026-03-05T07:30:00.000Z']);
  expect(due.filter(([item]) => item === 'complaint-call-back')).toEqual([
    ['complaint-call-back', '2026-03-12T07:30:00.000Z'],
  ]);
});
