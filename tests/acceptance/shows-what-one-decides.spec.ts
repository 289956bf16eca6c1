// Whoever decides about a sale can read it: while they are asked, after they have voted, and also in another's place.
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type View = { version: number; approvals: { id: string; round: number; contentHash: string; status: string }[] };

let api: TestApi;
let sale: string;
let manager: ApiClient;
let supervisor: ApiClient;
/** In nobody's line here: what they see they see because they decide. */
let delegate: ApiClient;
let pricing: ApiClient;

let delegateId: string;

beforeAll(async () => {
  api = await startApi();
  [manager, supervisor, pricing] = await Promise.all([api.as('manager'), api.as('supervisor'), api.as('pricing')]);
  const administrator = await api.as('administrator');
  const deputy = { name: '何副主管', roles: ['supervisor'], signInSubject: 'deputy' };
  const registered = await accepted<{ id: string; version: number }>(administrator.send('/v1/staff', deputy));
  delegateId = registered.body.id;
  await accepted(administrator.get(`/v1/staff?seen=${delegateId}@${registered.body.version}`));
  delegate = await api.as('deputy');
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  sale = (await accepted<{ id: string }>(manager.send('/v1/opportunities', body))).body.id;
});
afterAll(() => api?.close());

async function accepted<Body>(answer: Promise<Answer<Body>>): Promise<Answer<Body>> {
  const settled = await answer;
  expect(settled).toMatchObject({ status: 200 });
  return settled;
}

/** Of the sale and of its story, once the read models have come as far as the stream. */
async function sees(who: ApiClient): Promise<boolean> {
  const { version } = (await accepted(manager.get<View>(`/v1/opportunities/${sale}`))).body;
  await accepted(manager.get(`/v1/opportunities?seen=${sale}@${version}`));
  const statuses = [
    (await who.get(`/v1/opportunities/${sale}`)).status,
    (await who.get(`/v1/opportunities/${sale}/timeline`)).status,
  ];
  expect(statuses[0]).toBe(statuses[1]);
  return statuses[0] === 200;
}

async function delegated(to: string, scope: object): Promise<string> {
  const period = { from: '2020-01-01T00:00:00.000Z', until: '2020-12-31T00:00:00.000Z' };
  const now = {
    from: new Date(Date.now() - 60_000).toISOString(),
    until: new Date(Date.now() + 600_000).toISOString(),
  };
  const path = `/v1/staff/${exampleId('staff', 'supervisor')}/delegations`;
  await accepted(supervisor.send(path, { to, ...period }));
  const given = await accepted(supervisor.send(path, { to, ...now, scope }));
  const { id, version, events } = given.body as { id: string; version: number; events: { data: object }[] };
  await accepted(manager.get(`/v1/staff?seen=${id}@${version}`));
  return (events[0]!.data as { delegationId: string }).delegationId;
}

it('a delegate sees what they may decide in another’s place, and nothing before or beside it', async () => {
  expect([await sees(delegate), await sees(pricing)]).toEqual([false, false]);
  await accepted(manager.send(`/v1/opportunities/${sale}/gates/preparation/override`, { reason: '客户着急' }));
  expect(await sees(delegate)).toBe(false);
  const delegationId = await delegated(delegateId, { kinds: ['override'] });
  await delegated(exampleId('staff', 'pricing'), { kinds: ['offer'] });
  expect([await sees(delegate), await sees(pricing)]).toEqual([true, false]);

  const { approvals } = (await accepted(delegate.get<View>(`/v1/opportunities/${sale}`))).body;
  const { id, round, contentHash } = approvals[0]!;
  const vote = { round, contentHash, decision: 'approve', actingFor: exampleId('staff', 'supervisor') };
  await accepted(delegate.send(`/v1/opportunities/${sale}/approvals/${id}/vote`, vote));
  const revoke = `/v1/staff/${exampleId('staff', 'supervisor')}/delegations/${delegationId}/revoke`;
  await accepted(supervisor.send(revoke));
  // The round is over, the inbox is empty and the delegation revoked: what one decided one may still read.
  expect(await sees(delegate)).toBe(true);
});

it('an approver who was named sees it when all is decided, although the inbox has nothing of it any more', async () => {
  const { approvals } = (await accepted(manager.get<View>(`/v1/opportunities/${sale}`))).body;
  const { id, round, contentHash } = approvals[0]!;
  const at = `/v1/opportunities/${sale}/approvals/${id}`;
  const director = await api.as('director');
  const handOver = { round, contentHash, to: exampleId('staff', 'pricing') };
  await accepted(director.send(`${at}/hand-over`, handOver));
  expect(await sees(pricing)).toBe(true);
  await accepted(pricing.send(`${at}/vote`, { round, contentHash, decision: 'approve' }));
  expect((await accepted(manager.get<View>(`/v1/opportunities/${sale}`))).body.approvals[0]?.status).toBe('granted');
  expect(await sees(pricing)).toBe(true);
  expect((await accepted(pricing.get<{ items: unknown[] }>('/v1/inbox'))).body.items).toEqual([]);
});

