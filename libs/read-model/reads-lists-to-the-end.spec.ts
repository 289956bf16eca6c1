// Lists that begin with what is most urgent are read on page by page: nothing is left out and nothing comes twice, also where several
// have the same deadline or none, and where somebody decides both for themselves and for another.
import { randomUUID } from 'node:crypto';
import {
  contactDecider,
  customerDecider,
  opportunityDecider,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type GiftCommand,
  type Id,
} from '#domain';
import { shippedPlaybook } from '#playbooks';
import { openFollowedStore, type FollowedStore } from '../../tests/support/followed-store';
import { giftsToDecide, type GiftPlace } from './gifts/gift-register';
import { awaitVersion, due, inbox, type DuePlace, type InboxPlace } from './queries';
import { standingStill, type StandingStillPlace } from './reports/reports-of-process';

jest.setTimeout(60_000);

const SALES = 5;
/** The place where a page ends falls between all pairs of rows, those with all in common but the last included. */
const lengths = [1, 2, 3];
const now = '2026-03-02T01:00:00.000Z';
const soon = '2026-03-03T01:00:00.000Z';
const later = '2026-03-04T01:00:00.000Z';

let test: FollowedStore;
const [manager, supervisor, director, customer, contact] = Array.from({ length: 5 }, () => randomUUID()) as [
  Id,
  Id,
  Id,
  Id,
  Id,
];
const byManager: Caller = { kind: 'staff', id: manager };
const sales: Id[] = [];

beforeAll(async () => {
  test = await openFollowedStore();
  const register = { type: 'RegisterStaff', name: '员工' } as const;
  await test.send(staffDecider, director, { ...register, roles: ['supervisor'] });
  await test.send(staffDecider, supervisor, { ...register, roles: ['supervisor'], superiorId: director });
  await test.send(staffDecider, manager, { ...register, roles: ['account-manager'], superiorId: supervisor });
  for (const key of ['story', 'group-customer'] as const) {
    const publish = { type: 'PublishPlaybook', document: shippedPlaybook(key) } as const;
    await test.send(playbookDecider, playbookStreamId(key), publish);
  }
  await test.send(customerDecider, customer, { type: 'RegisterCustomer', name: '集团' });
  await test.send(contactDecider, contact, { type: 'RegisterContact', customerId: customer, name: '李主任' });
  let last = { id: contact, version: 1 };
  for (let number = 0; number < SALES; number++) {
    const id = randomUUID();
    const open = { type: 'OpenOpportunity', customerId: customer, playbookKey: 'story', title: '专线' } as const;
    await test.send(opportunityDecider, id, open, byManager, now);
    const ask = { type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '无' } as const;
    last = { id, version: await test.send(opportunityDecider, id, ask, byManager, now) };
    sales.push(id);
  }
  expect(await awaitVersion(test.store, last.id, last.version, 5_000)).toBe(true);
});
afterAll(() => test?.close());

type Page<Place> = { limit: number; after?: Place };

/** The same whatever the length of a page. @param placeOf where the page that ends with this row ended */
async function pageByPage<Row, Place>(
  read: (page: Page<Place>) => Promise<Row[]>,
  placeOf: (last: Row) => Place,
): Promise<Row[]> {
  const [rows, ...others] = await Promise.all(lengths.map(readAll));
  for (const other of others) expect(other).toEqual(rows);
  return rows!;

  async function readAll(limit: number): Promise<Row[]> {
    const all: Row[] = [];
    for (let after: Place | undefined; ; after = placeOf(all.at(-1)!)) {
      const page = await read({ limit, after });
      all.push(...page);
      if (page.length < limit) return all;
    }
  }
}

/** Two due at one moment, one after them, the others never. */
async function setDeadlines(table: string, column: string, key: string): Promise<void> {
  for (const [number, at] of [later, soon, soon].entries()) {
    await test.admin.query(`UPDATE read_model.${table} SET ${column} = $1 WHERE ${key} = $2`, [at, sales[number]]);
  }
  await test.admin.query(`UPDATE read_model.${table} SET ${column} = NULL WHERE ${key} = ANY ($1)`, [sales.slice(3)]);
}

