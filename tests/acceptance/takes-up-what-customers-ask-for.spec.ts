// S5 over HTTP: a lead from the hotline until it is a sale or closed, who sees it and who does not, and the channels that help a sale.
import { handleCommand } from '#event-store';
import { derivedId, opportunityDecider, saleOfLead, type OpenOpportunity } from '#domain';
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Accepted = { id: string; version: number; events: { type: string; data: Record<string, unknown> }[] };
type Problem = { code: string; missing?: { key: string; problem?: string; label: string }[] };
type Row = { id: string; status: string; late: boolean; dueAt: string | null; opportunityId: string | null };
type Rows = { items: Row[]; next?: string; stale?: true };
type Said = { items: { id: string; status: string; asked?: string; askedBy?: string; phone?: string }[] };
type View = { channels: { origin?: string; leadId?: string; helping: { channel: string; until?: string }[] } };
type Timeline = { items: { type: string; line: string; personal?: object }[] };

let api: TestApi;
let manager: ApiClient;
/** Answers the hotline, and keeps other customers. */
let listener: ApiClient;
let supervisor: ApiClient;
const customerId = exampleId('customer', 'donghai');
const managerId = exampleId('staff', 'manager');
const at = `/v1/customers/${customerId}/leads`;
const question = {
  playbookKey: 'group-customer',
  channel: 'hotline',
  asked: '想了解总部到分厂的专线',
  askedBy: '王女士',
  phone: '021-55550008',
};

beforeAll(async () => {
  api = await startApi();
  [manager, listener, supervisor] = await Promise.all([api.as('manager'), api.as('manager-en'), api.as('supervisor')]);
});
afterAll(() => api?.close());

async function done(answer: Promise<Answer<Accepted>>): Promise<Accepted> {
  const { status, body } = await answer;
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
}

async function refused(answer: Promise<Answer<Problem>>): Promise<[number, string, string | undefined]> {
  const { status, body } = await answer;
  return [status, body.code, body.missing?.[0]?.problem];
}

async function heard(change: object = {}): Promise<string> {
  const { events } = await done(listener.send(at, { ...question, ...change }));
  return String(events[0]!.data['leadId']);
}

async function handedOver(): Promise<string> {
  const leadId = await heard();
  await done(listener.send(`${at}/${leadId}/hand-over`, { note: '请回电' }));
  return leadId;
}

/** As new as what the customer's stream holds now. */
async function rows(who: ApiClient, query = ''): Promise<Row[]> {
  const { version } = (await manager.get<{ version: number }>(`/v1/customers/${customerId}`)).body;
  const list = await who.get<Rows>(`/v1/leads?limit=200&seen=${customerId}@${version}${query}`);
  expect([list.status, list.body.stale]).toEqual([200, undefined]);
  return list.body.items;
}

it('S5: a lead is heard, handed over, and becomes a sale that has its channel; the customer’s page tells what was asked', async () => {
  const leadId = await heard();
  const row = (await rows(manager, '&status=received')).find(({ id }) => id === leadId);
  expect(row).toMatchObject({ late: false, opportunityId: null, dueAt: expect.any(String) as string });
  expect(await refused(manager.send(`${at}/${leadId}/take-up`, { title: '专线' }))).toEqual([
    409,
    'LEAD_NOT_HANDED_OVER',
    'received',
  ]);
  const { events } = await done(listener.send(`${at}/${leadId}/hand-over`, {}));
  expect(events).toMatchObject([{ type: 'LeadHandedOver', data: { to: managerId } }]);

  const said = (await manager.get<Said>(at)).body.items.find(({ id }) => id === leadId);
  expect(said).toMatchObject({
    status: 'handed-over',
    asked: question.asked,
    askedBy: '王女士',
    phone: question.phone,
    playbook: { key: question.playbookKey, version: expect.any(Number) as number },
  });
  // Who heard it may not see the customer, but what became of it.
  expect((await listener.get(at)).status).toBe(404);
  expect((await rows(listener)).find(({ id }) => id === leadId)).toMatchObject({ status: 'handed-over' });

  const title = { title: '线索：总部专线', expectedAmountFen: 1_200_000 };
  const opened = await done(manager.send(`${at}/${leadId}/take-up`, title));
  expect(opened.id).toBe(saleOfLead(leadId));
  const view = (await manager.get<View>(`/v1/opportunities/${opened.id}`)).body;
  expect(view.channels).toEqual({ origin: 'hotline', leadId, helping: [] });
  expect((await rows(manager, '&status=taken-up')).find(({ id }) => id === leadId)).toMatchObject({
    opportunityId: opened.id,
    dueAt: null,
  });
  const { items } = (await manager.get<Timeline>(`/v1/customers/${customerId}/timeline`)).body;
  expect(items.filter(({ type }) => type.startsWith('Lead')).map(({ line }) => line)).toEqual([
    '收到一条销售线索',
    '线索移交给客户经理',
    '线索转为商机',
  ]);
});

