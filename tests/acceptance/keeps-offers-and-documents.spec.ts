// S22 over HTTP: an offer priced by the catalogue with its documents, its versions told apart, and who may have the bytes.
import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import { signIn } from '../../deploy/local/story/sign-in';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(120_000);

type Problem = { code: string; missing?: { key: string; problem?: string }[] };
type Accepted = { id: string; events: { data: Record<string, unknown> }[] };
type Offers = {
  items: { revision: number; totals: { discountBp: number; listFen: number }; documents?: string[]; terms?: string }[];
  difference?: { lines: { change: string }[]; documentsAdded: string[]; termsChanged: boolean };
};

const pdf = new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000)]));
const asPdf = { 'content-type': 'application/pdf', 'document-name': encodeURIComponent('总体方案.pdf') };
const line = { productCode: 'ip-line', quantity: 2, discountBp: 0, charge: 'monthly', termMonths: 12 };

/** What is said to a body of this length, before any of it is sent. */
async function statusOfAnnounced(bytes: number): Promise<number | undefined> {
  const { accessToken } = await signIn(product.issuer, 'manager');
  const headers = { ...asPdf, authorization: `Bearer ${accessToken}`, 'idempotency-key': randomUUID() };
  const url = `${product.apiUrl}${at}/documents`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...headers, 'content-length': bytes } }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
}

let product: Product;
let manager: ApiClient;
let at: string;
let address: string;

beforeAll(async () => {
  product = await startProduct();
  manager = await product.as('manager');
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '总部专线' };
  at = `/v1/opportunities/${(await manager.send<Accepted>('/v1/opportunities', body)).body.id}`;
});
afterAll(() => product?.remove());

