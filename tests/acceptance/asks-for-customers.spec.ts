// Customers are asked for by name, class, life cycle and who keeps them; the forms and regions that a page draws come from the API.
import { exampleId } from '../../deploy/local/set-up';
import { type ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Row = { id: string; name: string; class: string | null; lifeCycle: string; openSales: number };

let api: TestApi;
let manager: ApiClient;
let supervisor: ApiClient;

beforeAll(async () => {
  api = await startApi();
  [manager, supervisor] = await Promise.all([api.as('manager'), api.as('supervisor')]);
});
afterAll(() => api?.close());

async function names(query: string, client = manager): Promise<string[]> {
  const { body } = await client.get<{ items: Row[] }>(`/v1/customers?${query}`);
  return body.items.map(({ name }) => name);
}

it('by part of the name, in Chinese and in pinyin, and by class', async () => {
  const all = await names('');
  const donghai = all.find((name) => name.includes('东海'))!;
  expect(await names(`named=${encodeURIComponent('东海')}`)).toEqual([donghai]);
  expect(await names('named=donghai')).toEqual([donghai]);
  expect(await names('named=nobody-is-called-so')).toEqual([]);
  const classes = (await manager.get<{ items: Row[] }>('/v1/customers')).body.items;
  const ofClass = classes.filter((row) => row.class === 'A').map(({ name }) => name);
  expect(await names('class=A')).toEqual(ofClass);
  expect(ofClass.length).toBeLessThan(all.length);
});

it('by life cycle, as soon as it has moved, and with how many sales are under way', async () => {
  const id = exampleId('customer', 'donghai');
  const moved = await manager.send<{ id: string; version: number }>(`/v1/customers/${id}/life-cycle`, {
    to: 'relationship',
    reason: 'interest-shown',
  });
  expect(moved.status).toBe(200);
  const sale = { customerId: id, playbookKey: 'story', title: '专线' };
  const opened = await manager.send<{ id: string; version: number }>('/v1/opportunities', sale);
  const seen = `seen=${opened.body.id}@${opened.body.version}`;
  const { body } = await manager.get<{ items: Row[] }>(`/v1/customers?lifeCycle=relationship&${seen}`);
  expect(body.items).toMatchObject([{ id, lifeCycle: 'relationship', openSales: 1 }]);
});

it('by who keeps them', async () => {
  const keeper = (await manager.get<{ id: string }>('/v1/me')).body.id;
  expect(await names(`accountManagerId=${keeper}`, supervisor)).toEqual(await names('', manager));
  expect(await names(`accountManagerId=${keeper}&unassigned=true`, supervisor)).toEqual([]);
});

it('the forms are told part by part, and regions from the province down', async () => {
  const { body } = await manager.get<{ customer: { part: string; fields: { key: string }[] }[] }>('/v1/profile-forms');
  expect(body.customer.map(({ part }) => part)).toEqual(['basic', 'contact', 'region', 'class', 'other']);
  expect(body.customer.flatMap(({ fields }) => fields)).toHaveLength(33);
  expect(body.customer[0]!.fields[0]).toEqual({
    key: 'name',
    kind: 'title',
    required: true,
    asked: true,
    maxLength: expect.any(Number),
  });
  const regions = await manager.get<{ items: object[] }>('/v1/regions?below=330400');
  expect(regions.body.items).toContainEqual({ code: '330402', name: '南湖区' });
  const refused = await manager.get<{ code: string }>('/v1/regions?below=33');
  expect([refused.status, refused.body.code]).toEqual([400, 'INVALID_REQUEST']);
});
