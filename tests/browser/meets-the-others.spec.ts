// Several people at the same time: what one does shows at another's without a reload; what two change is settled by a person; and
// nothing typed is lost when a session or the network ends.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessible';
import { choose, signInAs, windowOf } from '../support/browser';
import { climbToTheDecisionMaker, offerOn, openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';
import { eventually } from '../support/eventually';
import { exampleId } from '../../deploy/local/set-up';
import type { ApiClient } from '../../deploy/local/story/api-client';
import type { Approval } from '#domain';

jest.setTimeout(240_000);

const title = `厂区专线 ${randomUUID().slice(0, 8)}`;
/** Longer than the pages and the read models need, far shorter than anybody would wait before reloading. */
const SOON_MS = 5_000;

const here = thePages();
let manager: ApiClient;
let saleId: string;

beforeAll(async () => {
  manager = await here.product.as('manager');
  saleId = await openPageSale(manager, title);
  await climbToTheDecisionMaker(manager, saleId);
});

async function signedIn(subject: string, path: string): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, subject);
  await page.goto(path);
  return page;
}

it('an offer that is changed while it is being approved leaves the inbox, and the new one comes', async () => {
  const supervisor = await signedIn('supervisor', '/inbox');
  await supervisor.getByRole('heading', { level: 1 }).waitFor();
  const row = supervisor.getByRole('button', { name: new RegExp(title) });
  expect(await row.count()).toBe(0);

  await submit(await offerOn(manager, saleId, 500, { terms: '三十日付款', paymentDays: 30 }));
  await row.waitFor({ timeout: SOON_MS });
  await row.click();
  const decision = supervisor.getByRole('region', { name: title });
  await decision.getByText('5%').first().waitFor();

  // Changed while it is looked at: what was looked at is not there to be approved any more.
  const sale = await heldBack(supervisor, `**/v1/opportunities/${saleId}`);
  const changed = await offerOn(manager, saleId, 900, {
    terms: '验收后付款',
    paymentDays: 60,
    validUntil: '2099-12-31',
    documents: [await attached('总体方案.pdf')],
  });
  await row.waitFor({ state: 'detached', timeout: SOON_MS });

  // The inbox has the new one, and the sale is still known with the old offer: neither button nor key approves it.
  await submit(changed);
  await row.waitFor({ timeout: SOON_MS });
  await row.click();
  const approve = supervisor.getByRole('button', { name: '同意', exact: true });
  await supervisor.getByRole('main').getByText('正在载入').waitFor();
  expect(await approve.count()).toBe(0);
  await supervisor.getByRole('heading', { level: 1 }).click();
  await supervisor.keyboard.press('a');
  sale.letGo();
  await decision.getByText('9%').first().waitFor();
  await showsTheWhole(decision);
  const asked = await openApproval();
  expect(asked.ballots).toEqual([]);

  // Whoever is asked from elsewhere in the house sees what the others decide as well.
  const { id: approvalId, round, contentHash } = asked;
  const added = { round, contentHash, staffId: exampleId('staff', 'pricing') };
  const supervising = await here.product.as('supervisor');
  await supervising.send(`/v1/opportunities/${saleId}/approvals/${approvalId}/approvers`, added);
  const approver = await here.product.as('pricing');
  await eventually('the sale, for who is asked', async () => {
    return (await approver.get(`/v1/opportunities/${saleId}`)).status === 200 ? true : undefined;
  });
  const pricing = await signedIn('pricing', `/opportunities/${saleId}?part=offer`);
  const theirs = pricing.getByRole('region', { name: '审批' });
  await theirs.getByText('周经理提交').first().waitFor();

  const seller = await signedIn('manager', `/opportunities/${saleId}?part=offer`);
  const approvals = seller.getByRole('region', { name: '审批' });
  await approvals.getByText('周经理提交').first().waitFor();
  expect(await approvals.getByText(/孙主管.*同意/).count()).toBe(0);
  await showsTheWhole(seller.getByRole('region', { name: '报价' }));
  await approve.click();
  for (const shown of [approvals, theirs]) {
    await shown
      .getByText(/孙主管.*同意/)
      .first()
      .waitFor({ timeout: SOON_MS });
  }
});

