// What went in by a command comes out again, for those who may see it and as long as it was not erased; lists end nowhere early.
import { randomUUID } from 'node:crypto';
import { followUpPlanDecider, playbookStreamId } from '#domain';
import { handleCommand } from '#event-store';
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Timeline = { items: { type: string; personal?: object }[]; next?: number };

let api: TestApi;
let manager: ApiClient;
let stranger: ApiClient;
let supervisor: ApiClient;
const customerId = exampleId('customer', 'donghai');
const managerId = exampleId('staff', 'manager');

beforeAll(async () => {
  api = await startApi();
  [manager, stranger, supervisor] = await Promise.all([api.as('manager'), api.as('manager-en'), api.as('supervisor')]);
});
afterAll(() => api?.close());

async function accepted<Body>(answer: Promise<Answer<Body>>): Promise<Answer<Body>> {
  const settled = await answer;
  expect(settled).toMatchObject({ status: 200 });
  return settled;
}

it('a contact with everything that is known about the person, until they are erased', async () => {
  const person = {
    name: '韩工',
    mobile: '13900000099',
    officePhone: '021-55550000',
    email: 'han@donghai.example',
    department: '信息中心',
    post: '主任',
    memberType: 'key-person',
  };
  const { body } = await accepted(manager.send<{ id: string }>(`/v1/customers/${customerId}/contacts`, person));
  const path = `/v1/contacts/${body.id}`;
  expect((await accepted(manager.get(path))).body).toEqual({
    id: body.id,
    version: 1,
    customerId,
    completeness: { percent: 87, missing: ['reimbursedFen'] },
    erased: false,
    ...person,
  });
  expect([(await stranger.get(path)).status, (await stranger.get(`${path}/timeline`)).status]).toEqual([404, 404]);
  expect((await manager.get(path, { known: 1 })).status).toBe(304);

  await accepted(manager.send(path, { name: '韩工', mobile: '13900000098' }));
  expect((await accepted(manager.get(path))).body).toMatchObject({
    id: body.id,
    version: 2,
    customerId,
    erased: false,
    name: '韩工',
    mobile: '13900000098',
  });
  const before = await accepted(manager.get<Timeline>(`${path}/timeline`));
  expect(before.body.items).toMatchObject([
    { type: 'ContactRegistered', personal: { mobile: '13900000099' } },
    { type: 'ContactChanged', personal: { mobile: '13900000098' } },
  ]);

  await accepted(supervisor.send(`${path}/erase`, { ground: 'requested' }));
  expect((await accepted(manager.get(path))).body).toEqual({
    id: body.id,
    version: 3,
    customerId,
    erased: true,
    completeness: { percent: 0, missing: expect.any(Array) as string[] },
  });
  const { items } = (await accepted(manager.get<Timeline>(`${path}/timeline`))).body;
  expect(items.map(({ type, personal }) => [type, personal])).toEqual([
    ['ContactRegistered', undefined],
    ['ContactChanged', undefined],
    ['ContactErased', undefined],
  ]);
});

it('a customer with profile, codes and story', async () => {
  const profile = {
    name: '东海制造集团',
    address: '临港 1 号',
    phone: '021-55550001',
    website: 'https://donghai.example',
    businessScope: '装备制造',
    industry: 'manufacturing',
    region: '310000',
    channel: 'hotline',
    headcount: 5_300,
  };
  const path = `/v1/customers/${customerId}`;
  await accepted(manager.send(`${path}/profile`, profile));
  expect((await accepted(manager.get(path))).body).toEqual({
    ...profile,
    id: customerId,
    version: 2,
    class: 'A',
    accountManagerId: managerId,
    agreements: [],
    completeness: { percent: 26, missing: expect.arrayContaining(['legalRepresentative', 'vatNumber']) as string[] },
  });
  const first = await accepted(manager.get<Timeline>(`${path}/timeline?limit=1`));
  expect(first.body).toMatchObject({ items: [{ type: 'CustomerRegistered' }], next: 1 });
  const second = await accepted(manager.get<Timeline>(`${path}/timeline?after=1`));
  expect(second.body).toMatchObject({ items: [{ personal: { address: '临港 1 号' } }] });
  expect([(await stranger.get(path)).status, (await stranger.get(`${path}/timeline`)).status]).toEqual([404, 404]);
});

