// An account manager at the customer pages of the running product: registers, fills in, moves on, and erases; whoever may not is told who may.
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { exampleId } from '../../deploy/local/set-up';
import { expectAccessible } from '../support/accessible';
import { closeWindows, openBrowser, signInAs, windowOf } from '../support/browser';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(240_000);

const donghai = exampleId('customer', 'donghai');
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);
const zhao = exampleId('contact', 'donghai:user');

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

async function signedIn(subject: string, language: 'zh-CN' | 'en'): Promise<Page> {
  const page = await windowOf(browser, product.apiUrl, { language });
  await signInAs(page, subject);
  return page;
}

it('a customer is registered with every part of the form, and found again by its pinyin', async () => {
  const page = await signedIn('manager', 'zh-CN');
  const name = `南湖纺织${randomUUID().slice(0, 4)}`;
  await page.goto('/customers');
  await page.getByRole('link', { name: '新建客户' }).click();
  const form = page.getByRole('form', { name: '登记客户' });
  // Nothing typed: what is required says so at its field.
  await form.getByRole('button', { name: '登记客户' }).click();
  await form.getByText('必填').waitFor();
  await form.getByLabel('名称').fill(name);
  await form.getByLabel('省（自治区、直辖市）').click();
  await page.getByRole('option', { name: '浙江省' }).click();
  await form.getByLabel('地市（区）').click();
  await page.getByRole('option', { name: '嘉兴市' }).click();
  await form.getByLabel('县（市、区）').click();
  await page.getByRole('option', { name: '南湖区' }).click();
  await form.getByLabel('通信预算（元）').fill('120000');
  await form.getByLabel('邮政编码').fill('3140');
  await form.getByRole('button', { name: '登记客户' }).click();
  await form.getByText('不是有效的邮政编码').waitFor();
  await form.getByLabel('邮政编码').fill('314000');
  await form.getByRole('button', { name: '登记客户' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();

  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  const { body } = await (await product.as('manager')).get(`/v1/customers/${id}`);
  expect(body).toMatchObject({ name, region: '330402', communicationsBudgetFen: 12_000_000, postcode: '314000' });

  await page.goto('/customers');
  await page.getByLabel('名称').fill('nhfz');
  await page.getByRole('link', { name }).waitFor();
  await page.getByRole('link', { name: '东海制造集团' }).waitFor({ state: 'detached' });
});

it('a sale is opened for a customer who is found by pinyin, or from the customer’s own page', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.getByRole('button', { name: '新建商机' }).click();
  const dialog = page.getByRole('dialog', { name: '新建商机' });
  const field = dialog.getByRole('combobox', { name: '客户' });
  await field.fill('zzzz');
  await page.getByText('没有您能查看的客户符合').waitFor();
  await field.fill('dhzz');
  await page.getByRole('option', { name: '东海制造集团' }).click();
  expect(await field.inputValue()).toBe('东海制造集团');
  // What was chosen stays when one looks for another and leaves it at that.
  await field.fill('zzzz');
  await page.getByText('没有您能查看的客户符合').waitFor();
  await dialog.getByLabel('标题').focus();
  expect(await field.inputValue()).toBe('东海制造集团');
  await page.keyboard.press('Escape');

  await page.goto(`/customers/${donghai}?part=sales`);
  const sales = page.getByRole('region', { name: '商机', exact: true });
  await sales.getByText('还没有商机').waitFor();
  // On a slow line the customer is among no choices yet, and stays chosen all the same.
  await page.route('**/v1/customers?*', () => undefined);
  await sales.getByRole('button', { name: '新建商机' }).click();
  await field.focus();
  await dialog.getByLabel('标题').focus();
  expect(await field.inputValue()).toBe('东海制造集团');
  await page.unroute('**/v1/customers?*');
  const title = `总部专线 ${randomUUID().slice(0, 4)}`;
  await dialog.getByLabel('标题').fill(title);
  await dialog.getByRole('button', { name: '建立商机' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(await page.getByRole('link', { name: '东海制造集团' }).count()).toBeGreaterThan(0);

  const supervisor = await signedIn('supervisor', 'en');
  await supervisor.goto(`/customers/${donghai}?part=sales`);
  await supervisor.getByRole('link', { name: title }).waitFor();
  expect(await supervisor.getByRole('button', { name: 'New opportunity' }).count()).toBe(0);
});

it('two people change a profile: other fields both stay, and the same field is settled by who sees it', async () => {
  const page = await signedIn('manager', 'en');
  const supervisor = await product.as('supervisor');
  const path = `/v1/customers/${donghai}/profile`;
  const known = { name: '东海制造集团', industry: 'manufacturing', region: '310000' };
  await page.goto(`/customers/${donghai}?part=profile`);
  const form = page.getByRole('form', { name: 'Save the profile' });
  await form.getByLabel('Headcount').fill('5300');
  await page.reload();
  expect(await form.getByLabel('Headcount').inputValue()).toBe('5,300');
  await supervisor.send(path, { ...known, headcount: 5200, fax: '021-55550009' });
  await form.getByRole('button', { name: 'Save the profile' }).click();
  const history = page.getByRole('region', { name: 'Change history' });
  await history.getByText('5,300').waitFor();
  const both = await supervisor.get(`/v1/customers/${donghai}`);
  expect(both.body).toMatchObject({ headcount: 5300, fax: '021-55550009' });

  await form.getByLabel('Headcount').fill('5400');
  await supervisor.send(path, { ...known, headcount: 5350, informationProducts: ['ip-line'] });
  await form.getByText('Someone has just changed this to 5,350').waitFor();
  await form.getByRole('button', { name: 'Save the profile' }).click();
  await history.getByText('5,400').waitFor();
  await history.getByText('IP private line').first().waitFor();
});

it('a profile names a channel of any playbook that the company sells by, each once', async () => {
  const administrator = await product.as('administrator');
  const { body } = await administrator.get<{ definition: object }>('/v1/playbooks/story');
  const channel = { key: 'partner', title: { 'zh-CN': '合作伙伴', en: 'Partner' }, kind: 'active', originates: true };
  const document = { ...body.definition, channels: [{ ...channel, classes: ['A', 'B', 'C'] }] };
  expect(await administrator.send('/v1/playbooks/story/versions', { document })).toMatchObject({ status: 200 });
  const page = await signedIn('manager', 'en');
  await page.goto(`/customers/${donghai}?part=profile`);
  const field = page.getByRole('combobox', { name: 'Channel' });
  await field.click();
  await page.getByRole('option', { name: 'Group hotline' }).waitFor();
  expect(await page.getByRole('option', { name: 'Group hotline' }).count()).toBe(1);
  await page.getByRole('option', { name: 'Partner' }).click();
  expect(await field.inputValue()).toBe('Partner');
});

it('the standing names what is missing and who can supply it; what is recorded by hand is recorded there', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto(`/customers/${donghai}`);
  const standing = page.getByRole('region', { name: '集团客户认定' });
  expect(await standing.innerText()).toContain('已签订服务协议 — 由周经理补齐');
  expect(await standing.getByRole('img', { name: '尚缺' }).count()).toBe(4);
  await standing.getByRole('button', { name: '记录建立关系' }).click();
  await standing.getByLabel('关系建立日期').fill('2026-01-05');
  await standing.getByRole('button', { name: '记录建立关系' }).click();
  await standing.getByRole('img', { name: '尚缺' }).nth(3).waitFor({ state: 'detached' });
});

it('the life cycle offers only the grounds that hold, and says what the others need', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto(`/customers/${donghai}`);
  const cycle = page.getByRole('region', { name: '生命周期' });
  await cycle.getByText('哪些变更目前不能办理？').click();
  await cycle.getByText('新客户（签订协议）：需要“有协议在有效期内”').waitFor();
  await cycle.getByRole('button', { name: '变更状态' }).click();
  await cycle.getByLabel('关系客户').check();
  await cycle.getByLabel('客户表现出兴趣').check();
  await cycle.getByRole('button', { name: '变更状态' }).click();
  await cycle.getByText('潜在客户 → 关系客户').waitFor();
});

it('four axes make a score; the class that follows waits for those above', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto(`/customers/${donghai}?part=contribution`);
  await page.getByRole('button', { name: '评分' }).click();
  for (const axis of ['交易量', '潜在价值', '利润', '忠诚度'])
    await page.getByLabel(axis, { exact: false }).first().fill('3');
  await page.getByRole('form', { name: '评分' }).getByRole('button', { name: '评分' }).click();
  await page.getByRole('img', { name: /四项评分的变化/ }).waitFor();
  await page.getByText('最近一次评分建议定为C类').waitFor();
  await page.getByRole('button', { name: '采用' }).click();
  await page.getByRole('alert', { name: '您没有办理此事的权限' }).waitFor();
  const supervisor = await signedIn('supervisor', 'en');
  await supervisor.goto(`/customers/${donghai}?part=contribution`);
  await supervisor.getByRole('button', { name: 'Apply' }).click();
  await supervisor.getByText('Class C').waitFor();
});

