// After-sales and the register of gifts at the pages of the running product, on the example company’s sale that was won.
import type { Browser, Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { eventually } from '../support/eventually';
import { expectAccessible } from '../support/accessible';
import { closeWindows, openBrowser, signInAs, windowOf } from '../support/browser';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(300_000);

const donghai = exampleId('customer', 'donghai');
const zhao = exampleId('contact', 'donghai:user');
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);

type Plan = { id: string; opportunityId: string; customerName: string; open: { item: string }[] };

let product: Product;
let browser: Browser;
let planId: string;
let saleId: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ TONGGUAN_EXAMPLE_SALES: 'on' }), openBrowser()]);
  const manager = await product.as('manager');
  const plan = await eventually('the plan of the sale that was won', async () => {
    const { body } = await manager.get<{ items: Plan[] }>(`/v1/follow-up-plans?customerId=${donghai}`);
    return body.items[0];
  });
  [planId, saleId] = [plan.id, plan.opportunityId];
});
afterEach(() => closeWindows(browser));
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function signedIn(subject: string, language: 'zh-CN' | 'en'): Promise<Page> {
  const page = await windowOf(browser, product.apiUrl, { language });
  await signInAs(page, subject);
  return page;
}

it('names the days that are missing, and with their form in place follow-ups fall due', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto('/after-sales');
  await page.getByRole('group', { name: '维系计划' }).getByRole('link', { name: '东海制造集团' }).click();
  const missing = page.getByRole('alert', { name: '缺少日期，部分事项无法安排' });
  await missing.getByRole('button', { name: '记录开通时间' }).click();
  await missing.getByRole('textbox', { name: '开通时间' }).fill(`${tomorrow}T09:00`);
  await missing.getByRole('button', { name: '记录开通时间' }).click();
  const coming = page.getByRole('region', { name: '今后一年' });
  await coming.getByText('使用回访').waitFor();
  await page.getByRole('region', { name: '已记录的日期' }).getByText('开通日起').waitFor();
});

it('a complaint begins its acts at once; they are answered, put off, and it is over when the customer agrees', async () => {
  const page = await signedIn('manager', 'en');
  await page.goto(`/after-sales/${planId}?part=reports`);
  const form = page.getByRole('form', { name: 'Report an issue' });
  await form.getByLabel('Complaint').check();
  await form.getByLabel('Note').fill('Weak signal in building 3');
  await form.getByRole('button', { name: 'Report an issue' }).click();
  const report = page.getByRole('article').filter({ hasText: 'Complaint' });
  await report.waitFor();

  await page.getByRole('tab', { name: 'Follow-ups' }).click();
  const answer = page.getByRole('article').filter({ hasText: 'Answer the complaint' });
  // Since when, and until when: what Today counts by stands here as well.
  await answer.getByText(/^Open since /).waitFor();
  const until = await answer.getByText(/^complete by /).innerText();
  // The sale says the same of it, and can do as much about it.
  const ofSale = await signedIn('manager', 'en');
  await ofSale.goto(`/opportunities/${saleId}?part=agreement`);
  const onSale = ofSale.getByRole('article').filter({ hasText: 'Answer the complaint' });
  await onSale.getByText(until).waitFor();
  await onSale.getByRole('button', { name: 'Postpone' }).waitFor();
  await ofSale.getByRole('tab', { name: 'Timeline' }).click();
  await ofSale.getByText(/to the level “User” · 赵工$/).waitFor();
  await answer.getByRole('button', { name: 'Postpone' }).click();
  await answer.getByLabel('Until').fill(`${tomorrow}T10:00`);
  await answer.getByLabel('Reason').fill('The engineer comes tomorrow');
  await answer.getByRole('button', { name: 'Postpone' }).click();
  await answer.getByText(/postponed, due/).waitFor();

  // Closed before it was answered: refused, with what is open.
  await page.getByRole('tab', { name: 'Reported issues' }).click();
  await report.getByRole('button', { name: 'Close the issue' }).click();
  await report.getByLabel('Confirmed for the customer by').click();
  await page.getByRole('option').first().click();
  await report.getByRole('button', { name: 'Close the issue' }).click();
  await report
    .getByRole('alert')
    .getByText(/Answer the complaint/)
    .waitFor();

  await page.getByRole('tab', { name: 'Follow-ups' }).click();
  await answer.getByRole('button', { name: /outcome/i }).click();
  await answer.getByLabel('done').check();
  await answer.getByRole('button', { name: /outcome/i }).click();
  await answer.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Reported issues' }).click();
  await report.getByRole('button', { name: 'Close the issue' }).click();
  await report.getByRole('button', { name: 'Close the issue' }).click();
  await report.getByText('closed', { exact: true }).waitFor();
});

