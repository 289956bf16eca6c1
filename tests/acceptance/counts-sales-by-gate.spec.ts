// The board: sales are filtered and counted by gate within what the asker may see; playbooks are listed with their gates.
import { opportunityDecider, whatNext } from '#domain';
import { foldStream } from '#event-store';
import { definitionOf, rebuildReadModels } from '#read-model';
import { exampleId } from '../../deploy/local/set-up';
import { openPageSale } from '../support/page-sale';
import { startApi, type TestApi } from '../support/api';
import { eventually } from '../support/eventually';

jest.setTimeout(60_000);

type Totals = {
  playbookKey: string;
  gate: string;
  count: number;
  amountFen: number;
  passable: number;
};
type Sale = { id: string; title: string; changedAt: string; passable: boolean; passableSince: string | null };

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

it('a sale says since when its gate is open: whatever else happens to it, and also when the lists are made again', async () => {
  const manager = await api.as('manager');
  const path = '/v1/opportunities?passable=true';
  const [sale] = (await manager.get<{ items: Sale[] }>(path)).body.items;
  type Entry = { type: string; at: string };
  const { body } = await manager.get<{ items: Entry[] }>(`/v1/opportunities/${sale!.id}/timeline`);
  expect(sale!.passableSince).toBe(body.items.find(({ type }) => type === 'ActionCompleted')!.at);

  const objection = { level: 'expert', words: '太贵' };
  const raised = await manager.send<{ version: number }>(`/v1/opportunities/${sale!.id}/objections`, objection);
  const later = await manager.get<{ items: Sale[] }>(`${path}&seen=${sale!.id}@${raised.body.version}`);
  expect(later.body.items).toMatchObject([{ id: sale!.id, passableSince: sale!.passableSince }]);
  expect(later.body.items[0]!.changedAt).not.toBe(sale!.changedAt);

  await api.test.admin.query('UPDATE read_model.opportunity SET passable_since = NULL');
  await rebuildReadModels(api.store);
  await eventually('the rows made again', async () => {
    const { items } = (await manager.get<{ items: Sale[] }>(path)).body;
    return items[0]?.passableSince === sale!.passableSince || undefined;
  });
});

it('what falls due names its sale', async () => {
  type Due = { streamId: string; opportunityId: string; title: string; playbookKey: string };
  const { body } = await (await api.as('manager')).get<{ items: Due[] }>('/v1/due');
  const ofSales = body.items.filter(({ streamId, opportunityId }) => streamId === opportunityId);
  expect(ofSales.map(({ title, playbookKey }) => [title, playbookKey])).toContainEqual(['总部专线', 'story']);
});

it('what falls due says what was told of it already', async () => {
  type Due = { streamId: string; key: string; told: string | null };
  const manager = await api.as('manager');
  const key = 'action:collect-profile';
  const owed = async (query = ''): Promise<Due | undefined> =>
    (await manager.get<{ items: Due[] }>(`/v1/due?${query}`)).body.items.find((each) => each.key === key);
  const { streamId: id, told: toldBefore } = (await owed())!;
  expect(toldBefore).toBeNull();
  const process = { kind: 'process', name: 'opportunity-workflow' } as const;
  for (const told of ['reminded', 'escalated']) {
    const { state } = await foldStream(api.store, opportunityDecider, { type: 'opportunity', id });
    const waits = whatNext(state!, await definitionOf(api.store, state!)).waits;
    const { command, dueAt } = waits.find((wait) => wait.key === key)!;
    const version = await api.test.send(opportunityDecider, id, command, process, dueAt);
    expect(await owed(`seen=${id}@${version}`)).toMatchObject({ streamId: id, told });
  }
});

it('lists the playbooks, each with its latest version, its gates in their order and its channels', async () => {
  type Gate = { key: string; title: object };
  type Playbook = { key: string; latestVersion: number; title: object; sections: string[] } & {
    [list in 'gates' | 'channels']: Gate[];
  };
  const { body } = await (await api.as('manager')).get<{ items: Playbook[] }>('/v1/playbooks');
  expect(body.items.map(({ key }) => key)).toEqual(['group-customer', 'group-customer-top-down', 'story']);
  const [sale] = body.items;
  expect(sale).toMatchObject({ latestVersion: 1, title: { 'zh-CN': expect.any(String), en: expect.any(String) } });
  expect(sale!.gates[0]!.key).toBe('preparation');
  const all = ['contribution', 'gifts', 'leads', 'rehearsals'];
  expect(body.items.map(({ sections }) => sections)).toEqual([all, all, []]);
  const hotline = { key: 'hotline', title: { 'zh-CN': '集团热线', en: 'Group hotline' } };
  expect(body.items.map(({ channels }) => channels.filter(({ key }) => key === 'hotline'))).toEqual([
    [hotline],
    [hotline],
    [],
  ]);
});