it('its story, and the log, say of every step of an approval what it is about, although the event has only its id', async () => {
  type Told = { items: { type: string; line: string }[] };
  const auditor = await api.as('auditor');
  const paths = [`/v1/opportunities/${sale}/timeline`, `/v1/audit/events?streamId=${sale}`];
  for (const path of paths) {
    const { items } = (await accepted(auditor.get<Told>(path))).body;
    const steps = items.filter(({ type }) => type.startsWith('Approval'));
    expect(steps.map(({ type }) => type).sort()).toEqual([
      'ApprovalGranted',
      'ApprovalHandedOver',
      'ApprovalRequested',
      'ApprovalRoundPassed',
    ]);
    expect(new Set(steps.map(({ line }) => line.split('：')[1]))).toEqual(new Set(['强制放行']));
  }
});

it('a sale that somebody changed by hand is still read by those who check: told without what can be folded only from a whole one', async () => {
  type Told = { items: { streamId: string; type: string; line: string }[] };
  const auditor = await api.as('auditor');
  const { admin } = api.test;
  await admin.query('SET session_replication_role = replica');
  await admin.query('UPDATE events SET body = body || $2 WHERE stream_id = $1 AND version = 2', [sale, ' ']);
  await admin.query('SET session_replication_role = DEFAULT');
  // As a program that was just started: it has to fold the sale from its stored bytes.
  api.store.states.delete(sale);

  const check = await accepted<{ brokenAt: number }>(auditor.get(`/v1/streams/opportunity/${sale}/verification`));
  expect(check.body.brokenAt).toBe(2);
  for (const path of ['/v1/audit/events?limit=200', `/v1/streams/opportunity/${sale}/timeline`]) {
    const { items } = (await accepted(auditor.get<Told>(path))).body;
    const passed = items.find(({ type }) => type === 'ApprovalRoundPassed');
    expect([path, passed?.line]).toEqual([path, '审批进入下一轮：…']);
  }
});

it('an event whose stored bytes say nothing any more shows as damaged in its place, and all the others are read', async () => {
  type Entry = { version: number; type: string; line: string; by: object; damaged?: { eventId: string } };
  type Told = { items: Entry[]; next?: number };
  const auditor = await api.as('auditor');
  const { admin } = api.test;
  const stream = `/v1/streams/opportunity/${sale}`;
  const log = `/v1/audit/events?streamId=${sale}&limit=200`;
  const read = async (path: string): Promise<Entry[]> => (await accepted(auditor.get<Told>(path))).body.items;
  const byVersion = (entries: Entry[]): Entry[] => entries.sort((one, other) => one.version - other.version);
  const [before, storyBefore] = [byVersion(await read(log)), await read(`${stream}/timeline`)];
  expect(before.length).toBeGreaterThan(4);
  const { rows } = await admin.query<{ id: string }>(
    'SELECT event_id AS id FROM events WHERE stream_id = $1 AND version IN (1, 3) ORDER BY version',
    [sale],
  );
  await admin.query('SET session_replication_role = replica');
  await admin.query('UPDATE events SET body = left(body, 40) WHERE stream_id = $1 AND version = 1', [sale]);
  await admin.query(`UPDATE events SET body = 'null' WHERE stream_id = $1 AND version = 3`, [sale]);
  await admin.query('SET session_replication_role = DEFAULT');
  api.store.states.delete(sale);

  for (const [now, whole] of [
    [byVersion(await read(log)), before],
    [await read(`${stream}/timeline`), storyBefore],
  ] as const) {
    expect(now.map(({ version, type, by }) => ({ version, type, by }))).toEqual(
      whole.map(({ version, type, by }) => ({ version, type, by })),
    );
    const damaged = now.filter((entry) => entry.damaged !== undefined);
    expect(damaged.map(({ version, damaged: about }) => [version, about])).toMatchObject([
      [1, { eventId: rows[0]!.id, position: expect.any(Number) as number }],
      [3, { eventId: rows[1]!.id, position: expect.any(Number) as number }],
    ]);
  }
  const paged = await accepted(auditor.get<Told>(`${stream}/timeline?limit=1`));
  expect([paged.body.items.length, paged.body.next]).toEqual([1, 1]);
  expect((await accepted<{ brokenAt: number }>(auditor.get(`${stream}/verification`))).body.brokenAt).toBe(1);
  // Of another kind there is no such stream, though its first event says no more what it was.
  expect((await auditor.get(`/v1/streams/customer/${sale}/timeline`)).status).toBe(404);
});