it('who checks reads what was done by its name, in the history of the plan and in the log', async () => {
  const page = await signedIn('auditor', 'en');
  await page.goto(`/audit/follow-up-plan/${planId}`);
  await page
    .getByText(/Answer the complaint/)
    .first()
    .waitFor();
  await page.goto('/audit');
  const rows = page.getByRole('row').filter({ hasText: 'Answer the complaint' });
  await rows.first().getByRole('link', { name: '东海制造集团' }).waitFor();
});

it('the calendar shows what falls due in a month; a plan is handed over, and ended by those above', async () => {
  const { body } = await (
    await product.as('manager')
  ).get<{ items: { dueAt: string; key: string }[] }>(`/v1/due?streamId=${planId}&until=2030-01-01T00:00:00Z`);
  const next = body.items.find(({ key }) => key.startsWith('due:'))!;
  const manager = await signedIn('manager', 'zh-CN');
  await manager.goto(`/after-sales?view=calendar&month=${next.dueAt.slice(0, 'yyyy-mm'.length)}`);
  await manager
    .getByRole('table')
    .getByRole('link', { name: /东海制造集团/ })
    .first()
    .waitFor();

  await manager.goto(`/after-sales/${planId}`);
  await manager.getByRole('button', { name: '终止计划' }).click();
  await manager.getByLabel('原因').fill('协议提前终止');
  await manager.getByRole('button', { name: '终止计划' }).click();
  await manager.getByRole('alert', { name: '您没有办理此事的权限' }).waitFor();
});

it('a gift above the limit is decided by somebody above, and stands in the register', async () => {
  const manager = await product.as('manager');
  const asked = await manager.send(`/v1/contacts/${zhao}/gifts`, {
    playbookKey: 'group-customer',
    kind: 'keepsake',
    occasion: 'visit',
    valueFen: 30_000,
    on: tomorrow,
    note: '纪念册',
  });
  expect(asked.status).toBe(200);
  const page = await signedIn('supervisor', 'zh-CN');
  await page.goto('/gifts');
  const waiting = page
    .getByRole('region', { name: '待我审批的礼品与邀请' })
    .getByRole('article')
    .filter({ hasText: '纪念册' });
  await waiting.getByRole('button', { name: '同意', exact: true }).click();
  await waiting.waitFor({ state: 'detached' });
  const register = page.getByRole('region', { name: '登记簿' });
  await register.getByLabel('状态').click();
  await page.getByRole('option', { name: '已批准' }).click();
  await register.getByRole('row').filter({ hasText: '¥300' }).getByText('已批准').waitFor();
  const download = page.waitForEvent('download');
  await register.getByRole('button', { name: '保存为 CSV' }).click();
  expect((await download).suggestedFilename()).toBe('gifts.csv');
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const plan = `/after-sales/${planId}`;
  const paths = ['/after-sales', '/after-sales?view=calendar', plan, `${plan}?part=reports`, '/gifts'];
  await expectAccessible(browser, product.apiUrl, { language, subject: 'manager', paths });
});
