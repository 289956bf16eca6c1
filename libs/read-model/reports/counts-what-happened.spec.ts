// S26: reports counted from the log: where sales stand still, how long levels take, what objections came to, what is expected,
// how sales ended; each within what the asker may see, and the same when it is made again.
import { randomUUID } from 'node:crypto';
import {
  customerDecider,
  opportunityDecider,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type Decider,
  type DomainEvent,
  type Id,
  type OpportunityCommand,
  type OpportunityState,
} from '#domain';
import { foldStream } from '#event-store';
import { shippedPlaybook } from '#playbooks';
import { openFollowedStore, type FollowedStore } from '../../../tests/support/followed-store';
import { awaitVersion } from '../queries';
import type { Scope } from '../scope';
import { rebuildReadModels } from '../read-model-sink';
import type { ReportFilter } from './report-filter';
import { funnel, standingStill, standstill, timePerLevel } from './reports-of-process';
import { ends, forecast, objections, strategies } from './reports-of-results';

jest.setTimeout(60_000);

let test: FollowedStore;
const [manager, colleague, supervisor, director, customerA, customerB] = Array.from({ length: 6 }, () =>
  randomUUID(),
) as [Id, Id, Id, Id, Id, Id];
const all: ReportFilter = { by: 'all' };
const one = { group: 'all', groupName: null };
const everything: Scope = { all: true };
let last: { id: Id; version: number };

async function send<S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  id: Id,
  command: C,
  caller?: Caller,
  now = '2026-03-02T01:00:00.000Z',
): Promise<void> {
  last = { id, version: await test.send(decider, id, command, caller, now) };
}

const by = (id: Id): Caller => ({ kind: 'staff', id });
const asks = (id: Id, command: OpportunityCommand, now: string, who = manager): Promise<void> =>
  send(opportunityDecider, id, command, by(who), now);

async function passes(id: Id, gate: string, now: string, owner = manager): Promise<void> {
  await asks(id, { type: 'RequestOverride', gate, reason: '检验' }, now, owner);
  for (const voter of [supervisor, director]) {
    const { state } = await foldStream<OpportunityState, never>(test.store, opportunityDecider, {
      type: 'opportunity',
      id,
    });
    const approval = [...state!.approvals.values()].at(-1)!;
    const { round, contentHash } = approval;
    await asks(id, { type: 'CastVote', approvalId: approval.id, round, contentHash, decision: 'approve' }, now, voter);
  }
  await asks(id, { type: 'PassGate', gate }, now, owner);
}

async function opens(customerId: Id, now: string, more: object, owner = manager): Promise<Id> {
  const id = randomUUID();
  const open = { type: 'OpenOpportunity', customerId, playbookKey: 'group-customer', title: '专线', ...more } as const;
  await asks(id, open, now, owner);
  return id;
}

const sales: { [name: string]: Id } = {};

beforeAll(async () => {
  test = await openFollowedStore();
  const staff = (id: Id, roles: ('supervisor' | 'account-manager')[], superiorId?: Id): Promise<void> =>
    send(staffDecider, id, { type: 'RegisterStaff', roles, name: '员工', superiorId });
  await staff(director, ['supervisor']);
  await staff(supervisor, ['supervisor'], director);
  await staff(manager, ['account-manager'], supervisor);
  await staff(colleague, ['account-manager'], supervisor);
  await send(playbookDecider, playbookStreamId('group-customer'), {
    type: 'PublishPlaybook',
    document: shippedPlaybook('group-customer'),
  });
  const customer = (id: Id, customerClass: 'A' | 'B', region: string, accountManagerId: Id): Promise<void> =>
    send(customerDecider, id, {
      type: 'RegisterCustomer',
      name: '=集团',
      class: customerClass,
      region,
      accountManagerId,
    });
  await customer(customerA, 'A', '330402', manager);
  await customer(customerB, 'B', '310000', colleague);

  // Ten days of preparation, of which four were parked; then at the user level, late by the time of the reports.
  sales.late = await opens(customerA, '2026-01-01T01:00:00.000Z', {
    expectedAmountFen: 1_000_000,
    expectedCloseOn: '2026-05-15',
  });
  await asks(
    sales.late,
    { type: 'ParkOpportunity', until: '2026-02-01T01:00:00.000Z', reason: '年初' },
    '2026-01-03T01:00:00.000Z',
  );
  await asks(sales.late, { type: 'WakeOpportunity' }, '2026-01-07T01:00:00.000Z');
  await passes(sales.late, 'preparation', '2026-01-11T01:00:00.000Z');
  await asks(sales.late, { type: 'RaiseObjection', level: 'user', words: '太贵' }, '2026-01-12T01:00:00.000Z');
  const state = (
    await foldStream<OpportunityState, never>(test.store, opportunityDecider, { type: 'opportunity', id: sales.late })
  ).state!;
  const [objectionId] = [...state.objections.keys()] as [Id];
  await asks(
    sales.late,
    { type: 'DetermineObjectionType', objectionId, objectionType: 'no-budget' },
    '2026-01-13T01:00:00.000Z',
  );
  await asks(sales.late, { type: 'FindObjectionTruth', objectionId, truth: '下半年' }, '2026-01-13T01:00:00.000Z');
  await asks(
    sales.late,
    { type: 'ChooseObjectionMeasure', objectionId, measure: 'probe-subtly' },
    '2026-01-13T01:00:00.000Z',
  );
  await asks(sales.late, { type: 'ConfirmObjectionSolved', objectionId }, '2026-01-15T01:00:00.000Z');
  await asks(sales.late, { type: 'RaiseObjection', level: 'user', words: '不着急' }, '2026-02-12T01:00:00.000Z');

  sales.lost = await opens(customerA, '2026-02-01T01:00:00.000Z', { expectedAmountFen: 500_000 });
  await passes(sales.lost, 'preparation', '2026-02-03T01:00:00.000Z');
  await asks(sales.lost, { type: 'LoseOpportunity', reason: 'rival', rivalCode: 'unicom' }, '2026-02-10T01:00:00.000Z');
  await asks(
    sales.lost,
    { type: 'RecordReview', decidingFactor: 'timing', lessons: '太晚' },
    '2026-02-11T01:00:00.000Z',
  );

  sales.fresh = await opens(customerB, '2026-02-28T01:00:00.000Z', {}, colleague);
  expect(await awaitVersion(test.store, last.id, last.version, 10_000)).toBe(true);
});
afterAll(() => test?.close());

