// An auditor without help: who passed this gate, and why was it open? And was anything changed since?
import { randomUUID } from 'node:crypto';
import { expectAccessible, violationsOf } from '../support/accessible';
import { signInAs, windowOf } from '../support/browser';
import { openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const title = `审计专线 ${randomUUID().slice(0, 8)}`;
const here = thePages();
let saleId: string;

beforeAll(async () => {
  const manager = await here.product.as('manager');
  saleId = await openPageSale(manager, title);
  const answers = { need: 'explicit', summary: '四个厂区' };
  await manager.send(`/v1/opportunities/${saleId}/actions/collect-profile/complete`, { answers });
  await manager.send(`/v1/opportunities/${saleId}/gates/preparation/pass`);
});

it('finds why a gate was passed, verifies the history, and finds oneself among the readers', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'auditor', '/audit');
  await page.getByRole('combobox', { name: '对象', exact: true }).fill(title.slice(0, 6));
  await page.getByRole('option', { name: new RegExp(title) }).click();
  await page
    .getByRole('row', { name: /通过关卡.*售前规划/ })
    .getByRole('link', { name: title })
    .click();

  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  const why = page.getByRole('region', { name: '当时为什么能过关' });
  expect(await why.innerText()).toContain('收集集团资料');
  expect(await why.innerText()).toContain('周经理');
  await why.getByText(/由当时的记录自动完成：.*识别决策链/).waitFor();
  await page.getByRole('button', { name: '核对这条记录' }).click();
  await page.getByRole('status').getByText('没有改动').waitFor();

  await page.goto(`/audit?part=readings&streamId=${saleId}`);
  const readings = page.getByRole('row').filter({ hasText: '审计员' });
  await readings.filter({ hasText: '全部事件' }).first().waitFor();
});

it('what happens while one reads is announced and not read before one wants it: readings are on record', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, 'auditor');
  const read: string[] = [];
  page.on('request', (request) => {
    if (/\/v1\/(audit|streams)\//.test(request.url())) read.push(request.url());
  });
  const manager = await here.product.as('manager');
  for (const path of [`/audit?streamId=${saleId}`, `/audit/opportunity/${saleId}`]) {
    await page.goto(path);
    await page
      .getByText(/was passed/)
      .first()
      .waitFor();
    const before = read.length;
    const raised = `objection ${randomUUID().slice(0, 8)}`;
    // The choice of events lists it as well, unseen.
    const shown = page.getByText(/objection was raised/).filter({ visible: true });
    const objections = await shown.count();
    await manager.send(`/v1/opportunities/${saleId}/objections`, { level: 'user', words: raised });
    const since = page
      .getByRole('status')
      .filter({ hasText: 'New events have been recorded since you opened this page.' });
    await since.waitFor();
    expect([path, read.length - before]).toEqual([path, 0]);
    expect(await violationsOf(page)).toEqual([]);
    await since.getByRole('button', { name: 'Show new events' }).click();
    await since.waitFor({ state: 'detached' });
    // The log draws its rows bit by bit: one more than before comes within a moment.
    await shown.nth(objections).waitFor();
    expect(read.length).toBeGreaterThan(before);
  }
});

it('is closed to others, and says to whom it is open', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, 'manager', '/audit');
  await page.getByText('For auditors only').waitFor();
  expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/audit', '/audit?part=readings', `/audit/opportunity/${saleId}`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'auditor', paths });
});