it('a lead is received, handed over and becomes a sale; a note is written', async () => {
  const page = await signedIn('manager', 'en');
  await page.goto(`/customers/${donghai}?part=leads`);
  const form = page.getByRole('form', { name: 'Record a lead' });
  // The channels are those of the playbook that the lead goes by; the one for the demonstration receives none.
  const received = page.getByRole('region', { name: 'Record a lead' });
  await received.getByRole('combobox', { name: 'Playbook' }).click();
  expect(await page.getByRole('option').count()).toBe(2);
  await page.getByRole('option', { name: /from the top down/ }).click();
  await form.getByLabel('Hotline').check();
  await form.getByLabel('Enquiry').fill('Lines to the new plant');
  await form.getByLabel('Enquirer').fill('Ms Wang');
  await form.getByRole('button', { name: 'Record a lead' }).click();
  const lead = page.getByRole('article').filter({ hasText: 'Lines to the new plant' });
  await lead.waitFor();
  type Leads = { items: { playbook: { key: string } }[] };
  const { body } = await (await product.as('manager')).get<Leads>(`/v1/customers/${donghai}/leads`);
  expect(body.items.map(({ playbook }) => playbook.key)).toEqual(['group-customer-top-down']);
  await lead.getByRole('button', { name: 'Hand over' }).click();
  await lead.getByRole('button', { name: 'Hand over' }).click();
  await lead.getByText('Handed over', { exact: true }).waitFor();

  // Whoever leads sees it among the others of the morning, with whom it waits for, and comes to it.
  const supervisor = await signedIn('supervisor', 'en');
  const open = supervisor.getByRole('region', { name: 'Open leads' });
  await open.getByText(/^Handed over · .*周经理/).waitFor();
  await open.getByRole('link', { name: '东海制造集团' }).first().click();
  await supervisor.getByRole('article').filter({ hasText: 'Lines to the new plant' }).waitFor();

  await lead.getByRole('button', { name: 'Convert to opportunity' }).click();
  await lead.getByLabel('Title').fill('Lines to the new plant: sale');
  await lead.getByRole('button', { name: 'Convert to opportunity' }).click();
  // The sale says by which channel it came, and leads back to the lead.
  await lead.getByRole('link', { name: 'Open the resulting opportunity' }).click();
  await page.getByText(/^Channel Group hotline/).waitFor();
  const sale = new URL(page.url()).pathname;
  await (
    await product.as('manager')
  ).send(`/v1${sale}/channels`, { channel: 'integrator', reason: 'Builds the rooms' });
  await page.getByText('Assisted by Integrator').waitFor();
  await page.getByRole('link', { name: 'View the lead' }).click();
  await page.locator('[aria-current=true]').filter({ hasText: 'Lines to the new plant' }).waitFor();
  await supervisor.goto('/');
  await open.getByText('No open leads.').waitFor();

  await page.getByRole('tab', { name: 'Notes' }).click();
  await page.getByLabel('Text').fill('The plant opens in May');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByRole('region', { name: 'Notes' }).getByText('The plant opens in May').waitFor();
});