const now = '2026-03-02T01:00:00.000Z';

it('S26: where sales stand still: the latest first, days at the gate against when they should have left it', async () => {
  const still = await standingStill(test.store, everything, all, now, { limit: 50 });
  expect(still.map(({ id }) => id)).toEqual([sales.late, sales.fresh]);
  expect(still[0]).toMatchObject({ gate: 'user', level: 'user', daysAtGate: 50, customerClass: 'A', ownerId: manager });
  // Five weeks from 11 January are 15 February, a Sunday: it should have left by Monday's opening.
  expect(still[0]!.daysLate).toBeCloseTo(14, 0);
  expect(still[1]!.daysLate).toBeLessThan(0);
  expect(await standstill(test.store, everything, all, now)).toMatchObject([
    { gate: 'preparation', sales: 1, late: 0 },
    { gate: 'user', sales: 1, late: 1, longestDays: 50, amountFen: 1_000_000 },
  ]);
});

it('S26: time per level, without the days that a sale was parked', async () => {
  expect(await timePerLevel(test.store, everything, all)).toEqual([
    { ...one, gate: 'preparation', level: null, sales: 2, medianDays: 4, p90Days: 5.6, returned: 0 },
    { ...one, gate: 'user', level: 'user', sales: 1, medianDays: 7, p90Days: 7, returned: 0 },
  ]);
  const february = { ...all, from: '2026-01-31T16:00:00.000Z', to: '2026-02-28T16:00:00.000Z' };
  const rows = await timePerLevel(test.store, everything, february);
  expect(rows.map(({ gate, medianDays }) => [gate, medianDays])).toEqual([
    ['preparation', 2],
    ['user', 7],
  ]);
});

it('S26: objections by kind, and how they were solved', async () => {
  expect(await objections(test.store, everything, all)).toEqual([
    {
      ...one,
      type: 'no-budget',
      measure: 'probe-subtly',
      raised: 1,
      solved: 1,
      solvedPercent: 100,
      medianDaysToSolve: 3,
    },
    { ...one, type: null, measure: null, raised: 1, solved: 0, solvedPercent: 0, medianDaysToSolve: null },
  ]);
  const months = await objections(test.store, everything, { by: 'month' });
  expect(months.map(({ group, raised }) => [group, raised])).toEqual([
    ['2026-01', 1],
    ['2026-02', 1],
  ]);
});

it('S26: the forecast, weighted by the gate, and what nobody has said', async () => {
  const rows = await forecast(test.store, everything, all, '2026-03-02');
  expect(rows).toEqual([
    {
      ...one,
      gate: 'preparation',
      winPercent: 5,
      sales: 1,
      amountFen: 0,
      weightedFen: 0,
      unknown: 1,
      overdue: 0,
    },
    {
      ...one,
      gate: 'user',
      winPercent: 10,
      sales: 1,
      amountFen: 1_000_000,
      weightedFen: 100_000,
      unknown: 0,
      overdue: 0,
    },
  ]);
  const months = await forecast(test.store, everything, { by: 'month' }, '2026-06-01');
  expect(months.map(({ group, overdue }) => [group, overdue])).toEqual([
    ['2026-05', 1],
    [null, 0],
  ]);
});