it('a customer that was merged is read by who keeps the one it goes on as, in everything that is kept about it', async () => {
  const merged = (await accepted(stranger.send<{ id: string }>('/v1/customers', { name: '西岭机械' }))).body.id;
  const survivor = (await accepted(manager.send<{ id: string }>('/v1/customers', { name: '西岭机械厂' }))).body.id;
  const at = `/v1/customers/${merged}`;
  const pages = [
    '',
    '/timeline',
    '/profile-history',
    '/notes',
    '/standing',
    '/duplicates',
    '/life-cycle',
    '/contribution',
  ];
  const statuses = (): Promise<number[]> =>
    Promise.all(pages.map(async (page) => (await manager.get(`${at}${page}`)).status));
  expect(await statuses()).toEqual(pages.map(() => 404));
  await accepted(supervisor.send(`/v1/customers/${survivor}/merge`, { duplicateId: merged }));
  expect(await statuses()).toEqual(pages.map(() => 200));
});

it('a follow-up plan and its story; its owner’s superior cancels it, for good', async () => {
  const id = randomUUID();
  const command = {
    type: 'StartPlan',
    agreementId: randomUUID(),
    opportunityId: randomUUID(),
    customerId,
    ownerId: managerId,
    class: 'A',
    playbook: { streamId: playbookStreamId('story'), version: 1 },
    signedAt: '2026-03-02T01:00:00.000Z',
    endsAt: '2030-03-02T01:00:00.000Z',
  } as const;
  const started = await handleCommand(api.store, followUpPlanDecider, {
    stream: { type: 'follow-up-plan', id },
    command,
    caller: { kind: 'process', name: 'opportunity-workflow' },
    commandId: randomUUID(),
    now: command.signedAt,
  });
  expect(started.kind).toBe('accepted');
  const path = `/v1/follow-up-plans/${id}`;
  await lacksItsStarts(path, command.ownerId);
  const reason = { reason: '协议提前终止' };
  const own = await manager.send(`${path}/cancel`, reason);
  expect([own.status, own.body['code']]).toEqual([403, 'NOT_ALLOWED']);
  expect((await supervisor.send(`${path}/cancel`, {})).status).toBe(400);
  await accepted(supervisor.send(`${path}/cancel`, reason));
  expect((await accepted(manager.get(path))).body).toMatchObject({ ended: true, version: 4 });
  const { items } = (await accepted(manager.get<Timeline>(`${path}/timeline`))).body;
  expect(items.map(({ type }) => type)).toEqual([
    'PlanStarted',
    'AnniversaryRecorded',
    'FirstBillRecorded',
    'PlanEnded',
  ]);
  expect(items.at(-1)).toMatchObject({ personal: reason });
  expect((await stranger.get(`${path}/timeline`)).status).toBe(404);
  expect((await supervisor.send(`${path}/cancel`, reason)).body['code']).toBe('ENDED');
});

/** What nobody has recorded is named; what is wrong with it as well. */
async function lacksItsStarts(path: string, ownerId: string): Promise<void> {
  type View = { missing: { key: string; suppliedBy: object[] }[] };
  const missing = async (): Promise<View['missing']> => (await accepted(manager.get<View>(path))).body.missing;
  expect(await missing()).toMatchObject([{ key: 'live', suppliedBy: [{ staffId: ownerId }] }]);
  const wrong = await manager.send(`${path}/anniversary`, { anniversary: '31-12' });
  expect([wrong.status, wrong.body]).toMatchObject([422, { missing: [{ key: 'anniversary' }] }]);
  await accepted(manager.send(`${path}/anniversary`, { anniversary: '06-18' }));
  const early = await manager.send(`${path}/first-bill`, { billedOn: '2026-03-01' });
  expect([early.status, early.body]).toMatchObject([422, { missing: [{ key: 'billedOn', problem: 'before-from' }] }]);
  await accepted(manager.send(`${path}/first-bill`, { billedOn: '2026-04-06' }));
}

