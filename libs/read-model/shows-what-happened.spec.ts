// Way B: rows follow the log, one transaction with their position; a rebuilt read model is the same.
import { randomUUID } from 'node:crypto';
import {
  contactDecider,
  customerDecider,
  opportunityDecider,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
} from '#domain';
import { shippedPlaybook } from '#playbooks';
import { openFollowedStore, type FollowedStore } from '../../tests/support/followed-store';
import { board, boardColumns } from './board';
import {
  approversAwaited,
  askedNow,
  awaitVersion,
  contactsOf,
  customers,
  inbox,
  isInScope,
  staffBySubject,
} from './queries';
import { rebuildReadModels, setAside } from './read-model-sink';

let test: FollowedStore;
const page = { limit: 50 };

beforeAll(async () => {
  test = await openFollowedStore();
});
afterAll(() => test?.close());

const send: FollowedStore['send'] = (...sent) => test.send(...sent);

it('a sale, who sees it, what a supervisor has to decide, and nothing of an erased person', async () => {
  const [manager, supervisor, stranger, customer, contact, opportunity] = Array.from({ length: 6 }, () => randomUUID());
  await send(staffDecider, supervisor!, {
    type: 'RegisterStaff',
    roles: ['supervisor'],
    name: '主管',
    signInSubject: 'sub-1',
  });
  await send(staffDecider, manager!, {
    type: 'RegisterStaff',
    roles: ['account-manager'],
    name: '经理',
    superiorId: supervisor,
  });
  await send(staffDecider, stranger!, { type: 'RegisterStaff', roles: ['account-manager'], name: '外人' });
  await send(playbookDecider, playbookStreamId('story'), {
    type: 'PublishPlaybook',
    document: shippedPlaybook('story'),
  });
  const byManager: Caller = { kind: 'staff', id: manager! };
  await send(customerDecider, customer!, {
    type: 'RegisterCustomer',
    name: '测试集团',
    class: 'A',
    accountManagerId: manager,
  });
  await send(
    contactDecider,
    contact!,
    { type: 'RegisterContact', customerId: customer!, name: '欧阳探针', post: '主任' },
    byManager,
  );
  await send(
    opportunityDecider,
    opportunity!,
    { type: 'OpenOpportunity', customerId: customer!, playbookKey: 'story', title: '专线' },
    byManager,
  );
  const version = await send(
    opportunityDecider,
    opportunity!,
    { type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '无' },
    byManager,
  );
  expect(await awaitVersion(test.store, opportunity!, version, 5_000)).toBe(true);

  expect(await staffBySubject(test.store, 'sub-1')).toEqual({ id: supervisor, roles: ['supervisor'], name: '主管' });
  for (const scope of [{ staffId: manager! }, { staffId: supervisor! }, { all: true as const }]) {
    expect(await board(test.store, scope, {}, page)).toMatchObject([
      {
        id: opportunity,
        version,
        title: '专线',
        customerName: '测试集团',
        gate: 'preparation',
        status: 'open',
        passable: false,
      },
    ]);
    expect(await isInScope(test.store, scope, manager!)).toBe(true);
  }
  expect(await board(test.store, { staffId: stranger! }, {}, page)).toEqual([]);
  expect(await boardColumns(test.store, { staffId: stranger! }, {})).toEqual([]);
  const column = { playbookKey: 'story', gate: 'preparation', count: 1, passable: 0, late: 0, amountFen: 0 };
  const mine = { staffId: manager! };
  for (const fits of [{}, { named: '专线' }, { named: '测试' }, { playbookKey: 'story', status: 'open' }]) {
    expect(await boardColumns(test.store, mine, fits)).toMatchObject([column]);
    expect(await board(test.store, mine, fits, page)).toHaveLength(1);
  }
  for (const fitsNot of [
    { named: '没有' },
    { playbookKey: 'group-customer' },
    { customerClass: 'C' },
    { region: '330000' },
  ]) {
    expect(await boardColumns(test.store, mine, fitsNot)).toEqual([]);
    expect(await board(test.store, mine, fitsNot, page)).toEqual([]);
  }
  expect(await customers(test.store, { staffId: stranger! }, {}, page)).toEqual([]);
  expect(await isInScope(test.store, { staffId: stranger! }, manager!)).toBe(false);

  expect(await inbox(test.store, manager!, [], page)).toEqual([]);
  const [row] = await inbox(test.store, supervisor!, [], page);
  expect(row).toMatchObject({
    opportunityId: opportunity,
    kind: 'absent-level',
    group: 'supervisor',
    round: 0,
    actingFor: null,
  });
  expect(await inbox(test.store, stranger!, [supervisor!], page)).toMatchObject([{ actingFor: supervisor }]);
  const vote = {
    type: 'CastVote',
    approvalId: row!.approvalId,
    round: row!.round,
    contentHash: row!.contentHash,
    decision: 'approve',
  } as const;
  const voted = await send(opportunityDecider, opportunity!, vote, { kind: 'staff', id: supervisor! });
  await awaitVersion(test.store, opportunity!, voted, 5_000);
  expect(await inbox(test.store, supervisor!, [], page)).toEqual([]);

  expect(await contactsOf(test.store, customer!, page)).toMatchObject([
    { name: '欧阳探针', post: '主任', erased: false },
  ]);
  const erased = await send(
    contactDecider,
    contact!,
    { type: 'EraseContact', ground: 'requested' },
    { kind: 'staff', id: supervisor! },
  );
  await awaitVersion(test.store, contact!, erased, 5_000);
  expect(await contactsOf(test.store, customer!, page)).toMatchObject([{ name: null, post: null, erased: true }]);

  const tables = ['staff', 'customer', 'contact', 'opportunity', 'inbox'];
  const rows = async (): Promise<unknown[]> => {
    const all: unknown[] = [];
    for (const table of tables) {
      const { rows: found } = await test.admin.query<object>(`SELECT * FROM read_model.${table} ORDER BY 1`);
      all.push(found);
    }
    return all;
  };
  const before = await rows();
  await test.admin.query(tables.map((table) => `TRUNCATE read_model.${table}`).join(';'));
  await rebuildReadModels(test.store);
  expect(await awaitVersion(test.store, contact!, erased, 10_000)).toBe(true);
  expect(await rows()).toEqual(before);
});

