// Who may change nothing sees everything and no form: an auditor at a sale, at a customer and on the page of the morning.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { closeWindows, openBrowser, signInAs, windowOf } from '../support/browser';
import { openPageSale } from '../support/page-sale';
import { sharedProduct, type SharedProduct } from '../support/product';

jest.setTimeout(180_000);

const title = `只读 ${randomUUID().slice(0, 8)}`;
const acts = /^(加人|没有这一层面|过关|提交审批|上传文件|更多|新商机|记录需求|记一次电话|计划一次拜访)$/;
const parts = ['gate', 'contacting', 'needs', 'competition', 'objections', 'offer', 'agreement'];
const ofCustomer = ['overview', 'people', 'contribution', 'leads', 'notes'];

let product: SharedProduct;
let browser: Browser;
let saleId: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([sharedProduct(), openBrowser()]);
  saleId = await openPageSale(await product.as('manager'), title, 'group-customer');
});
afterEach(() => closeWindows(browser));
afterAll(async () => {
  await browser?.close();
});

/** Fields and buttons of the content; none that narrows or leads somewhere is counted. */
async function formsOf(page: Page, path: string): Promise<(number | string)[]> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.after-a-moment').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle', { timeout: 600 }).catch(() => undefined);
  const main = page.getByRole('main');
  const fields = await main.locator('form button[type=submit], textarea').count();
  return [fields, ...(await main.getByRole('button', { name: acts }).allInnerTexts())];
}

it('an auditor reads a sale, a customer and the morning, and is told so', async () => {
  const page = await windowOf(browser, product.apiUrl);
  await signInAs(page, 'auditor');
  const places = [
    '/',
    ...parts.map((part) => `/opportunities/${saleId}?part=${part}`),
    ...ofCustomer.map((part) => `/customers/${exampleId('customer', 'donghai')}?part=${part}`),
  ];
  for (const place of places) expect([place, await formsOf(page, place)]).toEqual([place, [0]]);
  await page.getByText('您在这里只查阅').waitFor();
});

it('the same places have their forms for whoever sells', async () => {
  const page = await windowOf(browser, product.apiUrl);
  await signInAs(page, 'manager');
  const withForms: string[] = [];
  for (const part of parts)
    if (!isDeepStrictEqual(await formsOf(page, `/opportunities/${saleId}?part=${part}`), [0])) withForms.push(part);
  expect(withForms).toEqual(parts);
});
