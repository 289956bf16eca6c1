// Before a file is imported one sees what would come of it: every row, every wrong cell with its reason in words, and nothing is stored.
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

type Preview = {
  columns: { key: string; heading: string }[];
  rows: { line: number; cells: string[]; effect?: string }[];
  rowCount: number;
  badCount: number;
  bad: { line: number; column: string; problem: string; label: string }[];
  created: number;
  changed: number;
  unchanged: number;
};

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

async function sent<Body>(path: string, lines: string[], headers: { [name: string]: string } = {}): Promise<Body> {
  const response = await fetch(`${api.url}/v1/imports/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${await api.signIn.token('manager')}`, ...headers },
    body: lines.join('\n'),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

async function storedEvents(): Promise<number> {
  const { rows } = await api.test.admin.query<{ count: string }>('SELECT count(*) FROM events');
  return Number(rows[0]!.count);
}

it('says of every row what it would make, and stores nothing', async () => {
  await sent('customers', ['code,name,headcount', 'C-1,西山能源,300', 'C-2,江北医院,900']);
  const before = await storedEvents();
  const preview = await sent<Preview>('customers/preview', [
    'code,name,headcount',
    'C-1,西山能源,300',
    'C-2,江北医院,950',
    'C-3,南湖学院,80',
  ]);
  expect(preview.rows).toEqual([
    { line: 2, cells: ['C-1', '西山能源', '300'], effect: 'unchanged' },
    { line: 3, cells: ['C-2', '江北医院', '950'], effect: 'changed' },
    { line: 4, cells: ['C-3', '南湖学院', '80'], effect: 'created' },
  ]);
  expect(preview).toMatchObject({ rowCount: 3, badCount: 0, bad: [], created: 1, changed: 1, unchanged: 1 });
  expect(await storedEvents()).toBe(before);
});

it('names every wrong cell in the language of the reader: in itself, and by the rules', async () => {
  const lines = ['code,customerCode,name,mobile', 'P-1,C-1,甲,139', 'P-2,C-9,乙,13900000001', 'P-3,C-1,丙,13900000002'];
  const chinese = await sent<Preview>('contacts/preview', lines, { 'accept-language': 'zh-CN' });
  expect(chinese.bad.map(({ line, column, problem }) => [line, column, problem])).toEqual([
    [2, 'mobile', 'not-a-mobile-number'],
    [3, 'customerCode', 'unknown'],
  ]);
  expect(chinese.bad.map(({ label }) => label)).toEqual([
    expect.stringMatching(/\p{Script=Han}/u),
    expect.stringMatching(/\p{Script=Han}/u),
  ]);
  expect(chinese.columns.map(({ heading }) => heading)).toEqual(expect.arrayContaining(['姓名', '手机']));
  expect(chinese.rows.map(({ effect }) => effect)).toEqual([undefined, undefined, 'created']);
  const english = await sent<Preview>('contacts/preview', lines, { 'accept-language': 'en' });
  expect(english.bad[0]!.label).toMatch(/^[a-z ]+/i);
});

it('shows a sheet whose header is wrong all the same', async () => {
  const preview = await sent<Preview>('customers/preview', ['code,name,colour', 'C-7,北岸物流,red']);
  expect(preview.columns.map(({ key }) => key)).toEqual(['code', 'name', 'colour']);
  expect(preview.rows).toEqual([{ line: 2, cells: ['C-7', '北岸物流', 'red'] }]);
  expect(preview.bad).toMatchObject([{ line: 1, column: 'colour', problem: 'unknown-column' }]);
});

it('shows the beginning of a long file, and every row of it that is wrong', async () => {
  const good = Array.from({ length: 300 }, (_, index) => `L-${index},客户${index},10`);
  const preview = await sent<Preview>('customers/preview', ['code,name,headcount', ...good, 'L-300,客户三百,many']);
  expect(preview.rows.map(({ line }) => line)).toEqual([...Array.from({ length: 200 }, (_, n) => n + 2), 302]);
  expect(preview).toMatchObject({ rowCount: 301, badCount: 1, created: 300 });
});
