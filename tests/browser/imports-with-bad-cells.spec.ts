// A file with wrong cells at the import page: each is marked in the sheet with its reason, nothing is stored; corrected and confirmed, all of it is.
import type { Browser, Page } from 'playwright-core';
import { closeWindows, openBrowser, signInAs, windowOf } from '../support/browser';
import { expectAccessible, violationsOf } from '../support/accessible';
import { eventually } from '../support/eventually';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(240_000);

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});
afterEach(() => closeWindows(browser));
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function choose(page: Page, lines: string[]): Promise<void> {
  const buffer = Buffer.from(lines.join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
}

async function namedBy(named: string): Promise<unknown[]> {
  const path = `/v1/customers?named=${encodeURIComponent(named)}`;
  return (await (await product.as('manager')).get<{ items: unknown[] }>(path)).body.items;
}

it('every wrong cell is marked where it stands, and nothing is stored until it is confirmed', async () => {
  const page = await windowOf(browser, product.apiUrl, { language: 'zh-CN' });
  await signInAs(page, 'manager');
  await page.goto('/customers');
  await page.getByRole('link', { name: '导入' }).click();
  await choose(page, [
    'code,名称,邮政编码,人数',
    'I-1,西山能源,200000,300',
    'I-2,江北医院,99,900',
    'I-3,,200000,很多',
    'I-1,西山能源二厂,200000,20',
  ]);
  await page.getByText('有 4 个单元格需要改正，没有保存任何数据').waitFor();
  const sheet = page.getByRole('group', { name: '文件内容' });
  const row = (line: string): ReturnType<Page['getByRole']> =>
    sheet.getByRole('row').filter({ has: page.getByRole('cell', { name: line, exact: true }) });
  expect(await row('2').locator('[data-bad]').count()).toBe(0);
  expect(await row('3').locator('[data-bad]').allInnerTexts()).toEqual([
    expect.stringMatching(/^99\s+不是有效的邮政编码/),
  ]);
  expect(await row('4').locator('[data-bad]').allInnerTexts()).toEqual([
    expect.stringContaining('必填'),
    expect.stringMatching(/^很多\s+应为整数/),
  ]);
  expect(await row('5').locator('[data-bad]').allInnerTexts()).toEqual([expect.stringMatching(/^I-1/)]);
  expect(await page.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
  expect(await violationsOf(page)).toEqual([]);

  await page.getByLabel('只看有问题的行').check();
  await row('2').waitFor({ state: 'detached' });
  expect(await namedBy('西山能源')).toEqual([]);

  await choose(page, ['code,名称,邮政编码,人数', 'I-1,西山能源,200000,300', 'I-2,江北医院,200000,900']);
  await page.getByText('将新增 2 行，更新 0 行，0 行没有变化。').waitFor();
  expect(await namedBy('西山能源')).toEqual([]);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('新增 2 行，更新 0 行，0 行没有变化。').waitFor();
  const stored = await eventually('the customer is in the list', async () => {
    const found = await namedBy('西山能源');
    return found.length > 0 ? found : undefined;
  });
  expect(stored).toHaveLength(1);
});

it('tells it in English, and of a file that is no table what is wrong with it', async () => {
  const page = await windowOf(browser, product.apiUrl, { language: 'en', width: 360 });
  await signInAs(page, 'manager');
  await page.goto('/customers/import?table=contacts');
  await choose(page, ['code,customerCode,name,colour', 'P-1,I-1,Mr Sun,red']);
  await page.getByText('Cells to correct: 1. Nothing was saved').waitFor();
  await page
    .getByRole('columnheader', { name: /colour/ })
    .getByText('is not a known column')
    .waitFor();
  await choose(page, ['']);
  await page.getByText(/Line 1/).waitFor();
});

it('what is exported is saved as a file', async () => {
  const page = await windowOf(browser, product.apiUrl, { language: 'en' });
  await signInAs(page, 'manager');
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Customers (CSV)' }).click();
  expect((await download).suggestedFilename()).toBe('customers.csv');
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const paths = ['/customers/import', '/customers/import?table=contacts'];
  await expectAccessible(browser, product.apiUrl, { language, subject: 'manager', paths });
});
