// S14, S15: what is exported comes back by import as it was, from CSV and from a spreadsheet, under keys and under names.
import { contactFields, customerFields } from '#domain';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

type Answer = { created: number; changed: number; unchanged: number; missing?: { key: string; problem: string }[] };

async function exported(who: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { authorization: `Bearer ${await api.signIn.token(who)}` };
  const response = await fetch(`${api.url}/v1/exports/${path}`, { headers });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

async function imported(
  who: string,
  table: string,
  file: string | Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Answer> {
  const headers = { 'content-type': type, authorization: `Bearer ${await api.signIn.token(who)}` };
  const response = await fetch(`${api.url}/v1/imports/${table}`, { method: 'POST', headers, body: file });
  return (await response.json()) as Answer;
}

const mediaTypes = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

function exampleOf(fields: readonly { key: string; example: unknown }[]): object {
  return Object.fromEntries(fields.map(({ key, example }) => [key, example]));
}

it('every field of both forms, whatever is in it', async () => {
  const manager = await api.as('manager');
  const profile = {
    ...exampleOf(customerFields),
    name: '=东海,"制造"\n集团',
    phone: '+86 21 5555 0000',
    annualProfitFen: -5,
  };
  const { body: customer } = await manager.send<{ id: string; version: number }>('/v1/customers', profile);
  const { body: contact } = await manager.send<{ id: string; version: number }>(
    `/v1/customers/${customer.id}/contacts`,
    exampleOf(contactFields),
  );
  expect([customer, contact]).toMatchObject([{ version: 2 }, { version: 1 }]);
  for (const { id, version } of [customer, contact]) {
    const list = id === customer.id ? '/v1/customers' : `/v1/customers/${customer.id}/contacts`;
    await manager.get(`${list}?seen=${id}@${version}`);
  }
  for (const format of ['csv', 'xlsx'] as const) {
    for (const heads of ['keys', 'zh-CN', 'en']) {
      for (const table of ['customers', 'contacts']) {
        const file = await exported('manager', `${table}?format=${format}&heads=${heads}`);
        const answer = await imported('manager', table, file, mediaTypes[format]);
        expect([format, heads, table, answer]).toMatchObject([format, heads, table, { created: 0, changed: 0 }]);
        expect(answer.unchanged).toBeGreaterThan(2);
      }
    }
  }
});

it('a changed cell of an exported file changes that customer and no other', async () => {
  const csv = new TextDecoder().decode(await exported('manager', 'customers?format=csv'));
  const changed = csv.replace('北岭物流', '北岭供应链');
  expect(changed).not.toBe(csv);
  const answer = await imported('manager', 'customers', changed, mediaTypes.csv);
  expect(answer).toMatchObject({ created: 0, changed: 1 });
});

it('is of what one sees; an id that is nobody’s is a bad cell', async () => {
  const own = new TextDecoder().decode(await exported('manager-en', 'customers?format=csv'));
  expect([own.includes('南湖学院'), own.includes('北岭')]).toEqual([true, false]);
  const refused = await imported(
    'manager',
    'customers',
    'id,name\n7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90,甲',
    'text/csv',
  );
  expect(refused.missing).toMatchObject([{ key: 'line 2, column id', problem: 'unknown' }]);
  const nobody = await imported('manager', 'customers', 'name\n甲', 'text/csv');
  expect(nobody.missing).toMatchObject([{ key: 'line 2, column code', problem: 'required' }]);
});
