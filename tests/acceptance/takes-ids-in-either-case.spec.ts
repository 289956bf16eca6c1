// A UUID may be written in upper case, in paths, bodies and queries: it is the same thing, kept, proved and found in one spelling.
import { randomUUID } from 'node:crypto';
import { customerDecider } from '#domain';
import { handleCommand } from '#event-store';
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';
import { register } from '../support/customer-requests';

jest.setTimeout(60_000);

let api: TestApi;
let manager: ApiClient;

beforeAll(async () => {
  api = await startApi();
  manager = await api.as('manager');
});
afterAll(() => api?.close());

const customer = exampleId('customer', 'donghai');
const contact = exampleId('contact', 'donghai:user');

it('keeps ids in lower case, wherever they came in', async () => {
  const body = { customerId: customer.toUpperCase(), playbookKey: 'story', title: '专线' };
  const { body: opened } = await manager.send<{ id: string }>('/v1/opportunities', body);
  const path = `/v1/opportunities/${opened.id.toUpperCase()}`;
  const key = randomUUID();
  const placed = { contactId: contact.toUpperCase(), level: 'user' };
  const first = await manager.send(`${path}/contacts`, placed, { key });
  expect(first).toMatchObject({ status: 200, body: { id: opened.id, repeated: false } });
  const again = await manager.send(`${path.toLowerCase()}/contacts`, { ...placed, contactId: contact }, { key });
  expect(again).toMatchObject({ status: 200, body: { repeated: true } });

  const { rows } = await api.test.admin.query<{ body: string }>('SELECT body FROM events WHERE stream_id = $1', [
    opened.id,
  ]);
  expect(rows).toHaveLength(2);
  for (const { body: stored } of rows) expect(stored).not.toMatch(/[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}/);

  const auditor = await api.as('auditor');
  const checked = await auditor.get(`/v1/streams/opportunity/${opened.id.toUpperCase()}/verification`);
  expect(checked.body).toMatchObject({ events: 2 });
  expect(checked.body['brokenAt']).toBeUndefined();
  const query = `customerId=${customer.toUpperCase()}&seen=${opened.id.toUpperCase()}@2`;
  const board = await manager.get<{ items: { id: string; version: number }[]; stale?: true }>(
    `/v1/opportunities?${query}`,
  );
  expect(board.body).toMatchObject({ items: [{ id: opened.id, version: 2 }] });
  expect(board.body.stale).toBeUndefined();
});

it('stops before anything is stored when an id in another spelling came by another way', async () => {
  const id = randomUUID();
  const wrong = [
    register(id.toUpperCase()),
    register(id, { commandId: randomUUID().toUpperCase() }),
    register(id, { caller: { kind: 'staff', id: exampleId('staff', 'manager').toUpperCase() } }),
    register(id, {
      command: { type: 'RegisterCustomer', name: 'x', accountManagerId: exampleId('staff', 'manager').toUpperCase() },
    }),
  ];
  for (const request of wrong) {
    await expect(handleCommand(api.store, customerDecider, request)).rejects.toThrow('not in lower case');
  }
  expect(await api.store.readStream({ type: 'customer', id })).toEqual([]);
});

it('takes instants and days that there are, in one form, and keeps them with milliseconds', async () => {
  const delegations = `/v1/staff/${exampleId('staff', 'manager')}/delegations`;
  const to = exampleId('staff', 'manager-en');
  const until = '2026-12-15T00:00:00.000Z';
  for (const from of [
    '2026-W10-1T00:00:00Z',
    '2026-060T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-12-01T24:00:00Z',
    '2026-12-01T00:00:60Z',
    '2026-12-01T00:00Z',
    '2026-12-01T08:00:00+08:00',
    '1899-12-31T23:59:59Z',
    '+020260-12-01T00:00:00Z',
    '2201-01-01T00:00:00Z',
  ]) {
    const { status, body } = await manager.send(delegations, { to, from, until });
    expect([from, status, body['missing']]).toMatchObject([from, 400, [{ key: 'from', problem: 'not-an-instant' }]]);
  }
  const given = await manager.send(delegations, { to, from: '2026-12-01T00:00:00Z', until });
  expect(given.body).toMatchObject({ events: [{ data: { from: '2026-12-01T00:00:00.000Z', until } }] });

  const sale = { customerId: customer, playbookKey: 'story', title: 'x' };
  for (const expectedCloseOn of ['2026-02-30', '2026-13-01', '0001-01-01', '2201-01-01', '2026-W10-1']) {
    const { status, body } = await manager.send('/v1/opportunities', { ...sale, expectedCloseOn });
    expect([expectedCloseOn, status, body['missing']]).toMatchObject([
      expectedCloseOn,
      400,
      [{ key: 'expectedCloseOn', problem: 'not-a-date' }],
    ]);
  }
});
