// An administrator at the catalogue: reads what is sold and at which price, sees what another version had in its place, and publishes
// the next one from a file, which is checked and compared before.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Catalogue } from '#domain';
import { expectAccessible, violationsOf } from '../support/accessible';
import { choose, signInAs, windowOf } from '../support/browser';
import { openPageSale } from '../support/page-sale';
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
    'Conference calls\n\nconference-call',
    'party per month',
    '',
    '¥23.50',
    '',
    '¥7',
    'from Jan 1, 2020',
  ]);
  const features = page.getByRole('region', { name: 'Product features' });
  await features.getByText('Meetings of many parties from anywhere').waitFor();
  const difficulties = page.getByRole('region', { name: 'Customer problems' });
  const met = difficulties.getByRole('row', { name: /Meetings cost travel and time/ });
  expect(await met.getByRole('cell').last().innerText()).toBe('Conference calls');
});

it('on a phone each product is a note, its prices with the heads of their columns, and nothing stands at the side', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en', width: 360 });
  await signInAs(page, 'auditor', '/admin/catalogue');
  const table = page.getByRole('group', { name: 'Products and prices' });
  const row = table.getByRole('row', { name: /^Conference calls/ });
  await row.getByRole('cell', { name: 'Monthly list price ¥23.50', exact: true }).waitFor();
  // A price that it has not is left out.
  expect(await row.getByRole('cell', { name: 'One-time list price' }).count()).toBe(0);
  expect(await table.getByRole('columnheader').count()).toBe(0);
  const aside = `[...document.querySelectorAll('main [role=group]')].map((each) => each.scrollWidth - each.clientWidth)`;
  expect(new Set(await page.evaluate<number[]>(aside))).toEqual(new Set([0]));
});

it('shows an earlier version, and what the one in force has in its place', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', '/admin/staff');
  await page.getByRole('link', { name: '产品目录' }).click();
  await choose(page, page.getByRole('combobox', { name: '与之比较' }), `第 ${before} 版`);
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

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

it('a file with wrong cells is refused with each of them named; a good one is compared, published and then offered', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', '/admin/catalogue');
  await page.getByRole('button', { name: '发布新版本' }).click();
  const latest = before + 1;
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `下载第 ${latest} 版` }).click();
  const table = readFileSync(await (await download).path(), 'utf8');
  const code = `cloud-${randomUUID().slice(0, 8)}`;
  const product = (monthly: string): string =>
    `product,${code},云桌面 ${code},Cloud desk,台/月,desk per month,,${monthly},,,2026-01-01,,,`;
  const feature = `feature,anywhere,随处办公,Work from anywhere,,,,,,,,,${code},mail-on-the-road`;

  await chooseFile(page, 'catalogue.csv', [table.trimEnd(), product('很多'), feature].join('\r\n'));
  await page.getByText('有 1 个单元格需要改正，没有保存任何数据').waitFor();
  const bad = page.getByRole('group', { name: '文件内容' }).locator('[data-bad]');
  expect(await bad.allInnerTexts()).toEqual([expect.stringMatching(/^很多\s+应为整数/)]);
  expect(await page.getByRole('button', { name: '发布第' }).count()).toBe(0);
  expect(await violationsOf(page)).toEqual([]);

  await chooseFile(page, 'catalogue.csv', [table.trimEnd(), product('5000'), feature].join('\r\n'));
  await page.getByText(`检查通过，将成为第 ${latest + 1} 版`).waitFor();
  const changed = page.getByRole('article');
  await changed.first().waitFor();
  // What was downloaded and not changed is the same again.
  expect(await changed.count()).toBe(1);
  expect(await changed.innerText()).toMatch(/新增[^]*云桌面[^]*目录价（每月）：¥50\n/);
  await page.getByRole('button', { name: `发布第 ${latest + 1} 版` }).click();
  await page.getByText(`第 ${latest + 1} 版已经发布`).waitFor();
  await page.getByRole('row', { name: code }).first().getByText('¥50', { exact: true }).waitFor();

  const saleId = await openPageSale(await here.product.as('manager'), `目录 ${code}`);
  const seller = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(seller, 'manager', `/opportunities/${saleId}?part=offer`);
  await choose(seller, seller.getByRole('combobox', { name: '产品' }), `云桌面 ${code}`);
});

it('a document with faults is refused with their places, the same catalogue as the same; only administrators publish', async () => {
  const administrator = await here.product.as('administrator');
  const { difficulties, products } = (await administrator.get<View>('/v1/catalogue')).body;
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en', width: 360 });
  await signInAs(page, 'administrator', '/admin/catalogue');
  await page.getByRole('button', { name: 'Publish a new version' }).click();
  const without = products.map((product, index) => (index === 1 ? { ...product, prices: {} } : product));
  await chooseFile(page, 'catalogue.json', JSON.stringify({ difficulties, products: without }));
  await page.getByRole('alert').getByText('products.1.prices').waitFor();
  await chooseFile(page, 'catalogue.json', '{"difficulties": [\n1,');
  await page.getByRole('alert').getByText('This file cannot be read').waitFor();
  await chooseFile(page, 'catalogue.json', JSON.stringify({ difficulties, products }));
  await page.getByText('The file is the same as the current version').waitFor();
  expect(await page.getByRole('button', { name: 'Publish version' }).count()).toBe(0);

  const auditor = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(auditor, 'auditor');
  const menu = auditor.getByRole('navigation', { name: 'Main menu' });
  await menu.getByRole('link', { name: 'Catalogue' }).click();
  await auditor.getByRole('heading', { name: 'Catalogue', level: 1 }).waitFor();
  await auditor.getByRole('note', { name: 'Why not?' }).waitFor();
  expect(await auditor.getByRole('main').locator('input[type=file]').count()).toBe(0);
  expect(await auditor.getByRole('button', { name: 'Publish a new version' }).count()).toBe(0);
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/admin/catalogue', `/admin/catalogue?with=${before}`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'administrator', paths });
});
