// Gifts and invitations over HTTP: asked, agreed to above, recorded, and read by supervisors and auditors as a register and a file.
import { exampleId } from '../../deploy/local/set-up';
import type { Answer, ApiClient } from '../../deploy/local/story/api-client';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(120_000);

type Answered = {
  id: string;
  version: number;
  repeated: boolean;
  events: { type: string; data: { giftId: string } }[];
};
type Problem = { code: string; title: string; missing?: { key: string; problem?: string }[]; context?: object };
type Register = {
  items: { id: string; status: string; valueFen: number; contactName: string | null }[];
  next?: string;
};
type OfContact = { items: { id: string; status: string; note?: string }[]; years: object[] };

let api: TestApi;
let manager: ApiClient;
let supervisor: ApiClient;
let director: ApiClient;

const day = (offset: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
const gift = (valueFen: number, more: object = {}) => ({
  playbookKey: 'group-customer',
  kind: 'holiday-courtesy',
  occasion: 'mid-autumn',
  valueFen,
  on: day(0),
  note: '茶叶一盒',
  ...more,
});

beforeAll(async () => {
  api = await startApi();
  [manager, supervisor, director] = await Promise.all([api.as('manager'), api.as('supervisor'), api.as('director')]);
});
afterAll(() => api?.close());

async function accepted<Body = Answered>(answer: Promise<Answer<Body>>): Promise<Body> {
  const settled = await answer;
  expect(settled).toMatchObject({ status: 200 });
  return settled.body;
}

async function refused(answer: Promise<Answer<Problem>>): Promise<[number, string, string[]]> {
  const { status, body } = await answer;
  return [status, body.code, (body.missing ?? []).map(({ key }) => key)];
}

async function customer(name: string): Promise<string> {
  return (await accepted(manager.send<Answered>('/v1/customers', { name }))).id;
}

async function contact(customerId: string): Promise<string> {
  return (await accepted(manager.send<Answered>(`/v1/customers/${customerId}/contacts`, { name: '李主任' }))).id;
}

async function asked(contactId: string, body: object): Promise<string> {
  const { events } = await accepted(manager.send<Answered>(`/v1/contacts/${contactId}/gifts`, body));
  return events[0]!.data.giftId;
}

async function register(who: ApiClient, query: string): Promise<Register> {
  const { body } = await who.get<Register>(`/v1/gifts?${query}`);
  return body;
}

it('S20: within the limits at once; above them it waits for somebody above, and what came of it is on the register', async () => {
  const li = await contact(await customer('赠送检验集团'));
  const at = `/v1/contacts/${li}/gifts`;
  const small = await asked(li, gift(18_000));
  const dear = await asked(li, gift(21_000));
  const given = { outcome: 'given', on: day(0) };
  expect(await refused(manager.send(`${at}/${dear}/outcome`, given))).toEqual([409, 'APPROVAL_OPEN', [dear]]);
  expect(await refused(manager.send(`${at}/${dear}/decision`, { decision: 'approve' }))).toEqual([
    403,
    'OWN_SUBMISSION',
    [dear],
  ]);
  const pricing = await api.as('pricing');
  expect((await refused(pricing.send(`${at}/${dear}/decision`, { decision: 'approve' })))[1]).toBe('NOT_AN_APPROVER');

  const open = await supervisor.get<Register>(`/v1/gifts/to-decide?seen=${li}@3`);
  expect(open.body.items).toMatchObject([
    { id: dear, status: 'asked', playbookKey: 'group-customer', contactName: '李主任', actingFor: null },
  ]);
  const [wrong, listed] = [await supervisor.get<Problem>('/v1/gifts/to-decide?after=x'), open.body.items];
  expect([wrong.status, wrong.body.missing]).toMatchObject([400, [{ key: 'after' }]]);
  const first = await supervisor.get<Register>('/v1/gifts/to-decide?limit=1');
  expect([first.body.items, first.body.next]).toEqual([listed, expect.any(String)]);
  const second = await supervisor.get<Register>(`/v1/gifts/to-decide?limit=1&after=${first.body.next}`);
  expect(second.body).toEqual({ items: [] });
  for (const who of [manager, pricing]) expect((await who.get<Register>('/v1/gifts/to-decide')).body.items).toEqual([]);
  await accepted(supervisor.send(`${at}/${dear}/decision`, { decision: 'approve', note: '限一次' }));
  await accepted(manager.send(`${at}/${dear}/outcome`, given));
  await accepted(manager.send(`${at}/${dear}/outcome`, { outcome: 'returned', on: day(0), note: '对方退回' }));
  const { version } = await accepted(manager.send<Answered>(`${at}/${small}/outcome`, given));

  const { items } = await register(supervisor, `contactId=${li}&seen=${li}@${version}`);
  expect(Object.fromEntries(items.map(({ id, status }) => [id, status]))).toEqual({
    [small]: 'given',
    [dear]: 'returned',
  });
  const page = await accepted(manager.get<OfContact>(at));
  expect(page).toMatchObject({
    items: [
      { id: small, note: '茶叶一盒', exceeds: [] },
      { id: dear, exceeds: [{ limit: 'per-gift', aboveFen: 20_000, comesToFen: 21_000 }] },
    ],
    years: [{ year: day(0).slice(0, 4), countedFen: 18_000 }],
  });
  const lines = await accepted(manager.get<{ items: { line: string }[] }>(`/v1/contacts/${li}/timeline`));
  expect(lines.items.map(({ line }) => line).join('\n')).toMatch(/¥180\b[\s\S]*同意[\s\S]*已退还/);
});

it('S20: above the upper limit it is refused outright, with the limit and what it would come to; money always', async () => {
  const li = await contact(await customer('限额检验集团'));
  const at = `/v1/contacts/${li}/gifts`;
  expect(await refused(manager.send(at, gift(1, { kind: 'money' })))).toEqual([409, 'GIFT_ABOVE_LIMIT', ['valueFen']]);
  await asked(li, gift(50_000));
  await asked(li, gift(50_000));
  const { status, body } = await manager.send<Problem>(at, gift(100));
  expect({ status, context: body.context }).toEqual({
    status: 409,
    context: { limit: 'kind-per-year', aboveFen: 100_000, comesToFen: 100_100 },
  });
  expect(await refused(manager.send(at, gift(100, { kind: 'car' })))).toEqual([422, 'UNKNOWN_REFERENCE', ['kind']]);
  expect(await refused(manager.send(at, gift(100, { on: day(-1) })))).toEqual([422, 'INVALID_INPUT', ['on']]);
  expect(await refused(manager.send(at, gift(0)))).toEqual([400, 'INVALID_REQUEST', ['valueFen']]);
});

it('law 4: a repeat is answered as before, although another sale of the customer was opened meanwhile', async () => {
  const customerId = await customer('重复检验集团');
  const li = await contact(customerId);
  const key = `gift-${li}`;
  const send = (valueFen: number) =>
    fetch(`${api.url}/v1/contacts/${li}/gifts`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(gift(valueFen)),
    });
  const headers = { authorization: `Bearer ${await api.signIn.token('manager')}` };
  const first = (await (await send(100)).json()) as Answered;
  const opened = await accepted(
    manager.send<Answered>('/v1/opportunities', { customerId, playbookKey: 'group-customer', title: '专线' }),
  );
  await manager.get(`/v1/opportunities?seen=${opened.id}@${opened.version}`);
  const again = (await (await send(100)).json()) as Answered;
  expect(again).toMatchObject({ version: first.version, repeated: true });
  expect((await send(200)).status).toBe(422);
});

