// Whatever is sent to the API, the answer to a wrong request is a problem that names the field, and nothing is stored by it.
import { randomBytes, randomUUID } from 'node:crypto';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Client } from 'pg';
import { exampleId } from '../../deploy/local/set-up';
import { signIn } from '../../deploy/local/story/sign-in';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { sharedProduct, type SharedProduct } from '../support/product';

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
  responses: { [status: string]: { content?: { [type: string]: { example?: unknown; schema?: object } } } };
  parameters?: { name: string; in: string; required?: boolean; example?: unknown; schema?: Schema }[];
  security?: object[];
};
type Description = {
  openapi: string;
  paths: { [path: string]: { post?: Operation; get?: Operation } };
  components: { schemas: { [name: string]: Schema } };
};

let product: SharedProduct;
let log: Client;
let manager: ApiClient;
let token: string;
let description: Description;

beforeAll(async () => {
  product = await sharedProduct();
  log = new Client({ connectionString: product.databaseUrl });
  await log.connect();
  manager = await product.as('manager');
  token = (await signIn(product.issuer, 'manager')).accessToken;
  description = (await (await fetch(`${product.apiUrl}/openapi.json`)).json()) as Description;
});
afterAll(async () => {
  await log?.end();
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
      if (format === 'date') wrong.push('2026-02-30', '2026-W10-1', '1899-12-31', '2201-01-01');
      if (format === 'date-time') wrong.push('2026-W10-1T00:00:00Z', '2026-02-30T00:00:00Z', '2201-01-01T00:00:00Z');
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

/** Every route that reads, its path filled with what is there, so that what is asked reaches the databases. */
async function reads(): Promise<{ path: string; filled: string; operation: Operation }[]> {
  const sale = await opened();
  const ids: [RegExp, string][] = [
    [/^\/v1\/(opportunities|streams)/, sale],
    [/^\/v1\/customers/, exampleId('customer', 'donghai')],
    [/^\/v1\/contacts/, exampleId('contact', 'donghai:user')],
    [/^\/v1\/staff/, exampleId('staff', 'manager')],
    [/^\/v1\/follow-up-plans/, randomUUID()],
  ];
  return Object.entries(description.paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    const id = ids.find(([prefix]) => prefix.test(path))?.[1] ?? '';
    const values: { [name: string]: string } = { id, key: 'group-customer', type: 'opportunity' };
    return [{ path, filled: path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ''), operation: get }];
  });
}

/** What people, programs and those who look for holes put into an address. */
const junk = [
  ...['', 'x', '-1', '0', '1e9', 'NaN', 'null', 'true', '[]', '{}', '%00', 'a%00b', '%F0%9F%92%A5', '%ED%A0%80', '%zz'],
  ...['..%2F..%2Fetc', "'%20OR%201%3D1--", '2026-W10-1T00:00:00Z', '2026-02-30T00:00:00Z', '9999-12-31T23:59:59Z'],
  ...['------------------------------------@1', `${'0'.repeat(36)}@1`, `${exampleId('staff', 'manager')}@0`],
  ...['ffffffff-ffff-ffff-ffff-ffffffffffff', '__proto__', 'constructor', '长'.repeat(300), 'x'.repeat(5_000)],
];

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

