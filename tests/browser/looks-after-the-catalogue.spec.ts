// An administrator at the catalogue: reads what is sold and at which price, and sees what another version had in its place.
import type { Catalogue } from '#domain';
import { expectAccessible } from '../support/accessible';
import { choose, signInAs, windowOf } from '../support/browser';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

type View = Catalogue & { version: number };

const here = thePages();
let before: number;

beforeAll(async () => {
  const administrator = await here.product.as('administrator');
  const { version, difficulties, products } = (await administrator.get<View>('/v1/catalogue')).body;
  before = version;
  const dearer = products.map((product) =>
    product.code === 'conference-call' ? { ...product, prices: { monthly: 2_350 } } : product,
  );
  const document = { difficulties, products: dearer };
  expect((await administrator.send('/v1/catalogue/versions', { document })).status).toBe(200);
});

it('is read by whoever works here: prices in yuan, what a product does, and which difficulty is met by what', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, 'auditor', '/admin/catalogue');
  await page.getByText(`Version ${before + 1}, in force since `).waitFor();
  const row = page.getByRole('region', { name: 'Products and prices' }).getByRole('row', { name: /Conference calls/ });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    'Conference calls',
    'conference-call',
    'party per month',
    '—',
    '¥23.50',
    '—',
    '¥7',
    'from Jan 1, 2020',
  ]);
  const features = page.getByRole('region', { name: 'What the products do' });
  await features.getByText('Meetings of many parties from anywhere').waitFor();
  const difficulties = page.getByRole('region', { name: 'Difficulties of customers' });
  const met = difficulties.getByRole('row', { name: /Meetings cost travel and time/ });
  expect(await met.getByRole('cell').last().innerText()).toBe('Conference calls');
});

it('shows an earlier version, and what the one in force has in its place', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', '/admin/staff');
  await page.getByRole('link', { name: '产品目录' }).click();
  await choose(page, page.getByRole('combobox', { name: '与之比较' }), `第${before}版`);
  const changed = page.getByRole('article');
  await changed.first().waitFor();
  expect(await changed.count()).toBe(1);
  expect(await changed.innerText()).toMatch(/有改动[^]*− 目录价（每月）：¥20\n[^]*\+ 目录价（每月）：¥23.50/);
  await page.goto(`/admin/catalogue?version=${before}`);
  await page.getByText('已被新版取代').waitFor();
  await page
    .getByRole('row', { name: /电话会议/ })
    .getByText('¥20', { exact: true })
    .waitFor();
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/admin/catalogue', `/admin/catalogue?with=${before}`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'administrator', paths });
});
