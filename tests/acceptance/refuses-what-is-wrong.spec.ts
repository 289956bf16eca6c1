// Whatever is sent to the API, the answer to a wrong request is a problem that names the field, and nothing is stored by it.
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { exampleId } from '../../deploy/local/set-up';
import { signIn } from '../../deploy/local/story/sign-in';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(120_000);

type Problem = { code: string; status: number; missing?: { key: string; problem: string; suppliedBy: unknown[] }[] };
type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  example?: unknown;
  items?: Schema;
  properties?: { [name: string]: Schema };
};
type Operation = {
  requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
  responses: { [status: string]: { content?: { [type: string]: { example?: unknown } } } };
  parameters?: { name: string; in: string; required?: boolean }[];
};
type Description = {
  openapi: string;
  paths: { [path: string]: { post?: Operation; get?: Operation } };
  components: { schemas: { [name: string]: Schema } };
};

let product: Product;
let log: Client;
let manager: ApiClient;
let token: string;
let description: Description;

beforeAll(async () => {
  product = await startProduct();
  log = new Client({ connectionString: product.databaseUrl });
  await log.connect();
  manager = await product.as('manager');
  token = (await signIn(product.issuer, 'manager')).accessToken;
  description = (await (await fetch(`${product.apiUrl}/openapi.json`)).json()) as Description;
});
afterAll(async () => {
  await log?.end();
  await product?.remove();
});

async function storedEvents(): Promise<number> {
  const { rows } = await log.query<{ count: string }>('SELECT count(*) FROM events');
  return Number(rows[0]!.count);
}

async function raw(
  path: string,
  init: RequestInit,
): Promise<{ status: number; problem: Problem; type: string | null }> {
  const response = await fetch(`${product.apiUrl}${path}`, {
    method: 'POST',
    ...init,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), ...init.headers },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    problem: (await response.json()) as Problem,
  };
}

/** Values that can never be right for a field of this kind. */
function wrongValues({ type, format, pattern, enum: values, minimum, maximum, maxLength }: Schema): unknown[] {
  switch (type) {
    case 'string': {
      const wrong: unknown[] = [12_345, true, {}, [], null, ''];
      if (format !== undefined || pattern !== undefined || values !== undefined)
        wrong.push('\u{1F4A5} ä', 'x'.repeat(100));
      if (maxLength !== undefined) wrong.push('长'.repeat(maxLength + 1));
      return wrong;
    }
    case 'integer':
      return ['x', '5', 1.5, null, {}, [], ...[minimum! - 1, maximum! + 1].filter((number) => !Number.isNaN(number))];
    case 'array':
      return ['x', 5, {}, null, [[]], [5], Array.from({ length: 5_000 }, () => 'x')];
    case 'boolean':
      return ['yes', 1, null, {}];
    default:
      return ['x', 5, true, null];
  }
}

function commands(): { path: string; fields: [string, Schema][]; answers: Operation['responses'] }[] {
  return Object.entries(description.paths).flatMap(([path, { post }]) => {
    if (post === undefined) return [];
    const name = post.requestBody?.content['application/json']?.schema.$ref.split('/').at(-1);
    const properties = name === undefined ? {} : (description.components.schemas[name]!.properties ?? {});
    return [{ path, fields: Object.entries(properties), answers: post.responses }];
  });
}

/** Real ids and codes where the path wants them: what is wrong is the body alone. */
function filled(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => (/id$/i.test(name) ? randomUUID() : 'story'));
}

