// Server-sent events: who may see a thing hears that it changed, when lists show it, and nobody else does.
import { createParser } from 'eventsource-parser';
import { exampleId } from '../../deploy/local/set-up';
import type { Approval } from '#domain';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

type Heard = { event?: string; data: string };
type Listening = { heard: Heard[]; ended: Promise<void>; leave(): void };

async function listen(who: string): Promise<Listening> {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${await api.signIn.token(who)}` };
  const response = await fetch(`${api.url}/v1/changes`, { headers, signal: leaving.signal });
  const heard: Heard[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => heard.push({ event, data }) });
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as ReadableStream<Uint8Array>)
      parser.feed(decoder.decode(chunk, { stream: true }));
  };
  const ended = read().catch(() => undefined);
  await until(() => heard.length > 0);
  return { heard, ended, leave: () => leaving.abort() };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 200) throw new Error('it was not told within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const changes = ({ heard }: Listening): { type: string; id: string; version: number }[] =>
  heard
    .filter(({ event }) => event === 'change')
    .map(({ data }) => JSON.parse(data) as { type: string; id: string; version: number });

it('the owner, those above and the auditor hear of a sale, a colleague does not; lists show it by then', async () => {
  const [owner, above, auditor, colleague] = await Promise.all(
    ['manager', 'director', 'auditor', 'manager-en'].map(listen),
  );
  const manager = await api.as('manager');
  const opened = await manager.send<{ id: string }>('/v1/opportunities', {
    customerId: exampleId('customer', 'donghai'),
    playbookKey: 'story',
    title: '园区专线',
  });
  const { id } = opened.body;
  const hears = (one: Listening): boolean => changes(one).some((change) => change.id === id);
  await until(() => [owner, above, auditor].every((one) => hears(one!)));
  const { body } = await manager.get<{ items: { id: string }[] }>('/v1/opportunities?limit=200');
  expect(body.items.map((row) => row.id)).toContain(id);
  expect(changes(owner!)).toContainEqual({ type: 'opportunity', id, version: 1 });

  // Something that the colleague may hear, after it: what was not told by then is not told.
  const theirs = exampleId('customer', 'nanhu');
  await (await api.as('manager-en')).send(`/v1/customers/${theirs}/notes`, { text: '放假前联系' });
  await until(() => changes(colleague!).some((change) => change.id === theirs));
  expect(hears(colleague!)).toBe(false);
  for (const one of [owner, above, auditor, colleague]) one!.leave();
});

it('what is asked in an approval and answered is told to inboxes everywhere, for who is asked from elsewhere in the house', async () => {
  const elsewhere = await listen('pricing');
  const told = (): number => elsewhere.heard.filter(({ event }) => event === 'inbox').length;
  const [manager, supervisor] = await Promise.all([api.as('manager'), api.as('supervisor')]);
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '园区短信' };
  const at = `/v1/opportunities/${(await manager.send<{ id: string }>('/v1/opportunities', body)).body.id}`;
  await manager.send(`${at}/gates/preparation/override`, { reason: '客户着急' });
  await until(() => told() === 1);
  const { approvals } = (await manager.get<{ approvals: Approval[] }>(at)).body;
  const { id, round, contentHash } = approvals[0]!;
  await supervisor.send(`${at}/approvals/${id}/ask`, { round, contentHash, question: '急在哪里' });
  await until(() => told() === 2);
  await manager.send(`${at}/approvals/${id}/answer`, { answer: '月底搬迁' });
  await until(() => told() === 3);
  elsewhere.leave();
});

it('whoever’s roles change is looked at anew', async () => {
  const reader = await listen('pricing');
  const administrator = await api.as('administrator');
  const roles = { roles: ['supervisor', 'account-manager'] };
  await administrator.send(`/v1/staff/${exampleId('staff', 'pricing')}/roles`, roles);
  await reader.ended;
  expect(changes(reader)).toMatchObject([{ type: 'staff', id: exampleId('staff', 'pricing') }]);
});

it('nobody listens without a sign-in', async () => {
  const response = await fetch(`${api.url}/v1/changes`);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'NOT_SIGNED_IN' });
});

it('open pages do not keep a server from closing', async () => {
  const reader = await listen('manager');
  const closed = Date.now();
  await api.close();
  await reader.ended;
  expect(Date.now() - closed).toBeLessThan(5_000);
  api = await startApi();
});