it('a contact gets a courtesy within the limits, and is erased for ever', async () => {
  const page = await signedIn('manager', 'zh-CN');
  await page.goto(`/customers/${donghai}?part=people`);
  await page.getByRole('button', { name: '新建联系人' }).click();
  const form = page.getByRole('form', { name: '登记联系人' });
  await form.getByLabel('姓名').fill('孙科长');
  await form.getByLabel('手机', { exact: true }).fill('13900000088');
  await form.getByRole('button', { name: '登记联系人' }).click();
  await page.getByRole('link', { name: '孙科长' }).click();
  await page.getByRole('heading', { level: 1, name: '孙科长' }).waitFor();

  await page.getByRole('tab', { name: '礼品与邀请' }).click();
  await page.getByRole('combobox', { name: '类型' }).click();
  await page.getByRole('option', { name: /纪念品/ }).click();
  await page.getByRole('combobox', { name: '事由' }).click();
  await page.getByRole('option', { name: '中秋节' }).click();
  await page.getByLabel('价值（元）').fill('800');
  await page.getByLabel('日期').fill(tomorrow);
  await page.getByLabel('备注').fill('月饼一盒');
  await page.getByRole('button', { name: '申请礼品或邀请' }).click();
  await page.getByRole('form', { name: '申请礼品或邀请' }).getByText('价值（元）：太大').waitFor();
  await page.getByLabel('价值（元）').fill('150');
  await page.getByRole('button', { name: '申请礼品或邀请' }).click();
  await page.getByText('已批准').waitFor();

  // Only those above the account manager erase somebody, and are asked twice.
  const supervisor = await signedIn('supervisor', 'zh-CN');
  await supervisor.goto(new URL(page.url()).pathname);
  await supervisor.getByRole('button', { name: '删除此人' }).click();
  const dialog = supervisor.getByRole('dialog', { name: '删除此人' });
  await dialog.getByLabel('本人要求').check();
  await dialog.getByRole('button', { name: '删除此人' }).click();
  await supervisor.getByText('此人的资料已删除，无法再读取。').waitFor();
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong (%s)', async (language) => {
  const parts = ['profile', 'people', 'contribution', 'sales', 'leads', 'notes', 'story'];
  const paths = [
    '/customers',
    '/customers/new',
    `/customers/${donghai}`,
    ...parts.map((part) => `/customers/${donghai}?part=${part}`),
    `/contacts/${zhao}`,
    `/contacts/${zhao}?part=gifts`,
  ];
  await expectAccessible(browser, product.apiUrl, { language, subject: 'manager', paths });
});