it('every field of every command, given every wrong kind of value, is named', async () => {
  const before = await storedEvents();
  const wrong: string[] = [];
  let tried = 0;
  for (const { path, fields } of commands()) {
    for (const [field, schema] of fields) {
      for (const value of wrongValues(schema)) {
        const { status, body } = await manager.send<Problem>(filled(path), { [field]: value });
        tried += 1;
        const named = body.missing?.some(({ key }) => key === field || key.startsWith(`${field}.`)) === true;
        if (status !== 400 || !named) {
          wrong.push(
            `${path} ${field}=${String(JSON.stringify(value)).slice(0, 40)}: ${status} ${JSON.stringify(body)}`,
          );
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(500);
  expect(await storedEvents()).toBe(before);
});

it('text that cannot be stored is refused at the door, wherever it stands', async () => {
  const before = await storedEvents();
  const customerId = exampleId('customer', 'donghai');
  for (const title of ['a\u0000b', 'a\ud800b']) {
    const { status, body } = await manager.send<Problem>('/v1/opportunities', {
      customerId,
      playbookKey: 'story',
      title,
    });
    expect([status, body.missing?.[0]?.key]).toEqual([422, 'title']);
  }
  const id = await opened();
  const nested = { answers: { need: 'latent', summary: 'a\u0000b' } };
  const answered = await manager.send<Problem>(`/v1/opportunities/${id}/actions/collect-profile/complete`, nested);
  expect([answered.status, answered.body.missing?.[0]?.key]).toEqual([422, 'answers.summary']);
  const inPath = await manager.send<Problem>(`/v1/opportunities/${id}/gates/a%00b/pass`);
  expect([inPath.status, inPath.body.missing?.[0]?.key]).toEqual([422, 'gate']);
  expect(await storedEvents()).toBe(before + 1);
});

it('bodies that are too large, no JSON, or binary', async () => {
  const before = await storedEvents();
  const json = { 'content-type': 'application/json' };
  const large = await raw('/v1/opportunities', {
    headers: json,
    body: JSON.stringify({ title: 'x'.repeat(1_100_000) }),
  });
  expect([large.status, large.problem.code]).toEqual([413, 'BODY_TOO_LARGE']);
  for (const body of ['{"title":', '"text"', '[]', 'null', '{"__proto__":{"admin":true}}']) {
    const { status, problem, type } = await raw('/v1/opportunities', { headers: json, body });
    expect([body, status, problem.code]).toEqual([body, 400, 'INVALID_REQUEST']);
    expect(type).toContain('application/problem+json');
  }
  const junk = await raw('/v1/opportunities', { headers: json, body: randomBytes(2_000) });
  expect(junk.status).toBe(400);
  const other = await raw('/v1/opportunities', {
    headers: { 'content-type': 'application/octet-stream' },
    body: randomBytes(2_000),
  });
  expect([other.status, other.problem.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  expect(await storedEvents()).toBe(before);
});

it('headers of a command: a key is required, a version is a version', async () => {
  const body = JSON.stringify({ customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: 'x' });
  const json = { 'content-type': 'application/json' };
  for (const key of ['', ' ', 'k'.repeat(256)]) {
    const { status, problem } = await raw('/v1/opportunities', { headers: { ...json, 'idempotency-key': key }, body });
    expect([status, problem.missing?.[0]?.key]).toEqual([400, 'Idempotency-Key']);
  }
  for (const match of ['3', '"x"', '*', 'W/"3"', '"-1"']) {
    const { status, problem } = await raw('/v1/opportunities', { headers: { ...json, 'if-match': match }, body });
    expect([status, problem.missing?.[0]?.key]).toEqual([400, 'If-Match']);
  }
});

it('queries: page sizes, ids, and unknown parameters are named', async () => {
  const asked = [
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['after=x', 'after'],
    ['seen=x@1', 'seen'],
    ['status=closed', 'status'],
    ['gate=%00', 'gate'],
    ['colour=red', 'colour'],
  ];
  for (const [query, field] of asked) {
    const { status, body } = await manager.get<Problem>(`/v1/opportunities?${query}`);
    expect([query, status, body.missing?.[0]?.key]).toEqual([query, 400, field]);
  }
});

it('ids: not an id is 400, an unknown one 404, one of another kind 404', async () => {
  for (const path of ['/v1/opportunities/x', '/v1/customers/x', '/v1/customers/x/contacts', '/v1/follow-up-plans/x']) {
    expect([(await manager.get(path)).status, path]).toEqual([400, path]);
    const unknown = path.replace('/x', `/${randomUUID()}`);
    expect([(await manager.get(unknown)).status, unknown]).toEqual([404, unknown]);
    const customer = path.replace('/x', `/${exampleId('staff', 'manager')}`);
    expect([(await manager.get(customer)).status, customer]).toEqual([404, customer]);
  }
  const passing = await manager.send<Problem>(`/v1/opportunities/${randomUUID()}/gates/preparation/pass`);
  expect([passing.status, passing.body.code]).toEqual([404, 'NOT_FOUND']);
  const unknownCustomer = { customerId: randomUUID(), playbookKey: 'story', title: 'x' };
  const opening = await manager.send<Problem>('/v1/opportunities', unknownCustomer);
  expect([opening.status, opening.body.code, opening.body.missing?.[0]?.key]).toEqual([
    422,
    'UNKNOWN_REFERENCE',
    'customerId',
  ]);
  expect((await manager.get('/v1/nothing')).status).toBe(404);
});

it('another account manager neither sees the sale nor moves it', async () => {
  const id = await opened();
  const stranger = await product.as('manager-en');
  expect((await stranger.get(`/v1/opportunities/${id}`)).status).toBe(404);
  expect((await stranger.get(`/v1/opportunities/${id}/timeline`)).status).toBe(404);
  const before = await storedEvents();
  const refused = await stranger.send<Problem>(`/v1/opportunities/${id}/actions/collect-profile/complete`, {
    answers: { need: 'latent' },
  });
  expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ALLOWED']);
  expect(refused.body.missing?.[0]?.suppliedBy).toContainEqual({ staffId: exampleId('staff', 'manager') });
  expect(await storedEvents()).toBe(before);
  const board = await stranger.get<{ items: { id: string }[] }>('/v1/opportunities');
  expect(board.body.items.map((row) => row.id)).not.toContain(id);
});

it('a stale version is 412 with the version that is there; a key used for something else is 422', async () => {
  const id = await opened();
  const complete = `/v1/opportunities/${id}/actions/collect-profile/complete`;
  const answers = { answers: { need: 'latent' } };
  const stale = await manager.send<Problem & { context: { version: number } }>(complete, answers, { ifMatch: 7 });
  expect([stale.status, stale.body.context.version]).toEqual([412, 1]);

  const key = randomUUID();
  const first = await manager.send<{ repeated: boolean; events: unknown[] }>(complete, answers, { key, ifMatch: 1 });
  expect([first.status, first.version, first.body.repeated]).toEqual([200, 2, false]);
  const again = await manager.send<{ repeated: boolean; events: unknown[] }>(complete, answers, { key, ifMatch: 1 });
  expect([again.status, again.version, again.body.repeated]).toEqual([200, 2, true]);
  expect(again.body.events).toEqual(first.body.events);
  const other = await manager.send<Problem>(complete, { answers: { need: 'explicit' } }, { key });
  expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
});

it('tokens: none, junk, an ID token, and one that somebody else signed', async () => {
  const { idToken } = await signIn(product.issuer, 'manager');
  const [header, payload] = token.split('.');
  for (const bad of [undefined, 'junk', idToken, `${header}.${payload}.${'A'.repeat(86)}`]) {
    const response = await fetch(`${product.apiUrl}/v1/me`, {
      headers: bad === undefined ? {} : { authorization: `Bearer ${bad}` },
    });
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([401, 'NOT_SIGNED_IN']);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
  }
});

it('the description is OpenAPI 3.1, and an example stands for every field and every answer of a command', () => {
  expect(description.openapi).toMatch(/^3\.1/);
  const bare = commands().flatMap(({ path, fields, answers }) => [
    ...fields.filter(([, schema]) => !speaksForItself(schema)).map(([field]) => `${path} ${field}`),
    ...Object.entries(answers)
      .filter(([, { content }]) => Object.values(content ?? {})[0]?.example === undefined)
      .map(([status]) => `${path} ${status}`),
  ]);
  expect(bare).toEqual([]);
});

/** A closed list, a kind of text or a number with bounds needs no example. */
function speaksForItself({ type, format, enum: values, example, items, maxLength }: Schema): boolean {
  if (example !== undefined || format !== undefined || values !== undefined || type === 'integer') return true;
  return maxLength !== undefined || items !== undefined;
}

async function opened(): Promise<string> {
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  const { status, body: answer } = await manager.send<{ id: string }>('/v1/opportunities', body);
  expect(status).toBe(200);
  return answer.id;
}
