// The board: sales are filtered and counted by gate within what the asker may see; playbooks are listed with their gates.
import { exampleId } from '../../deploy/local/set-up';
import { openPageSale } from '../support/page-sale';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Totals = {
  playbookKey: string;
  gate: string;
  count: number;
  amountFen: number;
  passable: number;
};
type Sale = { id: string; title: string; changedAt: string; passable: boolean };

let api: TestApi;
let seen: string;

beforeAll(async () => {
  api = await startApi();
  const manager = await api.as('manager');
  const customerId = exampleId('customer', 'donghai');
  const body = { customerId, playbookKey: 'story', title: '总部专线', expectedAmountFen: 1_000_000 };
  await manager.send('/v1/opportunities', body);
  const id = await openPageSale(manager, '园区宽带');
  const done = { answers: { need: 'latent' } };
  const completed = await manager.send<{ version: number }>(
    `/v1/opportunities/${id}/actions/collect-profile/complete`,
    done,
  );
  seen = `${id}@${completed.body.version}`;
});
afterAll(() => api?.close());

async function totals(subject: string, query = ''): Promise<Totals[]> {
  const { status, body } = await (
    await api.as(subject)
  ).get<{ items: Totals[] }>(`/v1/opportunities/by-gate?seen=${seen}${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.items;
}

it('counts what stands at each gate and what it is expected to bring', async () => {
  const [row, ...others] = await totals('manager');
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    playbookKey: 'story',
    gate: 'preparation',
    count: 2,
    passable: 1,
    amountFen: 1_000_000,
  });
});

it('shows nobody the sales of another line', async () => {
  expect(await totals('supervisor')).toHaveLength(1);
  expect(await totals('manager-en')).toEqual([]);
});

it.each([
  ['named=zongbu', 1],
  [`named=${encodeURIComponent('东海')}`, 2],
  ['named=nothing-of-the-kind', 0],
  ['passable=true', 1],
  ['passable=false', 1],
  ['playbookKey=story', 2],
  ['playbookKey=group-customer', 0],
  ['status=won', 0],
  ['region=110000', 0],
])('the same filter narrows the list and the counts (%s)', async (query, expected) => {
  const counted = await totals('manager', `&${query}`);
  const { body } = await (await api.as('manager')).get<{ items: Sale[] }>(`/v1/opportunities?${query}`);
  expect([counted.reduce((sum, { count }) => sum + count, 0), body.items.length]).toEqual([expected, expected]);
});

it('a sale says when the last thing happened to it', async () => {
  const { body } = await (await api.as('manager')).get<{ items: Sale[] }>('/v1/opportunities?passable=true');
  expect(Date.now() - Date.parse(body.items[0]!.changedAt)).toBeLessThan(60_000);
});

it('what falls due names its sale', async () => {
  type Due = { streamId: string; opportunityId: string; title: string; playbookKey: string };
  const { body } = await (await api.as('manager')).get<{ items: Due[] }>('/v1/due');
  const ofSales = body.items.filter(({ streamId, opportunityId }) => streamId === opportunityId);
  expect(ofSales.map(({ title, playbookKey }) => [title, playbookKey])).toContainEqual(['总部专线', 'story']);
});

it('lists the playbooks, each with its latest version and its gates in their order', async () => {
  type Gate = { key: string; title: object };
  type Playbook = { key: string; latestVersion: number; title: object; gates: Gate[]; sections: string[] };
  const { body } = await (await api.as('manager')).get<{ items: Playbook[] }>('/v1/playbooks');
  expect(body.items.map(({ key }) => key)).toEqual(['group-customer', 'group-customer-top-down', 'story']);
  const [sale] = body.items;
  expect(sale).toMatchObject({ latestVersion: 1, title: { 'zh-CN': expect.any(String), en: expect.any(String) } });
  expect(sale!.gates[0]!.key).toBe('preparation');
  const all = ['contribution', 'gifts', 'leads', 'rehearsals'];
  expect(body.items.map(({ sections }) => sections)).toEqual([all, all, []]);
});
