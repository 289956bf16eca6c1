// An account manager and a supervisor at the pages of the running product: a gate refused and then opened, an offer decided.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/accessible';
import { signInAs, windowOf } from '../support/browser';
import { climbToTheDecisionMaker, openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const title = `总部专线 ${randomUUID().slice(0, 8)}`;

const here = thePages();
let saleId: string;
/** What the pages complained about in the browser's console. */
const complaints: string[] = [];

beforeAll(async () => {
  saleId = await openPageSale(await here.product.as('manager'), title);
});

it('a gate says why it is closed, in the reader’s language, and opens when its actions are done', async () => {
  const page = await signedIn('manager', 'zh-CN', `/opportunities/${saleId}`);
  // One comes back from the sign-in to the place that one had asked for.
  await page.getByRole('heading', { name: title }).waitFor();
  const whyNot = page.getByRole('region', { name: '能否过关' });
  expect(await whyNot.innerText()).toContain('收集集团资料');
  expect(await whyNot.getByRole('button', { name: '过关' }).isDisabled()).toBe(true);

  // Nothing chosen: the field says it, and nothing was written.
  const form = page.getByRole('form', { name: '收集集团资料' });
  await form.getByLabel('摘要').fill('分支互联');
  await form.getByRole('button', { name: '完成' }).click();
  await form.getByText('必填').waitFor();

  await form.getByLabel('隐性').check();
  await form.getByRole('button', { name: '完成' }).click();
  await whyNot.getByRole('heading', { name: '可以过关了' }).waitFor();
  await whyNot.getByRole('button', { name: '过关' }).click();
  await page.getByRole('heading', { name: '使用者层面', level: 2 }).waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: '使用者层面' }).first().innerText()).toContain(
    '2 项未完成',
  );

  await page.getByRole('tab', { name: '经过' }).click();
  await page.getByText('完成行动“收集集团资料”').waitFor();
});

it('what was typed is there again after the page was left', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto(`/opportunities/${saleId}`);
  const report = page.getByRole('form', { name: '介绍性拜访' }).getByLabel('拜访报告');
  await report.fill('谈了四十分钟');
  await page.reload();
  expect(await report.inputValue()).toBe('谈了四十分钟');
});

it('an offer is made, decided in two inboxes one after the other, and the approval is seen', async () => {
  await climbToTheDecisionMaker(await here.product.as('manager'), saleId);
  const manager = await signedIn('manager', 'en');
  await manager.goto(`/opportunities/${saleId}?part=offer`);
  await manager.getByRole('region', { name: 'Offer', exact: true }).getByLabel('Product').first().click();
  await manager.getByRole('option').first().click();
  await manager.getByLabel('Discount (%)').fill('8');
  await manager.getByRole('button', { name: 'Save the offer' }).click();
  await manager.getByRole('button', { name: 'Submit for approval' }).click();
  await manager.getByText('This version is awaiting approval.').waitFor();

  for (const subject of ['supervisor', 'director']) {
    const approver = await signedIn(subject, 'en');
    await approver.goto('/inbox');
    await approver.getByRole('button', { name: new RegExp(title) }).click();
    await approver.getByRole('region', { name: title }).getByRole('button', { name: 'Approve' }).click();
    await approver.getByRole('button', { name: new RegExp(title) }).waitFor({ state: 'detached' });
  }

  await manager.reload();
  await manager.getByText('Approved', { exact: true }).first().waitFor();
});

it('an objection raised later shows in the chain: at its level, and at the gate that it keeps closed', async () => {
  const api = await here.product.as('manager');
  await api.send(`/v1/opportunities/${saleId}/objections`, { level: 'user', words: '要等总部意见' });
  const page = await signedIn('manager', 'en', `/opportunities/${saleId}`);
  const chain = page.getByRole('navigation', { name: 'Decision chain' });
  const passed = chain.getByRole('button').filter({ hasText: 'User level' });
  await passed.getByText('Objection', { exact: true }).waitFor();
  const current = chain.locator('[aria-current=step]');
  await current.getByText('Objection', { exact: true }).waitFor();
  type View = { explanation: { gates: { status: string; missing: object[] }[] } };
  const { body } = await api.get<View>(`/v1/opportunities/${saleId}`);
  const { missing } = body.explanation.gates.find(({ status }) => status === 'current')!;
  await current.getByText(`${missing.length} to do`, { exact: true }).waitFor();
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = [`/opportunities/${saleId}`, `/opportunities/${saleId}?part=offer`, '/inbox'];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'manager', paths });
});

it('complains about nothing in the console', () => {
  expect(complaints).toEqual([]);
});

async function signedIn(subject: string, language: 'zh-CN' | 'en', path = '/'): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, { language });
  // A refusal is an answer, which browsers write down all the same.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await signInAs(page, subject, path);
  return page;
}