it('S5: one lead, one sale: a second opening is refused, a repeated one answered', async () => {
  const leadId = await handedOver();
  const takeUp = `${at}/${leadId}/take-up`;
  const [one, other] = await Promise.all([
    manager.send<Accepted & Problem>(takeUp, { title: '甲' }),
    manager.send<Accepted & Problem>(takeUp, { title: '乙' }),
  ]);
  expect([one.status, other.status].sort()).toEqual([200, 409]);
  expect([one.body.code, other.body.code].sort()).toEqual(['ALREADY_EXISTS', undefined]);
  expect(await refused(manager.send(takeUp, { title: '丙' }))).toEqual([409, 'ALREADY_EXISTS', undefined]);
  expect(await refused(manager.send(`${at}/${leadId}/close`, { reason: 'no-need' }))).toEqual([
    409,
    'LEAD_SETTLED',
    'taken-up',
  ]);
});

it('S5: a take-up that stopped half-way is completed by the next try, though that is refused', async () => {
  const leadId = await handedOver();
  const command: OpenOpportunity = {
    type: 'OpenOpportunity',
    customerId,
    leadId,
    playbookKey: 'group-customer',
    title: '半途',
  };
  const outcome = await handleCommand(api.store, opportunityDecider, {
    stream: { type: 'opportunity', id: saleOfLead(leadId) },
    command,
    caller: { kind: 'staff', id: managerId },
    commandId: derivedId(leadId, 'half-way'),
    now: new Date().toISOString(),
  });
  expect(outcome.kind).toBe('accepted');
  expect((await rows(manager)).find(({ id }) => id === leadId)).toMatchObject({ status: 'handed-over' });
  await refused(manager.send(`${at}/${leadId}/take-up`, { title: '半途' }));
  expect((await rows(manager)).find(({ id }) => id === leadId)).toMatchObject({ status: 'taken-up' });
});

it('S5: only passive channels bring leads, and only whom it was handed to closes one; each refusal says why', async () => {
  const byAgent = await listener.send<Problem>(at, { ...question, channel: 'sales-agent' });
  expect([byAgent.status, byAgent.body.missing![0]!.label]).toEqual([422, 'Channel is not a passive channel']);
  expect(await refused(listener.send(at, { ...question, askedBy: undefined }))).toEqual([
    422,
    'INVALID_INPUT',
    'required',
  ]);
  expect((await refused((await api.as('auditor')).send(at, question)))[1]).toBe('NOT_ALLOWED');
  const leadId = await handedOver();
  const close = { reason: 'not-reached', note: '三次未接' };
  for (const who of [listener, supervisor]) {
    expect((await refused(who.send(`${at}/${leadId}/close`, close)))[1]).toBe('NOT_ALLOWED');
  }
  await done(manager.send(`${at}/${leadId}/close`, close));
  expect(await refused(manager.send(`${at}/${leadId}/take-up`, { title: '迟了' }))).toEqual([
    409,
    'LEAD_SETTLED',
    'closed',
  ]);
  expect((await rows(manager, '&status=closed')).map(({ id }) => id)).toContain(leadId);
});