it('S22: a document is kept as it came in, and its name comes back with it', async () => {
  const attached = await manager.upload<Accepted>(`${at}/documents`, pdf, asPdf);
  expect(attached.status).toBe(200);
  const { data } = attached.body.events[0]!;
  expect(data).toEqual({
    address: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    mediaType: 'application/pdf',
    bytes: pdf.length,
  });
  address = String(data['address']);
  const again = await manager.upload<Problem>(`${at}/documents`, pdf, asPdf);
  expect([again.status, again.body.code]).toEqual([409, 'ALREADY_EXISTS']);
  const listed = await manager.get<{ items: object[] }>(`${at}/documents`);
  expect(listed.body.items).toMatchObject([{ address, name: '总体方案.pdf' }]);
  const got = await manager.download(`${at}/documents/${address}`);
  expect([got.status, got.bytes.equals(Buffer.from(pdf))]).toEqual([200, true]);
  expect(got.headers.get('content-type')).toContain('application/pdf');
  expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  expect(got.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('总体方案.pdf')}`,
  );
});

it('S22: what is not what it says, too large, of no known kind, or without a name is refused by its header', async () => {
  const refused = async (bytes: Uint8Array<ArrayBuffer>, headers: { [name: string]: string }): Promise<unknown[]> => {
    const { status, body } = await manager.upload<Problem>(`${at}/documents`, bytes, headers);
    return [status, body.code, body.missing?.[0]?.key];
  };
  expect(await refused(pdf, { ...asPdf, 'content-type': 'image/png' })).toEqual([422, 'INVALID_INPUT', 'Content-Type']);
  const script = new Uint8Array(Buffer.from('<script>alert(1)</script>'));
  expect(await refused(script, asPdf)).toEqual([422, 'INVALID_INPUT', 'Content-Type']);
  expect(await refused(script, { ...asPdf, 'content-type': 'text/html' })).toEqual([
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    undefined,
  ]);
  expect(await refused(pdf, { 'content-type': 'application/pdf' })).toEqual([400, 'INVALID_REQUEST', 'Document-Name']);
  expect(await refused(pdf, { ...asPdf, 'document-name': '%E6%8' })).toEqual([400, 'INVALID_REQUEST', 'Document-Name']);
  expect(await statusOfAnnounced(10_485_761)).toBe(413);
  const json = await manager.send<Problem>(`${at}/documents`, {});
  expect(json.status).toBeGreaterThanOrEqual(400);
  expect(json.status).toBeLessThan(500);
});

it('S22: only who may see the sale has its documents, and only its owner adds one', async () => {
  const stranger = await product.as('manager-en');
  expect((await stranger.download(`${at}/documents/${address}`)).status).toBe(404);
  expect((await stranger.upload(`${at}/documents`, pdf, asPdf)).status).toBe(404);
  const supervisor = await product.as('supervisor');
  expect((await supervisor.download(`${at}/documents/${address}`)).status).toBe(200);
  const other = new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000)]));
  const added = await supervisor.upload<Problem>(`${at}/documents`, other, asPdf);
  expect([added.status, added.body.code]).toEqual([403, 'NOT_ALLOWED']);
  expect((await manager.download(`${at}/documents/${'0'.repeat(64)}`)).status).toBe(404);
  expect((await manager.download(`${at}/documents/x`)).status).toBe(400);
});

it('S22: the offer is priced by the catalogue, and its versions are told apart', async () => {
  const offer = `${at}/offer`;
  expect((await manager.send(offer, { lines: [line], terms: '三十日付款' })).status).toBe(200);
  const unknown = await manager.send<Problem>(offer, { lines: [{ ...line, productCode: 'telegraph' }] });
  expect([unknown.status, unknown.body.missing?.[0]?.key]).toEqual([422, 'lines.0.productCode']);
  const next = { lines: [{ ...line, unitPriceFen: 80_000 }], terms: '六十日付款', documents: [address] };
  expect((await manager.send(offer, next)).status).toBe(200);
  const { body } = await manager.get<Offers>(`${at}/offers?from=1&to=2`);
  expect(body.items.map(({ totals, terms }) => [totals.listFen, totals.discountBp, terms])).toEqual([
    [2_400_000, 0, '三十日付款'],
    [2_400_000, 2_000, '六十日付款'],
  ]);
  expect(body.difference).toMatchObject({
    lines: [{ change: 'changed' }],
    documentsAdded: [address],
    termsChanged: true,
  });
  expect((await manager.get(`${at}/offers?from=1`)).status).toBe(400);
  expect((await manager.get(`${at}/offers?from=1&to=9`)).status).toBe(404);
});

it('S19b: the catalogue is read by everybody, published by administrators, as a document or as a table', async () => {
  type View = {
    version: number;
    latestVersion: number;
    publishedAt: string;
    difficulties: object[];
    products: { code: string; prices: { monthly?: number } }[];
  };
  const { difficulties, products } = (await manager.get<View>('/v1/catalogue')).body;
  const document = { difficulties, products };
  document.products.find(({ code }) => code === 'ip-line')!.prices.monthly = 120_000;
  const forbidden = await manager.send<Problem>('/v1/catalogue/versions', { document });
  expect([forbidden.status, forbidden.body.code]).toEqual([403, 'NOT_ALLOWED']);
  const administrator = await product.as('administrator');
  expect((await administrator.send('/v1/catalogue/versions', { document })).status).toBe(200);
  const table = [
    'kind,code,titleZh,titleEn,unitZh,unitEn,monthlyFen,validFrom,product,meets',
    'difficulty,sites-apart,分支机构网络不通,Sites apart,,,,,,',
    'product,ip-line,集团IP专线,IP private line,条/月,line per month,130000,2020-01-01,,',
    'feature,private-network,总部与分支组网,One network,,,,,ip-line,sites-apart',
  ];
  const asCsv = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
  const send = (lines: string[]) =>
    administrator.upload<Problem>('/v1/catalogue/import', new Uint8Array(Buffer.from(lines.join('\n'))), asCsv);
  const wrong = await send(table.map((row) => row.replace('130000', '-1').replace('sites-apart\n', 'x')));
  expect([wrong.status, wrong.body.missing?.map(({ key }) => key)]).toEqual([422, ['line 3, column monthlyFen']]);
  const unknown = await send(table.map((row) => row.replace('ip-line,sites-apart', 'ip-line,nothing')));
  expect(unknown.body.missing?.map(({ key }) => key)).toEqual(['line 4, column meets', 'line 2']);
  type Previewed = { bad: { line: number; column: string }[]; version?: number; catalogue?: { products: object[] } };
  const preview = async (lines: string[]): Promise<Previewed> => {
    const file = new Uint8Array(Buffer.from(lines.join('\n')));
    return (await administrator.upload<Previewed>('/v1/catalogue/import/preview', file, asCsv)).body;
  };
  const spoilt = await preview(table.map((row) => row.replace('ip-line,sites-apart', 'ip-line,nothing')));
  expect(spoilt.bad.map(({ line, column }) => [line, column])).toEqual([
    [4, 'meets'],
    [2, ''],
  ]);
  expect(spoilt.version).toBeUndefined();
  const good = await preview(table);
  expect([good.bad, good.version, good.catalogue?.products.length]).toEqual([[], 3, 1]);
  const checked = (sent: object, by = administrator) =>
    by.send<Problem>('/v1/catalogue/versions/check', { document: sent });
  expect(await checked(good.catalogue!)).toMatchObject({ status: 200, body: { version: 3 } });
  expect(await checked(document)).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS' } });
  expect(await checked({ ...document, products: [] })).toMatchObject({
    status: 422,
    body: { code: 'CATALOGUE_INVALID', missing: [{ key: 'products', problem: 'too-few' }] },
  });
  expect(await checked(document, manager)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
  expect((await manager.get<View>('/v1/catalogue')).body.latestVersion).toBe(2);
  expect((await send(table)).status).toBe(200);
  const latest = (await manager.get<View>('/v1/catalogue')).body;
  expect([latest.version, latest.products.map(({ code, prices }) => [code, prices.monthly])]).toEqual([
    3,
    [['ip-line', 130_000]],
  ]);
  const first = (await manager.get<View>('/v1/catalogue?version=1')).body;
  expect([first.latestVersion, first.products.length]).toEqual([3, 7]);
  expect(Date.parse(first.publishedAt)).toBeLessThan(Date.parse(latest.publishedAt));
  expect((await manager.get('/v1/catalogue?version=9')).status).toBe(404);
});
