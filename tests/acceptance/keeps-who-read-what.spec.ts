// For auditors: what is in the log is found, one stream is read as a story, and who read what is on record, their own reading too.
import { readingRoutes } from '#labels';
import { goesOnRecord } from '../../apps/api/log/reading-record';
import { exampleId } from '../../deploy/local/set-up';
import { startApi, type TestApi } from '../support/api';

jest.setTimeout(60_000);

let api: TestApi;
let saleId: string;
const contactId = exampleId('contact', 'donghai:user');
const title = '园区专线';

beforeAll(async () => {
  api = await startApi();
  const manager = await api.as('manager');
  const customerId = exampleId('customer', 'donghai');
  const { body } = await manager.send<{ id: string }>('/v1/opportunities', { customerId, playbookKey: 'story', title });
  saleId = body.id;
  const answers = { need: 'explicit' };
  await manager.send(`/v1/opportunities/${saleId}/actions/collect-profile/complete`, { answers });
  const { body: objected } = await manager.send<{ version: number }>(`/v1/opportunities/${saleId}/objections`, {
    level: 'user',
    words: '现在够用',
  });
  await manager.get(`/v1/opportunities?seen=${saleId}@${objected.version}`);
});
afterAll(() => api?.close());

type Page<Row> = { items: Row[]; next?: number };
type Entry = { type: string; streamId: string; line: string; name: string | null; position: number; at: string };
type Subject = { streamType: string; streamId: string; name: string | null };
type Reading = { staffId: string; what: string; subjectIds: string[]; subjects: Subject[] };

async function found(query: string): Promise<Page<Entry>> {
  const auditor = await api.as('auditor');
  const { status, body } = await auditor.get<Page<Entry>>(`/v1/audit/events?${query}`);
  expect([query, status, body]).toEqual([query, 200, body]);
  return body;
}

it('the log is searched by what happened, to what, by whom and when, the newest first', async () => {
  const ofSale = await found(`streamId=${saleId}&limit=200`);
  expect(ofSale.items.map(({ type }) => type)).toEqual(['ObjectionRaised', 'ActionCompleted', 'OpportunityOpened']);
  expect(ofSale.items[0]).toMatchObject({ name: title, streamType: 'opportunity' });
  const by = exampleId('staff', 'manager');
  const objections = await found(`type=ObjectionRaised&byStaffId=${by}`);
  expect(objections.items.map(({ streamId }) => streamId)).toEqual([saleId]);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect((await found(`streamId=${saleId}&from=${today}&to=${today}`)).items).toHaveLength(3);
  expect((await found(`streamId=${saleId}&to=2026-01-01`)).items).toEqual([]);
  const first = await found('limit=2');
  const second = await found(`limit=2&before=${first.next}`);
  expect(second.items[0]!.position).toBeLessThan(first.items[1]!.position);
});

it('any stream is read as a story, also one that has no page', async () => {
  const auditor = await api.as('auditor');
  const { body } = await auditor.get<Page<Entry>>(`/v1/streams/staff/${exampleId('staff', 'manager')}/timeline`);
  expect(body.items.map(({ type }) => type)).toEqual(['StaffRegistered']);
  expect((await auditor.get(`/v1/streams/customer/${saleId}/timeline`)).status).toBe(404);
});

it('what an auditor reads is on record, and whoever opens a person’s form; one’s own sale is not', async () => {
  const auditor = await api.as('auditor');
  const manager = await api.as('manager');
  await auditor.get(`/v1/opportunities/${saleId}`);
  await auditor.get('/v1/staff');
  await manager.get(`/v1/opportunities/${saleId}`);
  await manager.get(`/v1/contacts/${contactId}`);
  await manager.get('/v1/search?q=%E9%99%88%E6%80%BB');
  await auditor.get('/v1/search?q=%E9%99%88%E6%80%BB');
  const read = async (query: string): Promise<Reading[]> =>
    (await auditor.get<Page<Reading>>(`/v1/audit/readings?${query}`)).body.items;

  const ofSale = await read(`subjectId=${saleId}`);
  expect(ofSale.map(({ staffId }) => staffId)).toEqual(expect.arrayContaining([exampleId('staff', 'auditor')]));
  expect(ofSale.map(({ staffId }) => staffId)).not.toContain(exampleId('staff', 'manager'));
  const ofContact = await read(`subjectId=${contactId}`);
  expect(ofContact.filter(({ what }) => !what.startsWith('/v1/audit/'))).toMatchObject([
    { staffId: exampleId('staff', 'manager'), what: '/v1/contacts/:id', subjectIds: [contactId] },
  ]);
  // By the names they have now: nothing of them is in the record itself.
  expect(ofContact[0]!.subjects).toMatchObject([
    { streamType: 'contact', streamId: contactId, name: expect.any(String) },
  ]);
  expect(ofSale[0]!.subjects).toMatchObject([{ streamType: 'opportunity', streamId: saleId, name: title }]);
  // That one sought is on record; the words are not, for they name a person.
  const all = await read(`staffId=${exampleId('staff', 'auditor')}&limit=200`);
  expect(all.map(({ what }) => what)).toEqual(expect.arrayContaining(['/v1/search', '/v1/audit/readings']));
  // The names of colleagues, which every page asks for, would hide everything else.
  expect(all.map(({ what }) => what)).not.toContain('/v1/staff');
  expect(JSON.stringify(all.map(({ what, subjectIds }) => [what, subjectIds]))).not.toContain('陈');
});

it('whatever can be on record has its words, and no other route has any', async () => {
  type Description = { paths: { [path: string]: { get?: object } } };
  const { paths } = (await (await fetch(`${api.url}/openapi.json`)).json()) as Description;
  const routes = Object.entries(paths).flatMap(([path, { get }]) =>
    get === undefined ? [] : path.replaceAll(/\{(\w+)\}/g, ':$1'),
  );
  expect(routes.filter(goesOnRecord).sort()).toEqual([...readingRoutes].sort());
});

it('nobody changes the record, and only those who check read it', async () => {
  await expect(api.store.pool.query('DELETE FROM readings')).rejects.toThrow(/never changed/);
  const manager = await api.as('manager');
  for (const path of ['/v1/audit/events', '/v1/audit/readings', `/v1/streams/opportunity/${saleId}/timeline`]) {
    const { status, body } = await manager.get(path);
    expect([path, status, body['code']]).toEqual([path, 403, 'NOT_ALLOWED']);
  }
});
