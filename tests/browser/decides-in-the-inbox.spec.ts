// A supervisor's inbox: decided from the keyboard, several at once, and what is refused stays with its reason.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { selfReviewQuestions } from '#domain';
import { signInAs, windowOf } from '../support/browser';
import { climbToTheDecisionMaker, offerOn, openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const title = `园区宽带 ${randomUUID().slice(0, 8)}`;

const here = thePages();
const sales: string[] = [];

beforeAll(async () => {
  const manager = await here.product.as('manager');
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    const id = await openPageSale(manager, `${title} ${number}`);
    await climbToTheDecisionMaker(manager, id);
    const offerHash = await offerOn(manager, id, 100 * number);
    await manager.send(`/v1/opportunities/${id}/offer/submit`, { offerHash });
    sales.push(id);
  }
});

const rowOf = (page: Page, number: number) => page.getByRole('button', { name: `${title} ${number}` });

async function decisionsOn(number: number): Promise<{ decision: string; note?: string }[]> {
  type Entry = { type: string; data: { decision: string }; personal?: { note?: string } };
  const path = `/v1/opportunities/${sales[number - 1]}/timeline`;
  const { body } = await (await here.product.as('manager')).get<{ items: Entry[] }>(path);
  return body.items
    .filter(({ type }) => type === 'VoteCast')
    .map(({ data, personal }) => ({ decision: data.decision, note: personal?.note }));
}

it('more than is read at once is said to be more, and is read on', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  // The server's own pages, only shorter: nobody has two hundred to decide here.
  await page.route('**/v1/{inbox,due}?*', (route) =>
    route.continue({ url: route.request().url().replace('limit=200', 'limit=2') }),
  );
  await signInAs(page, 'supervisor', '/');
  const toDecide = page.getByRole('region', { name: 'Awaiting your decision' });
  await toDecide.getByRole('heading', { name: '(2+)' }).waitFor();
  await toDecide.getByRole('button', { name: 'Show more' }).click();
  await toDecide.getByRole('heading', { name: '(4+)' }).waitFor();
  const due = page.getByRole('region', { name: 'Due and overdue' });
  await due.getByRole('heading', { name: '(2+)' }).waitFor();
  await due.getByRole('button', { name: 'Show more' }).click();
  await due.getByRole('heading', { name: /\([34]\+?\)/ }).waitFor();

  await page.goto(`${here.product.apiUrl}/inbox`);
  const rows = page.getByRole('checkbox', { name: /^Select “/ });
  await page.getByRole('checkbox', { name: 'Select the 2 shown' }).waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('checkbox', { name: 'Select the 4 shown' }).waitFor();
  // Who goes down with the keys comes to the next as well.
  await page.getByRole('heading', { level: 1 }).click();
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('j');
  await page.getByRole('checkbox', { name: 'Select the 6 shown' }).waitFor();
  for (const more = page.getByRole('button', { name: 'Show more' }); await more.isVisible();) {
    await more.click();
    await page.waitForTimeout(200);
  }
  await page.getByRole('checkbox', { name: 'Select all' }).waitFor();
  for (const number of [1, 2, 3, 4, 5, 6, 7]) await rowOf(page, number).waitFor();
});

it('one is approved and one rejected without touching the mouse', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, 'supervisor', '/inbox');
  await rowOf(page, 1).click();
  await page.getByRole('region', { name: `${title} 1` }).waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('a');
  await rowOf(page, 1).waitFor({ state: 'detached' });

  await rowOf(page, 2).click();
  await page.getByRole('region', { name: `${title} 2` }).waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  // Without a reason the field asks for one first, whoever presses the button or the key.
  const decision = page.getByRole('region', { name: `${title} 2` });
  await decision.getByRole('button', { name: 'Reject' }).click();
  await decision.getByText('is required').waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  await page.keyboard.type('Margin is too thin');
  await page.keyboard.press('Control+Enter');
  await rowOf(page, 2).waitFor({ state: 'detached' });
  expect(await decisionsOn(1)).toEqual([{ decision: 'approve', note: undefined }]);
  expect(await decisionsOn(2)).toEqual([{ decision: 'reject', note: 'Margin is too thin' }]);
});

