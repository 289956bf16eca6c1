// A branch's whole list of customers as a spreadsheet: in less than a minute, with progress, every bad cell named, and the
// same file again changes nothing.
import writeExcelFile from 'write-excel-file/node';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(180_000);

const ROWS = 10_000;
const LONGEST_MS = 60_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Line = {
  stage?: string;
  done?: number;
  of?: number;
  answer?: { created: number; changed: number; unchanged: number; refused: object[] };
  problem?: { code: string; missing: { key: string; problem: string }[] };
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const header = ['code', 'name', 'industry', 'headcount', 'phone'];

function rowOf(n: number): (string | number)[] {
  return [`K-${n}`, `华东第${n}机械厂`, 'manufacturing', 100 + n, '021-55550000'];
}

async function imported(rows: (string | number)[][]): Promise<{ lines: Line[]; ms: number }> {
  const file = await writeExcelFile([header, ...rows]).toBuffer();
  const from = Date.now();
  const response = await fetch(`${api.url}/v1/imports/customers`, {
    method: 'POST',
    headers: {
      'content-type': XLSX,
      accept: 'application/x-ndjson',
      authorization: `Bearer ${await api.signIn.token('manager')}`,
    },
    body: new Uint8Array(file),
  });
  const text = await response.text();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { lines, ms: Date.now() - from };
}

async function storedEvents(): Promise<number> {
  const { rows } = await api.test.admin.query<{ count: string }>('SELECT count(*) FROM events');
  return Number(rows[0]!.count);
}

it('names every bad cell and stores nothing, then stores all of it, then has nothing to change', async () => {
  const rows = Array.from({ length: ROWS }, (_, n) => rowOf(n));
  const wrong = rows.map((row, n) => (n % 1000 === 7 ? [row[0]!, row[1]!, 'NOT A CODE', 'many', '12'] : row));
  const before = await storedEvents();
  const refused = await imported(wrong);
  const problem = refused.lines.at(-1)!.problem!;
  expect(problem.code).toBe('IMPORT_INVALID');
  const expected = Array.from({ length: 10 }, (_, n) => n * 1000 + 9).flatMap((line) =>
    ['headcount', 'industry'].map((column) => `line ${line}, column ${column}`),
  );
  const keys = problem.missing.map(({ key }) => key);
  expect(keys.filter((key) => !key.includes('phone')).sort()).toEqual(expected.sort());
  expect(await storedEvents()).toBe(before);

  const first = await imported(rows);
  expect(first.lines.at(-1)!.answer).toEqual({ created: ROWS, changed: 0, unchanged: 0, refused: [] });
  expect(first.ms).toBeLessThan(LONGEST_MS);
  const stages = [...new Set(first.lines.flatMap(({ stage }) => stage ?? []))];
  expect(stages).toEqual(['checking', 'judging', 'storing']);
  expect(first.lines.filter(({ stage }) => stage === 'storing').length).toBeGreaterThan(5);
  const afterFirst = await storedEvents();

  const again = await imported(rows);
  expect(again.lines.at(-1)!.answer).toEqual({ created: 0, changed: 0, unchanged: ROWS, refused: [] });
  expect(await storedEvents()).toBe(afterFirst);
  process.stderr.write(`10,000 rows: ${first.ms} ms new, ${again.ms} ms unchanged\n`);
});

it('refuses what only calls itself a spreadsheet, and one that unpacks without end', async () => {
  const send = async (body: Uint8Array): Promise<{ status: number; body: { missing: { problem: string }[] } }> => {
    const headers = { 'content-type': XLSX, authorization: `Bearer ${await api.signIn.token('manager')}` };
    const response = await fetch(`${api.url}/v1/imports/customers`, {
      method: 'POST',
      headers,
      body: new Blob([new Uint8Array(body)]),
    });
    return { status: response.status, body: (await response.json()) as { missing: { problem: string }[] } };
  };
  expect(await send(new TextEncoder().encode('code,name\nK-1,甲'))).toMatchObject({
    status: 422,
    body: { missing: [{ problem: 'not-a-spreadsheet' }] },
  });
  const { zipSync } = await import('fflate');
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(300_000_000) });
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await send(bomb)).toMatchObject({ status: 422, body: { missing: [{ problem: 'too-large' }] } });
});
