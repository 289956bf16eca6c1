// An administrator reads a playbook as the manual it is, and sees what a new version of it changes.
import { randomUUID } from 'node:crypto';
import { expectAccessible } from '../support/accessible';
import { signInAs, windowOf } from '../support/browser';
import { thePages } from '../support/the-pages';

jest.setTimeout(240_000);

type Action = { key: string; title: object; due?: string };
type Definition = {
  key: string;
  title: object;
  levels: { key: string; title: object }[];
  gates: { key: string; actions: Action[] }[];
};

const key = `story-${randomUUID().slice(0, 8)}`;
const here = thePages();

beforeAll(async () => {
  const administrator = await here.product.as('administrator');
  const { body } = await administrator.get<{ definition: Definition }>('/v1/playbooks/story');
  const title = { 'zh-CN': `比较 ${key}`, en: `Compared ${key}` };
  const first = { ...body.definition, key, title };
  const second = {
    ...first,
    levels: first.levels.map((level) =>
      level.key === 'expert' ? { ...level, title: { 'zh-CN': '技术专家', en: 'Technical expert' } } : level,
    ),
    gates: first.gates.map((gate) => ({
      ...gate,
      actions: gate.actions.map((action) => (action.key === 'collect-profile' ? { ...action, due: '3wd' } : action)),
    })),
  };
  for (const document of [first, second]) {
    const { status, body: answer } = await administrator.send(`/v1/playbooks/${key}/versions`, { document });
    expect([status, answer]).toMatchObject([200, {}]);
  }
});

it('is read part by part: levels with traits, actions with conditions and forms, approvals, follow-ups, rules', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(page, 'administrator', '/admin/playbooks');
  await page.getByRole('link', { name: 'Group customer', exact: false }).first().click();
  const levels = page.getByRole('region', { name: 'Levels of the decision chain' });
  await levels.getByText('What convinces them').first().waitFor();
  const gates = page.getByRole('region', { name: 'Gates and actions' });
  await gates.getByText('of working time').first().waitFor();
  await gates.getByText('When: ').first().waitFor();
  await gates.getByText('(required)').first().waitFor();
  await page.getByRole('region', { name: 'Approvals' }).getByText('Round 1: ').first().waitFor();
  await page.getByRole('region', { name: 'Follow-up plan' }).getByText('Class A: ').first().waitFor();
  await page.getByRole('region', { name: 'Rules for competitive strategies' }).getByText('When: ').first().waitFor();
  // Nothing stands there as the machine writes it.
  const text = await page.getByRole('main').innerText();
  expect(text).not.toMatch(/\[object|undefined|\b\d+(wd|wh|mo)\b|\{/);
});

it('shows what the second version changed, and nothing else', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', `/admin/playbooks/${key}`);
  await page.getByRole('combobox', { name: '与之比较' }).click();
  await page.getByRole('option', { name: `比较 ${key} 第1版` }).click();
  const changed = page.getByRole('article');
  await changed.first().waitFor();
  expect(await changed.count()).toBeGreaterThan(1);
  const level = page.getByRole('article', { name: '技术专家' });
  expect(await level.innerText()).toContain('有改动');
  expect((await level.innerText()).indexOf('第1版')).toBeLessThan((await level.innerText()).indexOf('技术专家'));
  const gate = page.getByRole('article', { name: '售前规划' });
  expect(await gate.innerText()).toContain('期限：20秒钟');
  expect(await gate.innerText()).toContain('期限：3天（工作时间）');
  expect(await page.getByRole('region', { name: '审批' }).count()).toBe(0);
});

it('tells added and removed apart between two playbooks', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', '/admin/playbooks/group-customer-top-down?with=group-customer@1');
  const gates = page.getByRole('region', { name: '关卡与行动' });
  await gates.getByText('会见一把手、了解意图').first().waitFor();
  await page.getByText('新增').first().waitFor();
  await page.getByText('删去').first().waitFor();
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/admin/playbooks', '/admin/playbooks/group-customer', `/admin/playbooks/${key}?with=${key}@1`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'administrator', paths });
});
