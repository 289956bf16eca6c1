// Whoever reads Chinese is answered in Chinese, whoever reads English in English; codes are the same for both.
import { randomUUID } from 'node:crypto';
import { exampleId } from '../../deploy/local/set-up';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Problem = {
  code: string;
  title: string;
  detail: string;
  missing: { key: string; problem: string; label: string }[];
};

let api: TestApi;
let opportunity: string;

beforeAll(async () => {
  api = await startApi();
  const manager = await api.as('manager');
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  opportunity = (await manager.send<{ id: string }>('/v1/opportunities', body)).body.id;
});
afterAll(() => api?.close());

async function ask(
  path: string,
  { as, language, body }: { as?: string; language?: string; body?: object } = {},
): Promise<{ status: number; headers: Headers; body: Problem }> {
  const response = await fetch(`${api.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${await api.signIn.token(as)}` }),
      ...(language === undefined ? {} : { 'accept-language': language }),
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') as Problem };
}

it('a closed gate says what is open in the language that is accepted', async () => {
  const path = `/v1/opportunities/${opportunity}/gates/preparation/pass`;
  const chinese = await ask(path, { as: 'manager', language: 'zh-CN,zh;q=0.9', body: {} });
  expect(chinese.headers.get('content-language')).toBe('zh-CN');
  expect(chinese.body).toMatchObject({ code: 'ACTIONS_OPEN', title: '还有行动没有完成，不能进入下一个层面' });
  expect(chinese.body.detail).toContain('请完成所列行动');
  const open = chinese.body.missing.find(({ key }) => key === 'collect-profile')!;
  expect(open).toMatchObject({ problem: 'open', label: expect.stringMatching(/^行动“\p{Script=Han}+”：尚未完成$/u) });
  const english = await ask(path, { as: 'manager', language: 'en-GB', body: {} });
  expect(english.body).toMatchObject({
    code: 'ACTIONS_OPEN',
    title: 'Some actions are not complete, so the next level is not open yet',
  });
  expect(english.body.missing.map(({ key, problem }) => [key, problem])).toEqual(
    chinese.body.missing.map(({ key, problem }) => [key, problem]),
  );
  expect(english.body.missing[0]!.label).toMatch(/^Action “[A-Z][^“]+” is not complete yet$/);
});

it('an answer that a form does not take is called by its title', async () => {
  const path = `/v1/opportunities/${opportunity}/actions/collect-profile/complete`;
  const { body } = await ask(path, { as: 'manager', language: 'zh-CN', body: { answers: { need: 'huge' } } });
  expect(body).toMatchObject({ code: 'FORM_INVALID' });
  expect(body.missing.map(({ label }) => label)).toContain('需求类型：不是可选的值');
});

it('who accepts none of our languages is answered in the one in which they are written to', async () => {
  expect((await ask('/v1/customers/x', { as: 'manager', language: 'de' })).headers.get('content-language')).toBe(
    'zh-CN',
  );
  const unknown = await ask('/v1/me', { language: 'de' });
  expect([unknown.status, unknown.headers.get('content-language')]).toEqual([401, 'en']);
});

it('a malformed request names its fields by what they are called', async () => {
  const malformed = { customerId: 'x', playbookKey: 'story' };
  const { body } = await ask('/v1/opportunities', { as: 'manager', language: 'zh-CN', body: malformed });
  expect(body.missing.map(({ label }) => label)).toEqual(['集团客户：不是有效的编号', '标题：必填']);
});

it('the whole catalogue can be had in either language, and is not sent twice', async () => {
  const { status, headers, body } = await ask('/v1/labels?language=zh-CN');
  expect([status, body]).toMatchObject([
    200,
    { language: 'zh-CN', labels: { 'objection-type': { 'no-need': '不需要' } } },
  ]);
  const tag = headers.get('etag')!;
  const again = await fetch(`${api.url}/v1/labels?language=zh-CN`, { headers: { 'if-none-match': tag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const english = await fetch(`${api.url}/v1/labels?language=en`, { headers: { 'if-none-match': tag } });
  expect(await english.json()).toMatchObject({ language: 'en', labels: { refusal: { ENDED: expect.any(String) } } });
  expect((await ask('/v1/labels?language=fr')).body.missing[0]).toMatchObject({ key: 'language' });
});

it('a playbook can be read in one language', async () => {
  type View = { definition: { title: unknown; gates: { title: unknown }[] } };
  const manager = await api.as('manager');
  const read = async (query: string): Promise<View> => (await manager.get<View>(`/v1/playbooks/story${query}`)).body;
  const both = await read('');
  const english = await read('?language=en');
  expect(both.definition.title).toEqual({ 'zh-CN': expect.any(String), en: english.definition.title });
  expect(JSON.stringify(english)).not.toMatch(/\p{Script=Han}/u);
  expect(english.definition.gates).toHaveLength(both.definition.gates.length);
});

it('a timeline tells its story in the language that is accepted', async () => {
  const path = `/v1/opportunities/${opportunity}/timeline`;
  const lines = async (language: string): Promise<string[]> => {
    const { body } = await ask(path, { as: 'manager', language });
    return (body as unknown as { items: { line: string }[] }).items.map(({ line }) => line);
  };
  expect((await lines('zh-CN'))[0]).toMatch(/^建立商机，进入关卡“\p{Script=Han}+”$/u);
  expect((await lines('en'))[0]).toMatch(/^The opportunity was opened at the gate “[A-Z]/);
});
