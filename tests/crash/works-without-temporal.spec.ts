// Way A knows no Temporal: commands are answered while it is down, and whatever it knew comes back from the log.
import type { Client } from '@temporalio/client';
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { attributes, whereItStands, workflowIdOf, type WhereItStands } from '../../workflows/messages';
import { tongguan } from '../support/command-line';
import { eventually } from '../support/eventually';
import { startProduct, type Product } from '../support/product';
import { startTemporal, type TemporalServer } from '../support/temporal';

jest.setTimeout(180_000);

const levels = ['user', 'purchaser', 'expert', 'influencer', 'decision-maker'];

let temporal: TemporalServer;
let product: Product;
let manager: ApiClient;
let sale: string;

beforeAll(async () => {
  temporal = await startTemporal();
  product = await startProduct({ TONGGUAN_TEMPORAL_ADDRESS: temporal.address });
  manager = await product.as('manager');
});
afterAll(async () => {
  await product?.remove();
  await temporal?.remove();
});

async function send(path: string, body?: object): Promise<Answer<{ id: string; version: number }>> {
  const answer = await manager.send<{ id: string; version: number }>(path, body);
  expect([path, answer.status, answer.body]).toEqual([path, 200, expect.anything()]);
  return answer;
}

async function stands(id: string, version: number): Promise<WhereItStands> {
  const client: Client = await temporal.client();
  return eventually(`${id} at ${version}`, async () => {
    const handle = client.workflow.getHandle(workflowIdOf({ type: 'opportunity', id }));
    const found = await handle.query(whereItStands).catch(() => undefined);
    return found !== undefined && found.version >= version ? found : undefined;
  });
}

const openSale = async (): Promise<string> => {
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  return (await send('/v1/opportunities', body)).body.id;
};

it('the process of a sale follows it', async () => {
  sale = await openSale();
  expect(await stands(sale, 1)).toMatchObject({ phase: 'prepare', gate: 'preparation' });
});

it('with Temporal stopped, commands are answered as before, and the status says what waits', async () => {
  await temporal.stop('SIGKILL');
  await send(`/v1/opportunities/${sale}/actions/collect-profile/complete`, { answers: { need: 'latent' } });
  for (const level of levels) {
    await send(`/v1/opportunities/${sale}/contacts`, { contactId: exampleId('contact', `donghai:${level}`), level });
  }
  await send(`/v1/opportunities/${sale}/gates/preparation/pass`);
  const early = await manager.send<{ code: string }>(`/v1/opportunities/${sale}/gates/user/pass`);
  expect([early.status, early.body.code]).toEqual([409, 'ACTIONS_OPEN']);
  const line = await eventually('the trouble in the status', async () => {
    const { stdout } = await tongguan(product, 'manager', 'status');
    return /^temporal.*TEMPORAL_UNREACHABLE.*$/m.exec(stdout)?.[0];
  });
  expect(Number(/(\d+) events wait/.exec(line)?.[1])).toBeGreaterThanOrEqual(1);
});

it('started empty, it is filled again from the log, with its deadlines', async () => {
  temporal.empty();
  await temporal.start();
  const version = (await manager.get(`/v1/opportunities/${sale}`)).version!;
  expect(await stands(sale, version)).toMatchObject({ phase: 'climb', gate: 'user', level: 'user', version });
  // Its search attributes are known again as well.
  const client = await temporal.client();
  const found = await eventually('it in the list', async () => {
    const query = `${attributes.gate.name} = 'user' AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of client.workflow.list({ query })) return workflowId;
    return undefined;
  });
  expect(found).toBe(workflowIdOf({ type: 'opportunity', id: sale }));
  // What falls due by itself still does: the profile of another sale is late after twenty seconds.
  const late = await openSale();
  await eventually('the reminder', async () => {
    const { body } = await manager.get<{ items: { type: string }[] }>(`/v1/opportunities/${late}/timeline`);
    return body.items.find(({ type }) => type === 'DeadlineReminded');
  });
});

it('a lost process comes back with tongguan rehydrate, which is an administrator’s', async () => {
  const client = await temporal.client();
  await client.workflow.getHandle(workflowIdOf({ type: 'opportunity', id: sale })).terminate('lost');
  const refused = await tongguan(product, 'manager', 'rehydrate');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('administrator can provide this')]);
  const { code, stdout } = await tongguan(product, 'administrator', 'rehydrate');
  expect([code, stdout]).toEqual([0, expect.stringContaining('temporal follows the log from its beginning')]);
  const description = await eventually('it runs again', async () => {
    const found = await client.workflow.getHandle(workflowIdOf({ type: 'opportunity', id: sale })).describe();
    return found.status.name === 'RUNNING' ? found : undefined;
  });
  expect(description.status.name).toBe('RUNNING');
});