it('Tendering Law 44: a member of the evaluation committee gets nothing while the tender runs', async () => {
  const customerId = await customer('招标检验集团');
  const [expert, user] = [await contact(customerId), await contact(customerId)];
  const { id } = await accepted(
    manager.send<Answered>('/v1/opportunities', { customerId, playbookKey: 'group-customer', title: '专线' }),
  );
  await accepted(manager.send(`/v1/opportunities/${id}/contacts`, { contactId: expert, level: 'expert' }));
  const { version } = await accepted(
    manager.send<Answered>(`/v1/opportunities/${id}/contacts`, { contactId: user, level: 'user' }),
  );
  await manager.get(`/v1/opportunities?seen=${id}@${version}`);
  const undecided = await refused(manager.send(`/v1/contacts/${expert}/gifts`, gift(100)));
  expect(undecided).toEqual([409, 'CONDITION_UNDECIDED', ['tender']]);
  const answers = { customerClass: 'B', originChannel: 'account-manager', tender: true };
  await accepted(manager.send(`/v1/opportunities/${id}/actions/pre1/complete`, { answers }));
  const { body } = await manager.send<Problem>(`/v1/contacts/${expert}/gifts`, gift(100));
  expect(body).toMatchObject({ code: 'TENDER_OFFICIAL_CHANNEL_ONLY', context: { opportunityId: id } });
  await asked(user, gift(100, { opportunityId: id }));
});

it('S14, S20: who accepts nothing gets nothing; gifts from before a merge count with the survivor', async () => {
  const [survivor, duplicate] = [await customer('存续集团'), await customer('重复集团')];
  const li = await contact(duplicate);
  await asked(li, gift(50_000));
  await asked(li, gift(50_000));
  await accepted(supervisor.send(`/v1/customers/${survivor}/merge`, { duplicateId: duplicate }));
  const { body } = await manager.send<Problem>(`/v1/contacts/${li}/gifts`, gift(100));
  expect(body.context).toMatchObject({ limit: 'kind-per-year', comesToFen: 100_100 });
  await asked(li, gift(100, { kind: 'keepsake' }));
  await accepted(manager.send(`/v1/customers/${survivor}/gift-rule`, { giftsAccepted: false, note: '廉洁协议' }));
  const none = await refused(manager.send(`/v1/contacts/${li}/gifts`, gift(100, { kind: 'keepsake' })));
  expect(none).toEqual([409, 'GIFTS_NOT_ACCEPTED', ['gifts-accepted']]);
  expect((await refused(manager.send(`/v1/customers/${survivor}/gift-rule`, { giftsAccepted: true })))[1]).toBe(
    'NOT_ALLOWED',
  );
  const seen = await accepted(
    supervisor.send<Answered>(`/v1/customers/${survivor}/gift-rule`, { giftsAccepted: true }),
  );
  expect(seen.events).toMatchObject([{ type: 'GiftRuleRecorded' }]);
});