it('several are approved at once; one that was changed meanwhile is not', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'supervisor', '/inbox');
  for (const number of [3, 4, 5]) await page.getByRole('checkbox', { name: `选中“${title} ${number}”` }).check();
  const several = page.getByRole('region', { name: '批量办理 3 项' });
  await several.getByLabel('意见').fill('按季度政策');
  // What the page does not see in time: the live updates are cut off, as on a bad line.
  await page.route('**/v1/**', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
  await offerOn(await here.product.as('manager'), sales[4]!, 950);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('a');
  await several.getByRole('alert').waitFor();
  expect(await several.getByRole('alert').count()).toBe(1);
  await page.unroute('**/v1/**');
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const number of [3, 4]) {
    expect(await decisionsOn(number)).toEqual([{ decision: 'approve', note: '按季度政策' }]);
    expect(await rowOf(page, number).count()).toBe(0);
  }
  expect(await decisionsOn(5)).toEqual([]);
});

it('a strategy that the rules forbid is decided with the rival and the rules in sight', async () => {
  const manager = await here.product.as('manager');
  const at = `/v1/opportunities/${await openPageSale(manager, `${title} 8`, 'group-customer')}`;
  type Answer = { events: { data: { rivalId: string } }[] };
  const { body } = await manager.send<Answer>(`${at}/rivals`, { name: '云信通信' });
  const { rivalId } = body.events[0]!.data;
  await manager.send(`${at}/self-review`, Object.fromEntries(selfReviewQuestions.map((each) => [each, '检验'])));
  const facts = { advantagePercent: 80, rivalEntrenched: true, firstChoice: false };
  await manager.send(`${at}/rivals/${rivalId}/facts`, facts);
  const asked = { rivalId, strategy: 'head-on', reason: '客户高层支持' };
  expect((await manager.send(`${at}/strategy-exceptions`, asked)).status).toBe(200);

  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'supervisor', '/inbox');
  await rowOf(page, 8).click();
  const decision = page.getByRole('region', { name: `${title} 8` });
  await decision.getByText(/申请策略例外：对竞争对手“云信通信”采用/).waitFor();
  await decision.getByText(/不符合的规则：.*对手强势且地位难以动摇，不要硬碰硬/).waitFor();
});

it('several are rejected from the keyboard, with one reason, which is there again after the page was left', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'supervisor', '/inbox');
  const pickBoth = async (): Promise<void> => {
    for (const number of [6, 7]) await page.getByRole('checkbox', { name: `选中“${title} ${number}”` }).check();
  };
  await pickBoth();
  const several = page.getByRole('region', { name: '批量办理 2 项' });
  // From the checkbox that was ticked last.
  await page.keyboard.press('r');
  await several.getByText('必填').waitFor();
  await page.keyboard.type('毛利太低');
  await page.reload();
  await pickBoth();
  expect(await several.getByLabel('意见').inputValue()).toBe('毛利太低');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  for (const number of [6, 7]) {
    await rowOf(page, number).waitFor({ state: 'detached' });
    expect(await decisionsOn(number)).toEqual([{ decision: 'reject', note: '毛利太低' }]);
  }
});

it('beside an older version of an offer there is no vote: it says which one is asked about, and leads back to it', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, `${title} 9`);
  await climbToTheDecisionMaker(manager, id);
  await offerOn(manager, id, 300);
  await manager.send(`/v1/opportunities/${id}/offer/submit`, { offerHash: await offerOn(manager, id, 900) });

  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'supervisor', `/opportunities/${id}?part=offer`);
  const approvals = page.getByRole('region', { name: '审批' });
  const votes = approvals.getByRole('button', { name: '同意', exact: true });
  await votes.waitFor();
  await page.getByRole('combobox', { name: '版本' }).click();
  await page.getByRole('option', { name: /第 1 版/ }).click();
  await approvals.getByText('您正在看第 1 版；这里审批的是第 2 版。').waitFor();
  expect(await votes.count()).toBe(0);
  // Also for whom the address was sent to.
  await page.reload();
  await approvals.getByRole('button', { name: '回到第 2 版' }).click();
  await page.getByRole('heading', { name: '报价第 2 版' }).waitFor();
  await votes.click();
  await votes.waitFor({ state: 'detached' });
  const { body } = await manager.get<{ approvals: { ballots: { decision: string }[] }[] }>(`/v1/opportunities/${id}`);
  expect(body.approvals.at(-1)!.ballots).toMatchObject([{ decision: 'approve' }]);
});