it('shows of a contact what was said last, also where that leaves something out', async () => {
  const [customer, contact] = [randomUUID(), randomUUID()];
  await send(customerDecider, customer, { type: 'RegisterCustomer', name: '集团' });
  const known = { type: 'RegisterContact', customerId: customer, name: '钱工', post: '主任' } as const;
  await awaitVersion(test.store, contact, await send(contactDecider, contact, known), 5_000);
  expect(await contactsOf(test.store, customer, page)).toMatchObject([{ name: '钱工', post: '主任' }]);
  const moved = await send(contactDecider, contact, { type: 'ChangeContact', name: '钱工' });
  await awaitVersion(test.store, contact, moved, 5_000);
  expect(await contactsOf(test.store, customer, page)).toMatchObject([{ name: '钱工', post: null }]);
});

it('asks whoever stands above the owner now, also when the line changed after the request', async () => {
  const [manager, former, next, customer, opportunity] = Array.from({ length: 5 }, () => randomUUID());
  for (const id of [former!, next!]) {
    await send(staffDecider, id, { type: 'RegisterStaff', roles: ['supervisor'], name: '主管' });
  }
  const staff = { type: 'RegisterStaff', roles: ['account-manager'], name: '经理', superiorId: former! } as const;
  await send(staffDecider, manager!, { ...staff, roles: ['account-manager'] });
  const byManager: Caller = { kind: 'staff', id: manager! };
  await send(customerDecider, customer!, { type: 'RegisterCustomer', name: '集团' }, byManager);
  const open = { type: 'OpenOpportunity', customerId: customer!, playbookKey: 'story', title: '专线' } as const;
  await send(opportunityDecider, opportunity!, open, byManager);
  const ask = { type: 'RequestAbsence', level: 'expert', reasonCode: 'other', reason: '无' } as const;
  const asked = await send(opportunityDecider, opportunity!, ask, byManager);
  await awaitVersion(test.store, opportunity!, asked, 5_000);
  const asksOf = async (id: string): Promise<number> => (await inbox(test.store, id, [], page)).length;
  expect([await asksOf(former!), await asksOf(next!)]).toEqual([1, 0]);
  const changed = await send(staffDecider, manager!, { type: 'ChangeSuperior', superiorId: next! });
  await awaitVersion(test.store, manager!, changed, 5_000);
  expect([await asksOf(former!), await asksOf(next!)]).toEqual([0, 1]);
  const [row] = await inbox(test.store, next!, [], page);
  const now = new Date().toISOString();
  expect(await approversAwaited(test.store, row!.approvalId, row!.round, now)).toEqual([next]);
  expect(await askedNow(test.store, opportunity!, [former!, next!])).toEqual([
    { approvalId: row!.approvalId, staffId: next },
  ]);
});

it('a sign-in that two name stays with the first, and neither stops the rows of anybody else', async () => {
  const [first, second, later] = [randomUUID(), randomUUID(), randomUUID()];
  const register = { type: 'RegisterStaff', roles: ['supervisor'], name: '同名', signInSubject: 'twice' } as const;
  for (const id of [first, second]) await send(staffDecider, id, { ...register, roles: ['supervisor'] });
  const version = await send(staffDecider, later, { type: 'RegisterStaff', roles: ['supervisor'], name: '后来' });
  expect(await awaitVersion(test.store, later, version, 5_000)).toBe(true);
  expect((await staffBySubject(test.store, 'twice'))?.id).toBe(first);
  // With many providers it is a mail address: it is sealed like one.
  expect((await test.admin.query(`SELECT FROM events WHERE body LIKE '%twice%'`)).rowCount).toBe(0);
  const gone = await send(staffDecider, first, { type: 'DeactivateStaff' });
  await awaitVersion(test.store, first, gone, 5_000);
  expect((await staffBySubject(test.store, 'twice'))?.id).toBe(second);
});

it('a stream of which no rows can be made is set aside, the others go on, and it comes back when it can', async () => {
  const [broken, other] = [randomUUID(), randomUUID()];
  // A row that its table refuses stands for whatever nobody foresaw.
  await test.admin.query(
    `ALTER TABLE read_model.customer ADD CONSTRAINT unforeseen CHECK (id <> '${broken}') NOT VALID`,
  );
  const register = { type: 'RegisterCustomer', name: '集团' } as const;
  await send(customerDecider, broken, register);
  const version = await send(customerDecider, other, register);
  expect(await awaitVersion(test.store, other, version, 5_000)).toBe(true);
  expect(await setAside(test.store)).toMatchObject([{ streamType: 'customer', streamId: broken }]);
  await test.admin.query('ALTER TABLE read_model.customer DROP CONSTRAINT unforeseen');
  await rebuildReadModels(test.store);
  expect(await awaitVersion(test.store, other, version, 10_000)).toBe(true);
  const names = (await customers(test.store, { all: true }, {}, page)).map(({ id }) => id);
  expect(names).toEqual(expect.arrayContaining([broken, other]));
  expect(await setAside(test.store)).toEqual([]);
});