it('two change the same offer: the second sees what the first did, and decides', async () => {
  const [laptop, phone] = await Promise.all([
    signedIn('manager', `/opportunities/${saleId}?part=offer`),
    signedIn('manager', `/opportunities/${saleId}?part=offer`),
  ]);
  for (const page of [laptop, phone]) await page.getByRole('button', { name: '修改报价' }).click();
  await phone.getByLabel('优惠（%）').fill('7');
  await laptop.getByLabel('优惠（%）').fill('6');
  await laptop.getByRole('button', { name: '保存报价' }).click();
  await laptop.getByRole('button', { name: '修改报价' }).waitFor();

  await phone.getByRole('button', { name: '保存报价' }).click();
  const dialog = phone.getByRole('dialog', { name: '您填写期间，其他人做了修改' });
  await dialog.getByText('周经理').first().waitFor();
  await dialog.getByRole('button', { name: '继续修改' }).click();
  expect(await phone.getByLabel('优惠（%）').inputValue()).toBe('7');
  await phone.getByRole('button', { name: '保存报价' }).click();
  await dialog.getByRole('button', { name: '以我的为准，提交' }).click();
  await phone.getByText('7%').first().waitFor();
  await laptop.getByText('7%').first().waitFor({ timeout: SOON_MS });
});

it('every version of the offer is there, and any two are compared', async () => {
  const page = await signedIn('manager', `/opportunities/${saleId}?part=offer`);
  const offer = page.getByRole('region', { name: '报价' });
  await offer.getByRole('heading', { name: '报价第 4 版' }).waitFor();
  await offer.getByText('第 4 版与第 3 版的不同').waitFor();
  await choose(page, offer.getByRole('combobox', { name: '版本' }), /第 2 版/);
  await offer.getByRole('heading', { name: '报价第 2 版' }).waitFor();
  await showsTheWhole(offer);
  // Only the latest is submitted or revised.
  expect(await offer.getByRole('button', { name: '修改报价' }).count()).toBe(0);
  await choose(page, offer.getByRole('combobox', { name: '对比' }), /第 4 版/);
  await offer.getByText('第 2 版与第 4 版的不同').waitFor();
  await choose(page, offer.getByRole('combobox', { name: '版本' }), /第 4 版/);
  await offer.getByRole('button', { name: '修改报价' }).waitFor();
});

it('what others do elsewhere in the sale is no conflict', async () => {
  const page = await signedIn('manager', `/opportunities/${saleId}?part=offer`);
  await page.getByRole('button', { name: '修改报价' }).click();
  await page.getByLabel('优惠（%）').fill('6.5');
  await page.getByLabel('付款天数').fill('30');
  await page.getByLabel('条款').fill('验收后付款');
  await manager.send(`/v1/opportunities/${saleId}/objections`, { level: 'user', words: '要等总部意见' });
  await page.getByRole('button', { name: '保存报价' }).click();
  await page.getByText('6.5%').first().waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  // The next version begins as this one.
  await page.getByRole('button', { name: '修改报价' }).click();
  expect(await page.getByLabel('付款天数').inputValue()).toBe('30');
  expect(await page.getByLabel('条款').inputValue()).toBe('验收后付款');
});

it('a session that ends in the middle of a form, and a network that goes: what was typed is there, and goes once', async () => {
  const other = await openPageSale(manager, `${title} 二`);
  const page = await signedIn('manager', `/opportunities/${other}`);
  const form = page.getByRole('form', { name: '收集集团资料' });
  await form.getByLabel('摘要').fill('分支互联');
  await form.getByLabel('隐性').check();

  await page.context().setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await form.getByRole('button', { name: '完成' }).click();
  await form.getByText('提交未送达').waitFor();
  await page.context().setOffline(false);

  await page.evaluate(
    "for (const key of Object.keys(sessionStorage)) if (key.startsWith('oidc.user')) sessionStorage.removeItem(key)",
  );
  await form.getByRole('button', { name: '完成' }).click();
  await page.getByText('登录已结束').first().waitFor();
  await page.getByRole('button', { name: '登录', exact: true }).first().click();
  await page.waitForURL(new RegExp(`/opportunities/${other}`));
  expect(await form.getByLabel('摘要').inputValue()).toBe('分支互联');
  await form.getByRole('button', { name: '完成' }).click();
  await page.getByRole('heading', { name: '可以过关了' }).waitFor();
  const { body } = await manager.get<{ items: { type: string }[] }>(`/v1/opportunities/${other}/timeline`);
  expect(body.items.filter(({ type }) => type === 'ActionCompleted')).toHaveLength(1);
});

