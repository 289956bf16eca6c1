// An administrator at the staff pages of the running product: enters somebody, changes what they may, names a deputy, records that they left;
// whoever is no administrator is told why not and whom to ask.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { expectAccessible } from '../support/accessible';
import { signInAs, windowOf } from '../support/browser';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const DAY_MS = 86_400_000;

const manager = exampleId('staff', 'manager');

const here = thePages();

/** That many days from today, in the morning or in the evening of the business, as fields of times take it. */
function inDays(days: number, time: string): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length)}T${time}`;
}

async function signedIn(subject: string, language: 'zh-CN' | 'en'): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, { language });
  await signInAs(page, subject);
  return page;
}

it('somebody is entered, changes post, has a deputy, leaves, and all of it is told', async () => {
  const page = await signedIn('administrator', 'zh-CN');
  const name = `何新人${randomUUID().slice(0, 4)}`;
  await page.getByRole('link', { name: '系统管理' }).click();
  await page.getByRole('button', { name: '登记员工' }).click();
  const entry = page.getByRole('form', { name: '登记员工' });
  await entry.getByRole('button', { name: '登记员工' }).click();
  await entry.getByText('必填').first().waitFor();
  await entry.getByLabel('姓名').fill(name);
  await entry.getByLabel('客户经理').check();
  await entry.getByRole('combobox', { name: '上级' }).click();
  await page.getByRole('option', { name: '孙主管' }).click();
  await entry.getByLabel('电子邮箱').fill('new@example.test');
  await entry.getByRole('button', { name: '登记员工' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('main').getByText('new@example.test').first().waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;

  await page.getByRole('button', { name: '更改角色' }).click();
  const roles = page.getByRole('form', { name: '更改角色' });
  await roles.getByLabel('主管').check();
  await roles.getByRole('button', { name: '更改角色' }).click();
  await page.getByRole('region', { name: '岗位信息' }).getByText('客户经理、主管').waitFor();

  await page.getByRole('button', { name: '加入审批组' }).click();
  const group = page.getByRole('form', { name: '加入审批组' });
  await group.getByLabel('定价组').check();
  await group.getByRole('button', { name: '加入审批组' }).click();
  await page.getByRole('region', { name: '岗位信息' }).getByText('定价组', { exact: true }).waitFor();

  await page.getByRole('button', { name: '指定代理人' }).click();
  const deputy = page.getByRole('form', { name: '指定代理人' });
  await deputy.getByRole('combobox', { name: '代理人' }).click();
  await page.getByRole('option', { name: '钱总监' }).click();
  await deputy.getByLabel('开始时间').fill(inDays(40, '09:00'));
  await deputy.getByLabel('结束时间').fill(inDays(51, '18:00'));
  await deputy.getByLabel('报价方案').check();
  await deputy.getByLabel('金额上限（元）').fill('5000');
  await deputy.getByRole('button', { name: '指定代理人' }).click();
  const away = page.getByRole('region', { name: '请假与代理' });
  await away.getByRole('listitem').filter({ hasText: '钱总监' }).getByText('报价方案、不超过¥5,000').waitFor();
  const { body } = await (await here.product.as('administrator')).get(`/v1/staff/${id}`);
  const scope = { kinds: ['offer'], maxAmountFen: 500_000 };
  expect(body).toMatchObject({
    roles: ['account-manager', 'supervisor'],
    superiorId: exampleId('staff', 'supervisor'),
    delegations: [{ to: exampleId('staff', 'director'), from: `${inDays(40, '01:00')}:00.000Z`, scope }],
  });
  await away.getByRole('button', { name: '撤销代理' }).click();
  await page.getByRole('form', { name: '撤销代理' }).getByRole('button', { name: '撤销代理' }).click();
  await away.getByText('没有人代为审批。').waitFor();

  await page.getByRole('button', { name: '办理离职' }).click();
  await page.getByRole('form', { name: '办理离职' }).getByRole('button', { name: '办理离职' }).click();
  await page.getByText('已离职', { exact: true }).waitFor();
  const history = page.getByRole('region', { name: '变更经过' });
  for (const line of ['登记了员工', '更改了角色', '授予代理权', '撤销代理权', '停用员工']) {
    await history.getByText(line).waitFor();
  }
});

it('who is no administrator reads why not and whom to ask, and keeps their own absence', async () => {
  const page = await signedIn('manager', 'en');
  expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  await page.goto(`/admin/staff/${exampleId('staff', 'supervisor')}`);
  const post = page.getByRole('region', { name: 'Changes', exact: true });
  await post.getByText('Only for these roles: administrator').waitFor();
  await post.getByText('You can ask: 管理员').waitFor();
  expect(await page.getByRole('button', { name: 'Appoint a deputy' }).count()).toBe(0);

  await page.getByRole('button', { name: 'My account' }).click();
  await page.getByRole('menuitem', { name: 'My absences and deputies' }).click();
  await page.getByRole('button', { name: 'Record an absence' }).click();
  const form = page.getByRole('form', { name: 'Record an absence' });
  await form.getByLabel('From').fill(inDays(60, '09:00'));
  await form.getByLabel('Until').fill(inDays(50, '09:00'));
  await form.getByRole('button', { name: 'Record an absence' }).click();
  await form.getByText(/must be after the start/).waitFor();
  await form.getByLabel('Until').fill(inDays(62, '09:00'));
  await form.getByRole('button', { name: 'Record an absence' }).click();
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(inDays(60, '00:00Z')),
  );
  await page.getByText(`Absent from ${day}`).waitFor();
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/admin/staff', `/admin/staff/${manager}`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'administrator', paths });
});
