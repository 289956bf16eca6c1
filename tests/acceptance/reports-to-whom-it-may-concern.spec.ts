// S26: reports over HTTP, as JSON and as a file that a spreadsheet opens; to each what they may see.
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { eventually } from '../support/eventually';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

/** More than a page has. */
const SALES = 208;
const AT_ONCE = 16;

type Report = { items: { [column: string]: unknown }[]; next?: string; stale?: true };
type Problem = { code: string; missing?: { key: string }[] };

let api: TestApi;
let manager: ApiClient;
let id: string;

beforeAll(async () => {
  api = await startApi();
  manager = await api.as('manager');
  const open = { customerId: exampleId('customer', 'donghai'), playbookKey: 'group-customer', title: '=1+1, "专线"' };
  const opened = await manager.send<{ id: string; version: number }>('/v1/opportunities', open);
  id = opened.body.id;
  const expected = { amountFen: 2_000_000, closeOn: '2026-12-31', reason: '预算' };
  const { body } = await manager.send<{ version: number }>(`/v1/opportunities/${id}/forecast`, expected);
  const seen = await manager.get<Report>(`/v1/reports/standstill/opportunities?seen=${id}@${body.version}`);
  expect(seen.body.stale).toBeUndefined();
});
afterAll(() => api?.close());

const reports = ['standstill', 'standstill/opportunities', 'time-per-level', 'funnel', 'objections', 'strategies'];
const allReports = [...reports, 'forecast', 'ends'];

it('S26: supervisors see their line, managers their own, auditors all, others nothing', async () => {
  const seenBy = async (subject: string): Promise<unknown[]> => {
    const { body } = await (await api.as(subject)).get<Report>('/v1/reports/forecast');
    return body.items.map(({ weightedFen }) => weightedFen);
  };
  for (const subject of ['manager', 'supervisor', 'director', 'auditor'])
    expect(await seenBy(subject)).toEqual([100_000]);
  expect(await seenBy('manager-en')).toEqual([]);
});

it('S26: a period is days of the company’s clocks, the first and the last one whole', async () => {
  const reached = async (from: string, to: string): Promise<unknown> =>
    (await manager.get<Report>(`/v1/reports/funnel?from=${from}&to=${to}`)).body.items[0]?.['reached'] ?? 0;
  const today = Date.now() + 8 * 3_600_000;
  const day = (offset: number): string => new Date(today + offset * 86_400_000).toISOString().slice(0, 10);
  expect(await reached(day(0), day(0))).toBe(1);
  expect(await reached(day(-1), day(-1))).toBe(0);
  expect(await reached(day(1), day(2))).toBe(0);
});

it.each(allReports)(
  'S26: %s as a file: heads in the language that was asked for, and no text that a spreadsheet would run',
  async (report) => {
    const json = await manager.get<Report>(`/v1/reports/${report}?by=person`);
    expect(json.status).toBe(200);
    for (const [language, head] of [
      ['zh-CN', /\p{Script=Han}/u],
      ['en', /[A-Za-z]/],
    ] as const) {
      const response = await fetch(`${api.url}/v1/reports/${report}?by=person&format=csv&language=${language}`, {
        headers: { authorization: `Bearer ${await api.signIn.token('manager')}` },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
      const lines = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
      expect(lines).toHaveLength(json.body.items.length + 1);
      for (const cell of lines[0]!.split(',')) expect(cell).toMatch(head);
      if (report === 'standstill/opportunities') expect(lines[1]).toContain(`"'=1+1, ""专线"""`);
    }
  },
);

it.each([
  ['by=moon', 'by'],
  ['customerClass=Z', 'customerClass'],
  ['from=2026-02-30', 'from'],
  ['from=2026-03-01&to=2026-02-01', 'to'],
  ['ownerId=me', 'ownerId'],
  ['format=xml', 'format'],
  ['region=%25', 'region'],
])('S26: %s is refused and named', async (query, key) => {
  for (const report of allReports) {
    const { status, body } = await manager.get<Problem>(`/v1/reports/${report}?${query}`);
    expect([report, status, body.missing?.map((each) => each.key)]).toEqual([report, 400, [key]]);
  }
});

it('S26: sales that stand still: as many as were asked for, and all of them in a file', async () => {
  const others = await api.as('manager-en');
  let last = '';
  for (let number = 0; number < SALES; number += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => openAnother(others)));
    last = answers.at(-1)!;
  }
  const still = '/v1/reports/standstill/opportunities';
  const inFile = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${await api.signIn.token('manager-en')}` };
    const text = await (await fetch(`${api.url}${still}?format=csv&seen=${last}`, { headers })).text();
    return text.trimEnd().split('\r\n').length - 1;
  };
  expect(await eventually('all sales in the file', async () => ((await inFile()) === SALES ? SALES : undefined))).toBe(
    SALES,
  );
  const listed = async (query: string): Promise<number> =>
    (await others.get<Report>(`${still}${query}`)).body.items.length;
  expect([await listed(''), await listed('?limit=200')]).toEqual([50, 200]);
  const read: string[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: { body: Report } = await others.get<Report>(
      `${still}?limit=90${after === '' ? '' : `&after=${after}`}`,
    );
    read.push(...page.body.items.map((item) => String(item['id'])));
    after = page.body.next;
  }
  expect([read.length, new Set(read).size]).toEqual([SALES, SALES]);
  expect(await listed('?late=true')).toBe(0);
  expect(await listed('?late=false&limit=200')).toBe(200);
  const wrong = await others.get<Problem>(`${still}?after=x`);
  expect([wrong.status, wrong.body.missing?.map(({ key }) => key)]).toEqual([400, ['after']]);
});

async function openAnother(client: ApiClient): Promise<string> {
  const body = { customerId: exampleId('customer', 'nanhu'), playbookKey: 'group-customer', title: '又一条专线' };
  const opened = await client.send<{ id: string; version: number }>('/v1/opportunities', body);
  return `${opened.body.id}@${opened.body.version}`;
}

it('S6: the list of sales tells what each is expected to bring', async () => {
  const { body } = await manager.get<{ items: object[] }>('/v1/opportunities');
  const expected = { id, expectedFen: 2_000_000, weightedFen: 100_000, closeOn: '2026-12-31' };
  expect(body.items).toEqual([expect.objectContaining(expected)]);
});

it('S2, S6: the page of a sale tells its stages, how complex it is, and what is expected of it', async () => {
  const { body } = await manager.get<{
    stages: { stage: string }[];
    complexity: { points: { point: string }[] };
    forecast: object;
    gateDueAt: string;
  }>(`/v1/opportunities/${id}`);
  expect(body.stages).toHaveLength(12);
  expect(body.complexity.points).toHaveLength(6);
  expect(body.forecast).toMatchObject({ amountFen: 2_000_000, weightedFen: 100_000, winPercent: 5 });
  expect(Date.parse(body.gateDueAt)).toBeGreaterThan(Date.now());
});