const [first, second] = [soon, later].map((at) => new Date(at));
const inOrder = [first, first, second, null, null];

it('the inbox, also for who decides for themselves and for another', async () => {
  await setDeadlines('inbox', 'due_at', 'opportunity_id');
  await test.admin.query('UPDATE read_model.inbox SET approver_ids = $1', [[supervisor, director]]);
  const rows = await pageByPage(
    (page: Page<InboxPlace>) => inbox(test.store, director, [supervisor], page),
    ({ dueAt, approvalId, group, actingFor }) => [dueAt, approvalId, group, actingFor ?? director] as const,
  );
  expect(rows.map(({ dueAt }) => dueAt)).toEqual(inOrder.flatMap((at) => [at, at]));
  const decisions = rows.map(({ opportunityId, actingFor }) => `${opportunityId} ${actingFor ?? ''}`);
  expect([...decisions].sort()).toEqual(sales.flatMap((id) => [`${id} `, `${id} ${supervisor}`]).sort());
  const ofOne = { limit: 50, opportunityId: sales[0] };
  expect(await inbox(test.store, director, [supervisor], ofOne)).toHaveLength(2);
});

it('what falls due', async () => {
  const rows = await pageByPage(
    (page: Page<DuePlace>) => due(test.store, { all: true }, '2027-01-01T00:00:00.000Z', page),
    ({ dueAt, streamId, key }) => [dueAt, streamId, key] as const,
  );
  const things = rows.map(({ streamId, key }) => `${streamId} ${key}`);
  expect(new Set(things).size).toBe(things.length);
  const { rows: stored } = await test.admin.query<{ thing: string }>(
    `SELECT stream_id || ' ' || key AS thing FROM read_model.due`,
  );
  expect(stored.length).toBeGreaterThan(Math.max(...lengths));
  expect([...things].sort()).toEqual(stored.map(({ thing }) => thing).sort());
});

it('sales that stand still, and of them those that are late', async () => {
  await setDeadlines('report_sale', 'gate_due_at', 'id');
  const read = (late?: boolean) =>
    pageByPage(
      (page: Page<StandingStillPlace>) =>
        standingStill(test.store, { all: true }, { by: 'all' }, '2026-03-03T12:00:00.000Z', { ...page, late }),
      ({ dueAt, since, id }) => [dueAt, since, id] as const,
    );
  const rows = await read();
  expect(rows.map(({ dueAt }) => dueAt)).toEqual(inOrder);
  expect(rows.map(({ id }) => id).sort()).toEqual([...sales].sort());
  expect((await read(true)).map(({ id }) => id).sort()).toEqual([sales[1]!, sales[2]!].sort());
  expect((await read(false)).map(({ id }) => id).sort()).toEqual([sales[0]!, sales[3]!, sales[4]!].sort());
});

it('gifts to be agreed to, also for who decides for themselves and for another', async () => {
  const gift = { playbookKey: 'group-customer', kind: 'holiday-courtesy', occasion: 'mid-autumn', on: '2026-03-02' };
  let version = 0;
  for (let number = 0; number < 3; number++) {
    const ask: GiftCommand = { type: 'AskGift', ...gift, valueFen: 21_000, note: '茶叶', openOpportunityIds: [] };
    version = await test.send(contactDecider, contact, ask, byManager, now);
  }
  expect(await awaitVersion(test.store, contact, version, 5_000)).toBe(true);
  const rows = await pageByPage(
    (page: Page<GiftPlace>) => giftsToDecide(test.store, director, [supervisor], page),
    ({ askedAt, id, actingFor }) => [askedAt, id, actingFor ?? director] as const,
  );
  expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
  expect(new Set(rows.map(({ id, actingFor }) => `${id} ${actingFor ?? ''}`)).size).toBe(6);
  expect(rows).toHaveLength(6);
});
