// S14, S15: search over everything with a name, duplicates, and merged customers as one, on the real database.
import { randomUUID } from 'node:crypto';
import {
  contactDecider,
  customerDecider,
  opportunityDecider,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type Decider,
  type DomainEvent,
  type Id,
} from '#domain';
import { shippedPlaybook } from '#playbooks';
import { openFollowedStore, type FollowedStore } from '../../tests/support/followed-store';
import { duplicatesOf, search } from './finding';
import { nameKey } from './name-key';
import { board } from './board';
import { awaitVersion, contactsOf, contactsOfAll, customers } from './queries';
import type { Scope } from './scope';
import { searchTerms } from './search-terms';

jest.setTimeout(60_000);

let test: FollowedStore;
const page = { limit: 50 };
const [supervisor, manager, colleague, stranger] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const bySupervisor: Caller = { kind: 'staff', id: supervisor };
const all: Scope = { all: true };

beforeAll(async () => {
  test = await openFollowedStore();
  const document = shippedPlaybook('story');
  await send(playbookDecider, playbookStreamId('story'), { type: 'PublishPlaybook', document });
  await send(staffDecider, supervisor, { type: 'RegisterStaff', roles: ['supervisor'], name: '主管' });
  for (const [id, superiorId] of [
    [manager, supervisor],
    [colleague, supervisor],
    [stranger, undefined],
  ] as const) {
    await send(staffDecider, id, { type: 'RegisterStaff', roles: ['account-manager'], name: '经理', superiorId });
  }
});
afterAll(() => test?.close());

/** Waits until the read models show what came of it. */
async function send<S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  id: Id,
  command: C,
  caller?: Caller,
): Promise<void> {
  const version = await test.send(decider, id, command, caller);
  expect(await awaitVersion(test.store, id, version, 10_000)).toBe(true);
}

type More = { phone?: string; vatNumber?: string; accountManagerId?: Id };

async function customerCalled(name: string, more: More = {}): Promise<Id> {
  const id = randomUUID();
  await send(customerDecider, id, { type: 'RegisterCustomer', name, accountManagerId: manager, ...more });
  return id;
}

async function contactCalled(name: string, customerId: Id): Promise<Id> {
  const id = randomUUID();
  await send(contactDecider, id, { type: 'RegisterContact', customerId, name });
  return id;
}

async function merge(duplicateId: Id, survivorId: Id): Promise<void> {
  await send(customerDecider, survivorId, { type: 'ClaimDuplicate', duplicateId }, bySupervisor);
  await send(customerDecider, duplicateId, { type: 'MergeInto', survivorId }, bySupervisor);
}

async function found(query: string, scope: Scope = all): Promise<Id[]> {
  return (await search(test.store, scope, query, 50)).map(({ id }) => id);
}

it('S14: finds by part of a name, by pinyin, by its initials and in English, in the scope of the asker', async () => {
  const customer = await customerCalled('东海制造（集团）有限公司');
  const english = await customerCalled('Northridge Logistics Ltd.');
  for (const query of ['海制', 'donghai', 'DongHai zhizao', 'dhzz', '制造集团']) {
    expect([query, await found(query)]).toEqual([query, [customer]]);
  }
  expect(await found('ridge log')).toEqual([english]);
  // The end of the name and the beginning of its pinyin stand beside each other, but are nothing together.
  for (const query of ['公司dong', '%', '_', '...', '西山']) expect([query, await found(query)]).toEqual([query, []]);
  expect(await found('dhzz', { staffId: manager })).toEqual([customer]);
  expect(await found('dhzz', { staffId: supervisor })).toEqual([customer]);
  expect(await found('dhzz', { staffId: stranger })).toEqual([]);
});

it('S15: a person is found by the sound of their surname, and not at all once they are erased', async () => {
  const contact = await contactCalled('单雄信', await customerCalled('瓦岗物流'));
  expect([await found('shanxx'), await found('shanxiongxin'), await found('雄信')]).toEqual([[], [contact], [contact]]);
  expect([await found('sxx'), await found('danxiong')]).toEqual([[contact], []]);
  await send(contactDecider, contact, { type: 'EraseContact', ground: 'requested' });
  expect(await found('雄信')).toEqual([]);
  const { rowCount } = await test.admin.query('SELECT FROM read_model.search_entry WHERE id = $1', [contact]);
  expect(rowCount).toBe(0);
});

it('S14: duplicates are found by name without its form, VAT number and telephone, the surest first', async () => {
  expect(nameKey('西陵电力（集团）股份有限公司')).toBe(nameKey('西陵电力 有限公司'));
  expect([nameKey('集团'), nameKey('Acme Co., Ltd.')]).toEqual(['集团', 'acme']);
  const vatNumber = '91350100M000100Y43';
  const one = await customerCalled('西陵电力有限公司', { vatNumber, phone: '0717-6666666' });
  const sameName = await customerCalled('西陵电力集团');
  const sameNumber = await customerCalled('三峡供电', { vatNumber: vatNumber.toLowerCase() });
  const samePhone = await customerCalled('宜昌电网', { phone: '(0717)6666666-12' });
  await customerCalled('西陵水务');
  expect((await duplicatesOf(test.store, all, one)).map(({ id, grounds }) => [id, grounds])).toEqual([
    [sameNumber, ['vat-number']],
    [sameName, ['name']],
    [samePhone, ['phone']],
  ]);
  expect(await duplicatesOf(test.store, { staffId: stranger }, one)).toEqual([]);
});

