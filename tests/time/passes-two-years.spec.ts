// Two years of one sale and its follow-ups on a skipped clock, the real PostgreSQL, and the rules that decide everything.
import { temporal } from '@temporalio/proto';
import { logStatus } from '#event-store';
import { readModelMigrations } from '#read-model';
import { shippedPlaybook } from '#playbooks';
import { record } from '../replay/recording';
import { startProcesses, type Processes } from '../support/processes';
import { Sale } from '../support/sale';
import { openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(300_000);

const ANNIVERSARY = '2003-06-18';

const { EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED } = temporal.api.enums.v1.EventType;

let test: TestStore;
let processes: Processes;
let sale: Sale;
let underWay: Sale;

beforeAll(async () => {
  test = await openTestStore({ migrations: readModelMigrations });
  processes = await startProcesses(test.store);
  // A Monday morning: how many follow-ups two years bring depends on the weekdays.
  await processes.sleepUntil('2035-01-01T01:00:00.000Z');
  const now = (): string => processes.now();
  sale = new Sale(test.store, { playbook: patientStory(), class: 'A', anniversary: ANNIVERSARY, now });
});
afterAll(async () => {
  await record(processes.environment.client, 'sale-won', `opportunity:${sale.id}`);
  await record(processes.environment.client, 'sale-under-way', `opportunity:${underWay.id}`);
  await record(processes.environment.client, 'follow-up-plan-ended', `follow-up-plan:${(await sale.plan())!.id}`);
  await processes?.stop();
  await test?.close();
});

/** `story` in working hours: days instead of seconds, and the follow-ups that a class A customer really gets. */
function patientStory(): unknown {
  const story = JSON.parse(JSON.stringify(shippedPlaybook('story')).replaceAll(/"\d\d?s"/g, '"2wd"')) as object;
  const { followUps } = shippedPlaybook('group-customer') as { followUps: object };
  return { ...story, key: 'patient-story', businessTime: 'working-hours', followUps };
}

const opportunity = () => ({ type: 'opportunity', id: sale.id }) as const;

it('who is late is reminded, then the superior is told, each once, however long nobody moves', async () => {
  await sale.open();
  await processes.standsAt(opportunity(), 1);
  await processes.sleep('30 days');
  const said = (await sale.events()).slice(1);
  expect(said.map(({ type }) => type)).toEqual(['DeadlineReminded', 'DeadlineEscalated']);
  for (const { at, by } of said) {
    expect(by).toEqual({ kind: 'process', name: 'opportunity-workflow' });
    expect(inWorkingHours(at)).toBe(true);
  }
});

it('climbs, is parked for half a year, wakes on its date, and is won', async () => {
  let version = await sale.pass('preparation');
  expect(await processes.standsAt(opportunity(), version)).toMatchObject({ phase: 'climb', level: 'user' });
  for (const gate of ['user', 'purchaser']) version = await sale.pass(gate);
  expect(await processes.standsAt(opportunity(), version)).toMatchObject({ phase: 'climb', level: 'expert' });

  const until = new Date(Date.parse(processes.now()) + 180 * 86_400_000).toISOString();
  version = await sale.do({ type: 'ParkOpportunity', until, reason: '客户预算明年' });
  expect(await processes.standsAt(opportunity(), version)).toMatchObject({ phase: 'parked', dueAt: until });
  await processes.sleep('179 days');
  expect((await sale.state()).status).toBe('parked');
  await processes.sleep('2 days');
  const woken = (await sale.events()).at(-1)!;
  expect([woken.type, woken.at]).toEqual(['OpportunityWoken', until]);

  for (const gate of ['expert', 'influencer', 'decision-maker']) version = await sale.pass(gate);
  expect(await processes.standsAt(opportunity(), version)).toMatchObject({ phase: 'reach-agreement' });
  await sale.pass('agreement');
  expect(await eventually(() => completed(`opportunity:${sale.id}`))).toBe(true);
});

it('a signal sent by hand opens no gate: the query still shows the level', async () => {
  underWay = new Sale(test.store, { now: () => processes.now() });
  await underWay.open();
  const version = await underWay.pass('preparation');
  const stream = { type: 'opportunity', id: underWay.id } as const;
  await processes.standsAt(stream, version);
  const handle = processes.environment.client.workflow.getHandle(`opportunity:${underWay.id}`);
  await handle.signal('poke', version + 40);
  await handle.signal('passGate', 'user');
  await handle.signal('poke', version + 41);
  await processes.sleep('1 minute');
  expect(await processes.standsAt(stream, version)).toMatchObject({ phase: 'climb', level: 'user', gate: 'user' });
  expect((await underWay.state()).gate.key).toBe('user');
});

it('an event that changes nothing that is waited for pokes nobody', async () => {
  const signals = async (): Promise<number> => {
    const handle = processes.environment.client.workflow.getHandle(`opportunity:${underWay.id}`);
    const { events = [] } = await handle.fetchHistory();
    return events!.filter(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED).length;
  };
  const followed = (): Promise<boolean | undefined> =>
    eventually(async () => {
      const sink = (await logStatus(test.store)).sinks.find(({ sink: name }) => name === 'temporal');
      return sink?.waiting === 0 ? true : undefined;
    });
  expect(await followed()).toBe(true);
  const before = await signals();
  const line = { productCode: 'ip-line', quantity: 1, unitPriceFen: 1, discountBp: 0, charge: 'once' } as const;
  await underWay.do({ type: 'ReviseOffer', lines: [line] });
  expect(await followed()).toBe(true);
  expect(await signals()).toBe(before);
  await underWay.do({ type: 'CompleteAction', action: 'guide-need', answers: {} });
  expect(await followed()).toBe(true);
  expect(await signals()).toBe(before + 1);
});

it('its follow-ups fall due for two years, on working days in working hours, each once, and then the plan ends', async () => {
  const plan = (await eventually(() => sale.plan()))!;
  expect(plan).toMatchObject({ class: 'A', ownerId: sale.manager, ended: false });
  const stream = { type: 'follow-up-plan', id: plan.id } as const;
  // A working day after the signature, on whatever weekday that was.
  const { dueAt } = await processes.standsAt(stream, 1);
  await processes.sleepUntil(dueAt!);
  await processes.standsAt(stream, 2);
  await sale.doPlan({ type: 'CompleteFollowUp', item: 'f1', occurrence: 0, outcome: 'done' });
  const live = await sale.doPlan({ type: 'RecordGoLive', liveAt: processes.now() });
  await processes.standsAt(stream, live);
  await processes.sleep('31 days');
  const billedOn = processes.now().slice(0, 10);
  await processes.standsAt(stream, await sale.doPlan({ type: 'RecordFirstBill', billedOn }));

  for (let month = 0; month < 25; month++) await processes.sleep('31 days');
  expect(await eventually(() => completed(`follow-up-plan:${plan.id}`))).toBe(true);

  const events = await sale.planEvents();
  const due = events.filter((event) => event.type === 'FollowUpFellDue');
  expect(new Set(due.map(({ data }) => `${data.item}:${data.occurrence}`)).size).toBe(due.length);
  expect(due.every(({ at, data }) => at === data.dueAt && inWorkingHours(at))).toBe(true);
  const count = (item: string): number => due.filter(({ data }) => data.item === item).length;
  expect({ f1: count('f1'), f4: count('f4'), f5: count('f5'), f6: count('f6'), f9: count('f9') }).toEqual({
    f1: 1,
    f4: 1,
    f5: 23,
    f6: 7,
    f9: 2,
  });
  const dueOn = (item: string): string[] => due.flatMap(({ data }) => (data.item === item ? [data.dueAt] : []));
  const [checked] = dueOn('f4');
  expect(workingDays(dateOf(billedOn) + DAY_MS, dateOf(checked!) + DAY_MS)).toBe(3);
  for (const greeted of dueOn('f9')) {
    expect(workingDays(dateOf(greeted), dateOf(`${greeted.slice(0, 4)}${ANNIVERSARY.slice(4)}`))).toBe(3);
  }
  expect(count('f12-start') + count('f12-offer') + count('f12-decide')).toBe(3);
  // Nobody did any but the first: each was asked for again, and then its superior was told.
  expect(events.filter((event) => event.type === 'FollowUpReminded').length).toBe(due.length - 1);
  expect(events.at(-1)).toMatchObject({ type: 'PlanEnded', data: { cause: 'agreement-ended' } });
  expect(Date.parse(processes.now()) - Date.parse(plan.starts.signed.at)).toBeGreaterThan(2 * 365 * 86_400_000);
});

/** Monday to Friday, nine to six in Shanghai, which has no summer time. */
function inWorkingHours(instant: string): boolean {
  const there = new Date(Date.parse(instant) + 8 * 3_600_000);
  const minutes = there.getUTCHours() * 60 + there.getUTCMinutes();
  return there.getUTCDay() >= 1 && there.getUTCDay() <= 5 && minutes >= 9 * 60 && minutes <= 18 * 60;
}

const DAY_MS = 86_400_000;
const dateOf = (instant: string): number => Date.parse(instant.slice(0, 10));

/** From the first to before the second; both are midnights. */
function workingDays(from: number, to: number): number {
  const days = Array.from({ length: (to - from) / DAY_MS }, (_, index) => new Date(from + index * DAY_MS).getUTCDay());
  return days.filter((weekday) => weekday >= 1 && weekday <= 5).length;
}

/** Asked for, not awaited: awaiting a result lets time pass. */
async function completed(workflowId: string): Promise<true | undefined> {
  const { status } = await processes.environment.client.workflow.getHandle(workflowId).describe();
  return status.name === 'COMPLETED' ? true : undefined;
}

async function eventually<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}