it('S5: the list is paged, filtered and scoped; what is late says so, and falls due in the calendar', async () => {
  const longAgo = new Date(Date.now() - 20 * 86_400_000).toISOString();
  const lateId = await heard({ receivedAt: longAgo });
  const late = await rows(manager, '&late=true');
  expect(late.map(({ id }) => id)).toEqual([lateId]);
  expect((await rows(manager, '&late=false')).map(({ id }) => id)).not.toContain(lateId);

  const all = (await rows(manager)).map(({ id }) => id);
  const paged: string[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const { body }: Answer<Rows> = await manager.get<Rows>(`/v1/leads?limit=2${next === '' ? '' : `&after=${next}`}`);
    paged.push(...body.items.map(({ id }) => id));
    next = body.next;
  }
  expect(paged).toEqual(all);
  expect((await rows(supervisor)).map(({ id }) => id)).toEqual(all);
  expect((await rows(supervisor, `&customerId=${exampleId('customer', 'nobody')}`)).length).toBe(0);
  expect((await rows(await api.as('pricing'))).length).toBe(0);

  const { items } = (await listener.get<{ items: { key: string; what: string; customerName: string }[] }>('/v1/due'))
    .body;
  expect(items).toContainEqual(
    expect.objectContaining({ key: `lead:${lateId}`, what: 'HandOverLead', streamId: customerId }) as object,
  );
});

it('S5: who asked is erased with the customer’s people; the lead stays', async () => {
  await done(supervisor.send(`/v1/customers/${customerId}/people/erase`, { ground: 'requested' }));
  const { items } = (await manager.get<Said>(at)).body;
  expect(items.length).toBeGreaterThan(3);
  expect(items.every(({ asked, askedBy, phone }) => [asked, askedBy, phone].every((each) => each === undefined))).toBe(
    true,
  );
});

it('S5: channels that serve the customer’s class help a sale; page and timeline show since when and until when', async () => {
  const sale = { customerId, playbookKey: 'group-customer', title: '多渠道' };
  const { id } = await done(manager.send('/v1/opportunities', { ...sale, channel: 'account-manager' }));
  const channels = `/v1/opportunities/${id}/channels`;
  // The customer is of class A.
  const agent = await manager.send<Problem>(channels, { channel: 'sales-agent', reason: '协助' });
  expect([agent.status, agent.body.code, agent.body.missing![0]!.problem]).toEqual([
    422,
    'UNKNOWN_REFERENCE',
    'not-for-this-class',
  ]);
  await done(manager.send(channels, { channel: 'integrator', reason: '需要定制开发' }));
  expect(await refused(manager.send(channels, { channel: 'integrator', reason: '再次' }))).toEqual([
    409,
    'ALREADY_EXISTS',
    undefined,
  ]);
  await done(manager.send(`${channels}/integrator/end`, { reason: '定制已交付' }));
  expect((await refused(manager.send(`${channels}/integrator/end`, { reason: '再次' })))[2]).toBe('not-helping');
  const view = (await manager.get<View>(`/v1/opportunities/${id}`)).body;
  expect(view.channels).toEqual({
    origin: 'account-manager',
    helping: [{ channel: 'integrator', since: expect.any(String) as string, until: expect.any(String) as string }],
  });
  const { items } = (await manager.get<Timeline>(`/v1/opportunities/${id}/timeline`)).body;
  expect(items.slice(-2)).toMatchObject([
    { line: '渠道“业务集成商（SI）”开始协助', personal: { reason: '需要定制开发' } },
    { line: '渠道“业务集成商（SI）”结束协助', personal: { reason: '定制已交付' } },
  ]);
});

it('S5: nothing of who asked, and of what, is readable in the log or in the rows', async () => {
  const found = await api.store.pool.query<{ count: string }>(
    `SELECT count(*) FROM (SELECT body FROM events UNION ALL SELECT l::text FROM read_model.lead l) AS stored (words)
     WHERE words LIKE '%王女士%' OR words LIKE '%55550008%' OR words LIKE '%总部到分厂%'`,
  );
  expect(found.rows).toEqual([{ count: '0' }]);
});
