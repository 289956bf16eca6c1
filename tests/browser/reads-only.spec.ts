// An auditor changes nothing: they see everything and no form. Whoever may do a single thing is not taken for one.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { signInAs, windowOf } from '../support/browser';
import { contactOn, openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(180_000);

const title = `只读 ${randomUUID().slice(0, 8)}`;
const acts =
  /^(添加联系人|声明该层面不存在|过关|提交审批|上传文件|更多|新建商机|记录需求|记录电话|制定拜访计划|新建客户|导入)$/;
const parts = ['gate', 'contacting', 'needs', 'competition', 'objections', 'offer', 'agreement'];
const ofCustomers = ['/customers', '/customers/new', '/customers/import'];
const others = ['/', '/board', ...ofCustomers, '/after-sales', `/contacts/${contactOn('user')}?part=gifts`];
const ofCustomer = ['overview', 'people', 'contribution', 'leads', 'notes'];

const here = thePages();
let saleId: string;

beforeAll(async () => {
  saleId = await openPageSale(await here.product.as('manager'), title, 'group-customer');
});

/** Fields and buttons of the content; none that narrows or leads somewhere is counted. */
async function formsOf(page: Page, path: string): Promise<(number | string)[]> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.after-a-moment').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle', { timeout: 600 }).catch(() => undefined);
  const main = page.getByRole('main');
  const fields = await main.locator('form button[type=submit], textarea, input[type=file], .board-move').count();
  const offered = main.getByRole('button', { name: acts }).or(main.getByRole('link', { name: acts }));
  return [fields, ...(await offered.allInnerTexts())];
}

it('an auditor reads a sale, a customer and the morning, and is told so', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'auditor');
  const places = [
    ...others,
    ...parts.map((part) => `/opportunities/${saleId}?part=${part}`),
    ...ofCustomer.map((part) => `/customers/${exampleId('customer', 'donghai')}?part=${part}`),
  ];
  for (const place of places) expect([place, await formsOf(page, place)]).toEqual([place, [0]]);
  await page.getByText('您在这里只能查阅').waitFor();
});

it('an administrator, who may hand a sale over, has the way to it', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', `/opportunities/${saleId}`);
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '移交给其他客户经理' }).waitFor();
});

it('the same places have their forms for whoever sells', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'manager');
  const withForms: string[] = [];
  const places = ['/', '/board', ...ofCustomers, ...parts.map((part) => `/opportunities/${saleId}?part=${part}`)];
  for (const place of places) if (!isDeepStrictEqual(await formsOf(page, place), [0])) withForms.push(place);
  expect(withForms).toEqual(places);
});