it('S26: the funnel by gate, and how sales ended', async () => {
  expect(await funnel(test.store, everything, all)).toEqual([
    { ...one, gate: 'preparation', reached: 3, passed: 2, lost: 0, withdrawn: 0, standing: 1, passedPercent: 67 },
    { ...one, gate: 'user', reached: 2, passed: 0, lost: 1, withdrawn: 0, standing: 1, passedPercent: 0 },
  ]);
  expect(await ends(test.store, everything, all)).toEqual([
    {
      ...one,
      outcome: 'lost',
      reason: 'rival',
      rivalCode: 'unicom',
      decidingFactor: 'timing',
      sales: 1,
      amountFen: 500_000,
    },
  ]);
});

it('S26: strategies by rival, and what came of the sales that ended with them', async () => {
  const [rival, other] = [randomUUID(), randomUUID()];
  const chosen = async (sale: Id, seq: number, rivalId: Id, code: string | null, strategy: string, isLast: boolean) =>
    test.admin.query(
      `INSERT INTO read_model.report_strategy (opportunity_id, seq, strategy, rival_id, rival_code, chosen_at, is_last)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [sale, seq, strategy, rivalId, code, '2026-02-05T01:00:00.000Z', isLast],
    );
  await chosen(sales.lost!, 0, rival, 'unicom', 'head-on', true);
  await chosen(sales.late!, 0, rival, 'unicom', 'head-on', false);
  await chosen(sales.late!, 1, rival, 'unicom', 'flanking', true);
  await chosen(sales.late!, 2, other, null, 'head-on', true);
  const none = { won: 0, lost: 0, open: 0, wonPercent: null, wonFen: 0 };
  expect(await strategies(test.store, everything, all)).toEqual([
    { ...none, ...one, strategy: 'flanking', rivalCode: 'unicom', chosen: 1, open: 1 },
    { ...none, ...one, strategy: 'head-on', rivalCode: 'unicom', chosen: 2, lost: 1, wonPercent: 0 },
    { ...none, ...one, strategy: 'head-on', rivalCode: null, chosen: 1, open: 1 },
  ]);
  expect(await strategies(test.store, everything, { by: 'month', from: '2026-03-01T00:00:00.000Z' })).toEqual([]);
});

it('S26: per person, class and region, filtered by the same, and only what the asker may see', async () => {
  const groups = async (filter: ReportFilter, scope: Scope = everything): Promise<[string | null, number][]> => {
    const rows = await funnel(test.store, scope, filter);
    return rows.filter(({ gate }) => gate === 'preparation').map(({ group, reached }) => [group, reached]);
  };
  expect((await groups({ by: 'person' })).sort()).toEqual([[colleague, 1] as const, [manager, 2] as const].sort());
  const named = await forecast(test.store, everything, { by: 'person' }, '2026-03-02');
  expect(named.map(({ groupName }) => groupName)).toEqual(['员工', '员工']);
  const provinces = await funnel(test.store, everything, { by: 'region' });
  expect([...new Set(provinces.map(({ groupName }) => groupName))]).toEqual(['上海市', '浙江省']);
  expect(await groups({ by: 'class' })).toEqual([
    ['A', 2],
    ['B', 1],
  ]);
  expect(await groups({ by: 'region' })).toEqual([
    ['310000', 1],
    ['330000', 2],
  ]);
  expect(await groups({ by: 'playbook' })).toEqual([['group-customer', 3]]);
  expect(await groups({ by: 'all', region: '330400' })).toEqual([['all', 2]]);
  expect(await groups({ by: 'all', region: '330500' })).toEqual([]);
  expect(await groups({ by: 'all', customerClass: 'B' })).toEqual([['all', 1]]);
  expect(await groups({ by: 'all', ownerId: colleague })).toEqual([['all', 1]]);
  expect(await groups({ by: 'all', playbookKey: 'story' })).toEqual([]);
  expect(await groups(all, { staffId: manager })).toEqual([['all', 2]]);
  expect(await groups(all, { staffId: supervisor })).toEqual([['all', 3]]);
  expect(await groups(all, { staffId: randomUUID() })).toEqual([]);
});

it('S26: the same when the rows are made again from the log', async () => {
  const read = async (): Promise<unknown[]> => [
    await standingStill(test.store, everything, all, now, { limit: 50 }),
    await timePerLevel(test.store, everything, all),
    await objections(test.store, everything, all),
    await funnel(test.store, everything, { by: 'region' }),
    await ends(test.store, everything, all),
  ];
  const before = await read();
  const tables = ['report_sale', 'report_visit', 'report_objection', 'report_strategy', 'customer', 'opportunity'];
  await test.admin.query(tables.map((table) => `TRUNCATE read_model.${table}`).join(';'));
  await rebuildReadModels(test.store);
  expect(await awaitVersion(test.store, last.id, last.version, 10_000)).toBe(true);
  expect(await read()).toEqual(before);
});
