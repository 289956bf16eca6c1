// An import stores a file when every row of it may be stored, and nothing otherwise; what a row says is compared with what is stored.
import { commandIdFor, derivedId } from '#domain';
import { exampleId } from '../../deploy/local/set-up';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type ImportAnswer = { created: number; changed: number; unchanged: number; refused: object[]; code?: string };
type Problem = { code: string; missing: { key: string; problem: string; suppliedBy: object[] }[] };

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

async function imported<Body = ImportAnswer>(
  who: string,
  kind: 'customers' | 'contacts',
  lines: string[],
): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${api.url}/v1/imports/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${await api.signIn.token(who)}` },
    body: lines.join('\n'),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const counts = (created: number, changed: number, unchanged: number): object => ({
  status: 200,
  body: { created, changed, unchanged, refused: [] },
});

function streamOf(name: string): string {
  return derivedId(commandIdFor('import', name), 'stream');
}

async function commandsOf(name: string): Promise<{ command: string; by: { id: string }; type: string }[]> {
  const { rows } = await api.test.admin.query<{ body: string }>(
    'SELECT body FROM events WHERE stream_id = $1 ORDER BY version',
    [streamOf(name)],
  );
  return rows.map(({ body }) => JSON.parse(body) as { command: string; by: { id: string }; type: string });
}

async function storedEvents(): Promise<number> {
  const { rows } = await api.test.admin.query<{ count: string }>('SELECT count(*) FROM events');
  return Number(rows[0]!.count);
}

it('a row is unchanged only when what is stored equals it, also what was stored once before', async () => {
  await imported('manager', 'customers', ['code,name', 'C-1,西山能源']);
  const rows = (mobile: string): string[] => ['code,customerCode,name,mobile', `P-1,C-1,钱工,${mobile}`];
  expect(await imported('manager', 'contacts', rows('13900000111'))).toMatchObject(counts(1, 0, 0));
  expect(await imported('manager', 'contacts', rows('13900000111'))).toMatchObject(counts(0, 0, 1));
  expect(await imported('manager', 'contacts', rows('13900000222'))).toMatchObject(counts(0, 1, 0));
  expect(await imported('manager', 'contacts', rows('13900000111'))).toMatchObject(counts(0, 1, 0));
  const read = await (await api.as('manager')).get(`/v1/contacts/${streamOf('contact:P-1')}`);
  expect(read.body).toMatchObject({ name: '钱工', mobile: '13900000111' });
  // Nothing that is derived from what a row says stays behind: the same row twice is two commands of different ids.
  const commands = await commandsOf('contact:P-1');
  expect(new Set(commands.map(({ command }) => command)).size).toBe(3);
});

it('columns that the file does not have stay as they are, an empty cell empties', async () => {
  await imported('manager', 'customers', ['code,name,phone,industry', 'C-2,江北医院,021-55550000,health']);
  expect(await imported('manager', 'customers', ['code,name', 'C-2,江北医院'])).toMatchObject(counts(0, 0, 1));
  expect(await imported('manager', 'customers', ['code,name,phone', 'C-2,江北医院,'])).toMatchObject(counts(0, 1, 0));
  const { body } = await (await api.as('manager')).get(`/v1/customers/${streamOf('customer:C-2')}`);
  expect(body).toMatchObject({ name: '江北医院', industry: 'health' });
  expect(body['phone']).toBeUndefined();
});

it('what the rules refuse is found for all rows before the first is stored, with line, column and who can supply it', async () => {
  const before = await storedEvents();
  const unknown = await imported<Problem>('manager', 'contacts', [
    'code,customerCode,name,mobile',
    'P-10,C-1,甲,13900000001',
    'P-11,C-404,乙,13900000002',
    'P-12,C-1,丙,12',
  ]);
  expect(unknown).toMatchObject({ status: 422, body: { code: 'IMPORT_INVALID' } });
  expect(unknown.body.missing.map(({ key, problem }) => [key, problem])).toEqual([
    ['line 3, column customerCode', 'unknown'],
    ['line 4, column mobile', 'not-a-mobile-number'],
  ]);
  const foreign = await imported<Problem>('manager-en', 'customers', ['code,name', 'C-20,新客户', 'C-1,改名']);
  expect(foreign).toMatchObject({ status: 422, body: { code: 'IMPORT_INVALID' } });
  expect(foreign.body.missing).toMatchObject([{ key: 'line 3', problem: 'not-permitted' }]);
  expect(foreign.body.missing[0]?.suppliedBy).toContainEqual({ staffId: exampleId('staff', 'manager') });
  const moved = await imported<Problem>('manager', 'contacts', ['code,customerCode,name', 'P-1,C-2,钱工']);
  expect(moved.body.missing).toMatchObject([{ key: 'line 2, column customerCode', problem: 'another-customer' }]);
  const named = await imported<Problem>('manager', 'contacts', ['code,customerCode,name', '钱工,C-1,钱工']);
  expect(named.body.missing).toMatchObject([{ key: 'line 2, column code', problem: 'wrong-form' }]);
  expect(await storedEvents()).toBe(before);
});

it('names the account manager, who is seldom the one who imports; class and account manager of known customers follow', async () => {
  const [manager, other] = [exampleId('staff', 'manager'), exampleId('staff', 'manager-en')];
  const rows = (customerClass: string, id: string): string[] => [
    'code,name,class,accountManager',
    `C-30,南桥电子,${customerClass},${id.toUpperCase()}`,
  ];
  expect(await imported('administrator', 'customers', rows('B', manager))).toMatchObject(counts(1, 0, 0));
  expect(await imported('supervisor', 'customers', rows('B', manager))).toMatchObject(counts(0, 0, 1));
  expect(await imported('supervisor', 'customers', rows('A', other))).toMatchObject(counts(0, 1, 0));
  const read = await (await api.as('supervisor')).get(`/v1/customers/${streamOf('customer:C-30')}`);
  expect(read.body).toMatchObject({ class: 'A', accountManagerId: other });
  const byWhom = (await commandsOf('customer:C-30')).map(({ type, by }) => [type, by.id]);
  expect(byWhom).toEqual([
    ['CustomerRegistered', exampleId('staff', 'administrator')],
    ['CustomerClassified', exampleId('staff', 'supervisor')],
    ['AccountManagerAssigned', exampleId('staff', 'supervisor')],
  ]);
  const before = await storedEvents();
  // Both in one report: the cell that is no id, and the one that the rules refuse.
  const wrong = await imported<Problem>('administrator', 'customers', [
    'code,name,accountManager',
    `C-31,甲,${exampleId('staff', 'auditor')}`,
    'C-32,乙,周经理',
  ]);
  expect(wrong.body.missing).toMatchObject([
    { key: 'line 2, column accountManager', problem: 'not-an-active-account-manager' },
    { key: 'line 3, column accountManager', problem: 'not-a-uuid' },
  ]);
  expect(await storedEvents()).toBe(before);
});