it('law 8: a delegate finds what waits for the one they act for, and decides in their place', async () => {
  const administrator = await api.as('administrator');
  const deputy = { name: '何副主管', roles: ['supervisor'], signInSubject: 'gift-deputy' };
  const { id, version } = await accepted(administrator.send<Answered>('/v1/staff', deputy));
  await accepted(administrator.get(`/v1/staff?seen=${id}@${version}`));
  const period = {
    from: new Date(Date.now() - 60_000).toISOString(),
    until: new Date(Date.now() + 600_000).toISOString(),
  };
  const supervisorId = exampleId('staff', 'supervisor');
  const lent = await accepted(
    supervisor.send<Answered>(`/v1/staff/${supervisorId}/delegations`, {
      to: id,
      ...period,
      scope: { kinds: ['gift'] },
    }),
  );
  await accepted(administrator.get(`/v1/staff?seen=${supervisorId}@${lent.version}`));
  const delegate = await api.as('gift-deputy');
  const li = await contact(await customer('代理检验集团'));
  const dear = await asked(li, gift(30_000));
  const { items } = await accepted(
    delegate.get<{ items: { id: string; actingFor: string }[] }>(`/v1/gifts/to-decide?seen=${li}@2`),
  );
  expect(items.find((each) => each.id === dear)).toMatchObject({ actingFor: supervisorId });
  const path = `/v1/contacts/${li}/gifts/${dear}/decision`;
  expect((await refused(delegate.send(path, { decision: 'approve' })))[1]).toBe('NOT_AN_APPROVER');
  await accepted(delegate.send(path, { decision: 'reject', actingFor: supervisorId }));
  const { items: rows } = await register(supervisor, `contactId=${li}&seen=${li}@3`);
  expect(rows).toMatchObject([{ status: 'rejected', decidedById: id, decidedForId: supervisorId }]);
});

it('the register: to each what they may see, by person, period and status, page by page', async () => {
  const li = await contact(await customer('登记检验集团'));
  const ids = [await asked(li, gift(100)), await asked(li, gift(200)), await asked(li, gift(300, { on: day(1) }))];
  const mine = `contactId=${li}&seen=${li}@4`;
  const auditor = await api.as('auditor');
  for (const who of [manager, supervisor, director, auditor]) {
    expect((await register(who, mine)).items.map(({ id }) => id)).toEqual([...ids].sort());
  }
  expect((await register(await api.as('manager-en'), mine)).items).toEqual([]);
  const count = async (query: string): Promise<number> => (await register(auditor, `${mine}&${query}`)).items.length;
  expect(await count(`from=${day(1)}`)).toBe(1);
  expect(await count(`to=${day(0)}`)).toBe(2);
  expect(await count(`from=${day(2)}`)).toBe(0);
  expect(await count('status=allowed')).toBe(3);
  expect(await count('status=asked')).toBe(0);
  expect(await count(`askedById=${exampleId('staff', 'manager')}`)).toBe(3);
  expect(await count(`askedById=${exampleId('staff', 'supervisor')}`)).toBe(0);
  const first = await register(auditor, `${mine}&limit=2`);
  expect(first.items).toHaveLength(2);
  const second = await register(auditor, `${mine}&limit=2&after=${first.next}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([...ids].sort());
  for (const [query, key] of [
    ['status=lost', 'status'],
    [`from=${day(1)}&to=${day(0)}`, 'to'],
    ['contactId=me', 'contactId'],
  ] as const) {
    expect(await refused(auditor.get(`/v1/gifts?${query}`))).toEqual([400, 'INVALID_REQUEST', [key]]);
  }
});

it('the register as a file: all that fits, in words, and the erased without their names', async () => {
  const li = await contact(await customer('=1+1'));
  await asked(li, gift(21_000));
  const file = async (language: string): Promise<string[]> => {
    const url = `${api.url}/v1/gifts?format=csv&language=${language}&contactId=${li}&limit=1&seen=${li}@`;
    const version = (await accepted(manager.get<{ version: number }>(`/v1/contacts/${li}/gifts`))).version;
    const headers = { authorization: `Bearer ${await api.signIn.token('auditor')}` };
    const response = await fetch(url + String(version), { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    return Buffer.from(await response.arrayBuffer())
      .toString('utf8')
      .slice(1)
      .trimEnd()
      .split('\r\n');
  };
  await asked(li, gift(200));
  const lines = await file('zh-CN');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^登记编号,日期,状态,集团客户/);
  expect(lines.slice(1).join('\n')).toMatch(/待审批,'=1\+1,.*李主任,holiday-courtesy,mid-autumn,21000,单次限额/);
  await accepted(supervisor.send(`/v1/contacts/${li}/erase`, { ground: 'requested' }));
  const erased = (await file('en')).join('\n');
  expect(erased).toContain('awaiting approval');
  expect(erased).not.toContain('李主任');
});