it('what is kept in clear is a code, which names nobody', async () => {
  const before = await storedEvents();
  const line = { productCode: '给赵工的专线', quantity: 1, unitPriceFen: 1, discountBp: 0, charge: 'once' };
  const offer = await manager.send<Problem>(`/v1/opportunities/${randomUUID()}/offer`, { lines: [line] });
  expect([offer.status, offer.body.missing?.[0]?.key]).toEqual([400, 'lines.0.productCode']);
  const staff = { name: '甲', roles: ['supervisor'], groups: ['赵工的组'] };
  const entered = await (await product.as('administrator')).send<Problem>('/v1/staff', staff);
  expect([entered.status, entered.body.missing?.[0]?.key]).toEqual([400, 'groups']);
  expect(await storedEvents()).toBe(before);
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

it('every parameter of every address that reads, given junk, is refused or finds nothing; nothing falls over', async () => {
  const wrong: string[] = [];
  let tried = 0;
  const ask = async (address: string, allowed: (status: number) => boolean): Promise<void> => {
    const response = await fetch(`${product.apiUrl}${address}`, { headers: { authorization: `Bearer ${token}` } });
    // What goes on for ever is left as soon as it has begun.
    if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) await response.body?.cancel();
    else await response.arrayBuffer();
    tried += 1;
    if (!allowed(response.status)) wrong.push(`${address.slice(0, 200)}: ${response.status}`);
  };
  for (const { path, filled, operation } of await reads()) {
    const parameters = operation.parameters ?? [];
    for (const { name } of parameters.filter((each) => each.in === 'path')) {
      for (const value of junk) {
        const values: { [other: string]: string } = {
          id: randomUUID(),
          key: 'story',
          type: 'opportunity',
          [name]: value,
        };
        const address = path.replace(/\{(\w+)\}/g, (_all, other: string) => values[other] ?? '');
        await ask(address, (status) => status < 500);
      }
    }
    const queried = parameters.filter((each) => each.in === 'query');
    for (const { name, schema } of queried) {
      const closed = schema?.format !== undefined || schema?.pattern !== undefined || schema?.enum !== undefined;
      for (const value of junk) await ask(`${filled}?${name}=${value}`, (status) => status < 500);
      if (closed) await ask(`${filled}?${name}=%F0%9F%92%A5`, (status) => status === 400);
      for (const form of [`${name}=x&${name}=y`, `${name}[]=x`, `${name}[a]=x`]) {
        await ask(`${filled}?${form}`, (status) => status === 400);
      }
    }
    await ask(`${filled}?colour=red&__proto__=x`, (status) => (queried.length > 0 ? status === 400 : status < 500));
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(700);
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

it('the description is OpenAPI 3.1, and an example stands for every field and every answer', async () => {
  expect(description.openapi).toMatch(/^3\.1/);
  const bareAnswers = (path: string, answers: Operation['responses']): string[] =>
    Object.entries(answers)
      .filter(([status]) => status !== '304')
      .filter(([, { content }]) => Object.values(content ?? {})[0]?.example === undefined)
      .map(([status]) => `${path} ${status}`);
  const bare = commands().flatMap(({ path, fields, answers }) => [
    ...fields.filter(([, schema]) => !speaksForItself(schema)).map(([field]) => `${path} ${field}`),
    ...bareAnswers(path, answers),
  ]);
  const read = (await reads()).flatMap(({ path, operation }) => bareAnswers(path, operation.responses));
  expect([...bare, ...read]).toEqual([]);
});

it('the description names how every address can go wrong', async () => {
  const lacking: string[] = [];
  const expectProblems = (path: string, { responses }: Operation, statuses: number[]): void => {
    const missing = statuses.filter((status) => responses[status]?.content?.['application/problem+json'] === undefined);
    if (missing.length > 0) lacking.push(`${path}: ${missing.join(', ')}`);
  };
  for (const { path, operation } of await reads()) {
    if (operation.security === undefined) continue;
    const one = path.includes('{');
    expectProblems(path, operation, one ? [400, 401, 403, 404, 503] : [401, 403, 503]);
  }
  for (const [path, { post }] of Object.entries(description.paths)) {
    if (post === undefined) continue;
    const isCommand = post.parameters?.some(({ name }) => name === 'Idempotency-Key') === true;
    const ofCommands = [400, 401, 403, 404, 409, 412, 413, 415, 422, 503];
    expectProblems(path, post, isCommand ? ofCommands : [401, 403, 503]);
  }
  expect(lacking).toEqual([]);
  const codes = description.components.schemas['ProblemDocument']?.properties?.['code']?.enum;
  expect(codes).toEqual(expect.arrayContaining(['STORE_UNAVAILABLE', 'IMPORT_INVALID', 'BODY_TOO_LARGE', 'NOT_FOUND']));
});

it('what is answered is what the description says, and so are its examples', async () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  const [administrator, auditor] = await Promise.all([product.as('administrator'), product.as('auditor')]);
  await administrator.get(`/v1/opportunities?seen=${await opened()}@1`);
  const wrong: string[] = [];
  let compared = 0;
  for (const { path, filled, operation } of await reads()) {
    const { schema, example } = operation.responses['200']?.content?.['application/json'] ?? {};
    if (schema === undefined) continue;
    const fits = ajv.compile(schema);
    if (!fits(example)) wrong.push(`${path}, its example: ${ajv.errorsText(fits.errors)}`);
    const asked = (operation.parameters ?? []).filter((each) => each.in === 'query' && each.required === true);
    const query = asked
      .map(({ name, schema: of, example: own }) => `${name}=${encodeURIComponent(String(own ?? of?.example))}`)
      .join('&');
    const { status, body } = await auditor.get(query === '' ? filled : `${filled}?${query}`);
    if (status === 404 && filled.includes('follow-up-plans')) continue;
    compared += 1;
    if (status !== 200 || !fits(body)) wrong.push(`${path}: ${status} ${ajv.errorsText(fits.errors)}`);
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(18);
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