it('a server that does not answer is named until it answers again, also where a page cannot be shown for it', async () => {
  const page = await signedIn('manager', '/');
  // The browser is online: only what it asks of the server comes to nobody.
  await page.route('**/v1/changes', (route) => route.abort('connectionrefused'));
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: '服务没有响应，正在重新连接' });
  await notice.waitFor({ timeout: SOON_MS });
  expect(await violationsOf(page)).toEqual([]);
  await page.unroute('**/v1/changes');
  await notice.waitFor({ state: 'detached', timeout: 2 * SOON_MS });

  await page.route('**/v1/opportunities/*', (route) => route.abort('connectionrefused'));
  await page.goto(`/opportunities/${saleId}`);
  await page.getByRole('heading', { level: 1, name: '页面无法显示' }).waitFor();
  const broken = page.getByRole('alert').filter({ hasText: '服务没有响应。请稍后重试。' });
  expect(await broken.innerText()).not.toMatch(/[A-Za-z]/);
  expect(await violationsOf(page)).toEqual([]);
  await page.unroute('**/v1/opportunities/*');
  await broken.getByRole('button', { name: '重试' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
});

it('a page whose program is long on its way is announced', async () => {
  const page = await signedIn('manager', '/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: '演练与自测' }).click();
  const bar = page.locator('.on-its-way');
  await bar.waitFor();
  letThrough();
  await page.getByRole('heading', { level: 1, name: '演练与自测' }).waitFor();
  await bar.waitFor({ state: 'detached' });
});

/** The second version of the offer, with all that its approval stands for, and what it has that the first has not. */
async function showsTheWhole(part: Locator): Promise<void> {
  await part.getByText('付款天数：60', { exact: true }).waitFor();
  await part.getByText('条款：验收后付款', { exact: true }).waitFor();
  await part.getByText('有效期至：2099年12月31日', { exact: true }).waitFor();
  const saved = part.page().waitForEvent('download');
  await part.getByRole('list', { name: '文件' }).getByRole('button', { name: '总体方案.pdf' }).click();
  expect((await saved).suggestedFilename()).toBe('总体方案.pdf');
  const difference = part.getByRole('alert').filter({ hasText: '第 2 版与第 1 版的不同' });
  for (const line of [
    '付款天数：30 → 60',
    '原来的条款：三十日付款',
    '现在的条款：验收后付款',
    '增加文件“总体方案.pdf”',
  ]) {
    await difference.getByText(line, { exact: true }).waitFor();
  }
  await difference.getByText('有效期至：— → 2099年12月31日').waitFor();
}

/** @returns its address */
async function attached(name: string): Promise<string> {
  const headers = { 'content-type': 'application/pdf', 'document-name': encodeURIComponent(name) };
  const bytes = new Uint8Array(Buffer.from(`%PDF-1.7\n${randomUUID()}`));
  type Answer = { events: { data: { address: string } }[] };
  const { body } = await manager.upload<Answer>(`/v1/opportunities/${saleId}/documents`, bytes, headers);
  return body.events[0]!.data.address;
}

/** What is read at this address waits until it is let go: as on a slow line. */
async function heldBack(page: Page, address: string): Promise<{ letGo(): void }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return { letGo: resolve };
}

async function openApproval(): Promise<Approval> {
  const { body } = await manager.get<{ approvals: Approval[] }>(`/v1/opportunities/${saleId}`);
  return body.approvals.find(({ status }) => status === 'open')!;
}

async function submit(offerHash: string): Promise<void> {
  const { body } = await manager.send(`/v1/opportunities/${saleId}/offer/submit`, { offerHash });
  expect(body).toMatchObject({ id: saleId });
}