it('what falls due is read in pages, also when much of it falls due at the same moment', async () => {
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const parked: string[] = [];
  let last = '';
  for (let count = 0; count < 5; count++) {
    const body = { customerId, playbookKey: 'story', title: `商机 ${count}` };
    const { id } = (await accepted(manager.send<{ id: string }>('/v1/opportunities', body))).body;
    const { version } = (
      await accepted(manager.send<{ version: number }>(`/v1/opportunities/${id}/park`, { until, reason: '等待' }))
    ).body;
    parked.push(id);
    last = `${id}@${version}`;
  }
  type Due = { items: { streamId: string; dueAt: string }[]; next?: string };
  const read: string[] = [];
  let next: string | undefined = '';
  let pages = 0;
  while (next !== undefined) {
    const after: string = next === '' ? '' : `&after=${next}`;
    const page: Answer<Due> = await accepted(manager.get<Due>(`/v1/due?limit=2&seen=${last}${after}`));
    read.push(...page.body.items.filter(({ dueAt }) => dueAt === until).map(({ streamId }) => streamId));
    next = page.body.next;
    pages += 1;
  }
  expect(read).toEqual([...parked].sort());
  expect(pages).toBeGreaterThan(2);
  for (const after of ['x', 'bnVsbA', Buffer.from('["2026-W10-1T00:00:00Z","x","k"]').toString('base64url')]) {
    const { status, body } = await manager.get(`/v1/due?after=${after}`);
    expect([after, status, body['missing']]).toMatchObject([after, 400, [{ key: 'after' }]]);
  }
});

it('the public status says that somebody feeds the log; who it is, auditors and administrators read', async () => {
  const open = await fetch(`${api.url}/status`);
  const text = await open.text();
  expect(JSON.parse(text)).toMatchObject({ sequencer: 'somebody', sinks: [{ heldBy: 'somebody' }] });
  const auditor = await api.as('auditor');
  const { body } = await accepted(auditor.get('/v1/status'));
  expect(body).toMatchObject({ sequencer: 'test', sinks: [{ heldBy: 'test' }] });
  expect((await manager.get('/v1/status')).body['code']).toBe('NOT_ALLOWED');
  expect((await fetch(`${api.url}/v1/status`)).status).toBe(401);
});

it('the status says since when the oldest event waits for a sink', async () => {
  const { rows } = await api.store.pool.query<{ at: string }>(
    `SELECT body::json ->> 'at' AS at FROM events ORDER BY position LIMIT 1`,
  );
  await api.store.pool.query(
    `INSERT INTO sink_positions (sink, partition, position, epoch) VALUES ('left-behind', 0, 0, 0)`,
  );
  try {
    const { body } = await accepted((await api.as('administrator')).get('/v1/status'));
    const behind = (body['sinks'] as { sink: string; oldestWaitingAt?: string }[]).find(
      ({ sink }) => sink === 'left-behind',
    );
    expect(behind?.oldestWaitingAt).toBe(rows[0]!.at);
  } finally {
    await api.store.pool.query(`DELETE FROM sink_positions WHERE sink = 'left-behind'`);
  }
});

it('the figures say how far the log and its sinks are, and what stands still', async () => {
  const figures = await (await fetch(`${api.url}/metrics`)).text();
  const drawn = Number(/^tongguan_log_drawn_position (\d+)$/m.exec(figures)?.[1]);
  expect(drawn).toBeGreaterThan(10);
  expect(Number(/^tongguan_log_published_position (\d+)$/m.exec(figures)?.[1])).toBeLessThanOrEqual(drawn);
  expect(figures).toMatch(/^tongguan_sink_waiting_events\{sink="read-models"\} \d+$/m);
  await api.test.admin.query(`UPDATE sink_positions SET trouble = 'FAILED' WHERE sink = 'read-models'`);
  const after = await (await fetch(`${api.url}/metrics`)).text();
  expect(after).toMatch(/^tongguan_sink_in_trouble\{sink="read-models",trouble="FAILED"\} 1$/m);
});