it('S14: what belongs to a merged customer is seen with the survivor', async () => {
  const [survivor, duplicate] = [await customerCalled('南岭矿业'), await customerCalled('南岭矿业公司')];
  const contact = await contactCalled('许矿长', duplicate);
  const opportunity = randomUUID();
  const open = { type: 'OpenOpportunity', customerId: duplicate, playbookKey: 'story', title: '矿区专线' } as const;
  await send(opportunityDecider, opportunity, open, { kind: 'staff', id: manager });
  await merge(duplicate, survivor);
  expect((await contactsOf(test.store, survivor, page)).map(({ id }) => id)).toEqual([contact]);
  expect((await board(test.store, all, { customerId: survivor }, page)).map(({ id }) => id)).toEqual([opportunity]);
  const listed = (await customers(test.store, all, {}, { limit: 200 })).map(({ id }) => id);
  expect([listed.includes(survivor), listed.includes(duplicate)]).toEqual([true, false]);
  expect(await duplicatesOf(test.store, all, survivor)).toEqual([]);
  expect(await found('南岭')).toEqual([survivor]);
  const [row] = await search(test.store, { staffId: manager }, 'xukuang', 50);
  expect(row).toMatchObject({ kind: 'contact', id: contact, customerId: survivor, customerName: '南岭矿业' });
});

it('S15: all contacts that one sees are also those of customers that were merged into one’s own', async () => {
  const survivor = await customerCalled('岳麓茶业');
  const duplicate = await customerCalled('岳麓茶业公司', { accountManagerId: colleague });
  const contact = await contactCalled('左掌柜', duplicate);
  const seenBy = async (staffId: Id): Promise<boolean> =>
    (await contactsOfAll(test.store, { staffId }, { limit: 200 })).some(({ id }) => id === contact);
  expect([await seenBy(manager), await seenBy(colleague)]).toEqual([false, true]);
  await merge(duplicate, survivor);
  expect([await seenBy(manager), await seenBy(colleague), await seenBy(stranger)]).toEqual([true, true, false]);
});

/** A search box is used while typing. Here it takes 6 to 30 ms, also before the database has counted the new rows. */
const MAX_SEARCH_MS = 200;
/** Of some searches the quickest counts: a bad plan is slow every time, a machine that is busy with other suites is not. */
const ROUNDS = 4;
const CUSTOMERS = 10_000;
const CONTACTS_EACH = 3;

it(`S14: is fast with ${CUSTOMERS} customers and their contacts`, async () => {
  const syllables = [...'东西南北江河湖海山川金木水火土石田林云雨风雷天地光明华国泰安'];
  const nameOf = (n: number): string =>
    [n, n / 30, n / 900].map((at) => syllables[Math.floor(at) % 30]).join('') + '科技有限公司';
  const rows = Array.from({ length: CUSTOMERS }, (_, n) => ({ id: randomUUID(), name: nameOf(n) }));
  await test.admin.query(
    `INSERT INTO read_model.customer (id, version, account_manager_id, name) SELECT id, 1, $3, name FROM unnest($1::uuid[], $2::text[]) AS t (id, name)`,
    [rows.map(({ id }) => id), rows.map(({ name }) => name), manager],
  );
  const entries = rows.flatMap(({ id, name }) => [
    { id, kind: 'customer', customerId: id, label: name },
    ...Array.from({ length: CONTACTS_EACH }, () => ({
      id: randomUUID(),
      kind: 'contact',
      customerId: id,
      label: `王${name.slice(0, 2)}`,
    })),
  ]);
  await test.admin.query(
    'INSERT INTO read_model.search_entry SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[])',
    [
      entries.map(({ id }) => id),
      entries.map(({ kind }) => kind),
      entries.map(({ customerId }) => customerId),
      entries.map(({ label }) => label),
      entries.map(({ label, kind }) => searchTerms(label, kind === 'contact')),
    ],
  );
  const queries = ['东西', 'dxn', 'keji', '没有这个', rows[7_777]!.name];
  const quickestMs = queries.map(() => Infinity);
  // After the first round PostgreSQL takes one plan for whatever is searched for: only those that follow count.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, query] of queries.entries()) {
      const began = performance.now();
      await search(test.store, { staffId: supervisor }, query, 20);
      if (round > 0) quickestMs[index] = Math.min(quickestMs[index]!, performance.now() - began);
    }
  }
  expect(queries.filter((_, index) => quickestMs[index]! > MAX_SEARCH_MS)).toEqual([]);
});
