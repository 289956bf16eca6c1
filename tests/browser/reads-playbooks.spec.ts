// An administrator reads a playbook as the manual it is, sees what a new version of it changes, and publishes one from a file.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { expectAccessible, violationsOf } from '../support/accessible';
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
  await gates
    .getByText(/\d working (day|hour)/)
    .first()
    .waitFor();
  await gates.getByText('When: ').first().waitFor();
  await gates.getByText('(required)').first().waitFor();
  await page.getByRole('region', { name: 'Approvals' }).getByText('Round 1: ').first().waitFor();
  const followUps = page.getByRole('region', { name: 'Follow-up plan' });
  for (const how of ['then every month, ', 'then every 3 months, ', 'then every working day, ']) {
    await followUps.getByText(how).first().waitFor();
  }
  await page.getByRole('region', { name: 'Rules for competitive strategies' }).getByText('When: ').first().waitFor();
  // Nothing stands there as the machine writes it.
  const text = await page.getByRole('main').innerText();
  expect(text).not.toMatch(/\[object|undefined|\b\d+(wd|wh|mo)\b|\{/);
});

it('shows what the second version changed, and nothing else', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', `/admin/playbooks/${key}`);
  await page.getByRole('combobox', { name: '与之比较' }).click();
  await page.getByRole('option', { name: `比较 ${key} 第 1 版` }).click();
  const changed = page.getByRole('article');
  await changed.first().waitFor();
  expect(await changed.count()).toBeGreaterThan(1);
  const level = page.getByRole('article', { name: '技术专家' });
  expect(await level.innerText()).toContain('有改动');
  expect((await level.innerText()).indexOf('第 1 版')).toBeLessThan((await level.innerText()).indexOf('技术专家'));
  const gate = page.getByRole('article', { name: '售前规划' });
  expect(await gate.innerText()).toContain('期限：20秒钟');
  expect(await gate.innerText()).toContain('期限：3个工作日');
  expect(await page.getByRole('region', { name: '审批' }).count()).toBe(0);
});

it('tells added and removed apart between two playbooks', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', '/admin/playbooks/group-customer-top-down?with=group-customer@1');
  const gates = page.getByRole('region', { name: '关卡与行动' });
  await gates.getByText('会见一把手、了解意图').first().waitFor();
  await page.getByText('新增').first().waitFor();
  await page.getByText('删去').first().waitFor();
  // Whoever compares knows them by their titles, not by their keys.
  for (const name of ['集团客户销售：自下而上 第 1 版', '集团客户销售：自上而下 第 1 版']) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }
});

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer });
}

it('a version is downloaded, changed and published: its faults are named by their places, then what it changes', async () => {
  const page = await windowOf(here.browser, here.product.apiUrl);
  await signInAs(page, 'administrator', `/admin/playbooks/${key}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载第 2 版（JSON）' }).click();
  const written = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Definition;
  const due = (time: string, level = 'user'): Definition => ({
    ...written,
    gates: written.gates.map((gate) => ({
      ...gate,
      ...(gate.key === 'user' ? { level } : {}),
      actions: gate.actions.map((action) => (action.key === 'collect-profile' ? { ...action, due: time } : action)),
    })),
  });
  await page.getByRole('link', { name: '销售方法' }).first().click();
  await page.getByRole('button', { name: '发布新版本' }).click();
  await chooseFile(page, 'story.json', JSON.stringify(due('5wd', 'visitor')));
  await page
    .getByRole('alert')
    .getByText(`gates.${written.gates.findIndex((gate) => gate.key === 'user')}.level`)
    .waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.getByRole('button', { name: '发布第' }).count()).toBe(0);

  await chooseFile(page, 'story.json', JSON.stringify(due('5wd')));
  await page.getByText('检查通过，将成为第 3 版').waitFor();
  const gate = page.getByRole('article', { name: '售前规划' });
  expect(await gate.innerText()).toContain('期限：3个工作日');
  expect(await gate.innerText()).toContain('期限：5个工作日');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '发布第 3 版' }).click();
  await page.getByText('第 3 版已经发布').waitFor();
  await page.getByRole('link', { name: `比较 ${key} 第 3 版` }).waitFor();
});

it('a new playbook is taken as YAML, and nothing is published that is not confirmed; auditors read only', async () => {
  const administrator = await here.product.as('administrator');
  const { body } = await administrator.get<{ definition: Definition }>(`/v1/playbooks/${key}`);
  const page = await windowOf(here.browser, here.product.apiUrl, { language: 'en', width: 360 });
  await signInAs(page, 'administrator', '/admin/playbooks');
  await page.getByRole('button', { name: 'Publish a new version' }).click();
  await chooseFile(page, 'other.yaml', stringify({ ...body.definition, key: `${key}-other` }));
  await page.getByText(`(${key}-other) is a new playbook`).waitFor();
  await page.getByRole('button', { name: 'Publish version 1' }).waitFor();
  await chooseFile(page, 'other.yaml', 'key: [1,\nx');
  await page.getByRole('alert').getByText('This file cannot be read').waitFor();
  expect((await administrator.get(`/v1/playbooks/${key}-other`)).status).toBe(404);

  const auditor = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
  await signInAs(auditor, 'auditor');
  const menu = auditor.getByRole('navigation', { name: 'Main menu' });
  await menu.getByRole('link', { name: 'Playbooks' }).click();
  await auditor.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
  await auditor.getByRole('note', { name: 'Why not?' }).waitFor();
  expect(await auditor.getByRole('button', { name: 'Publish a new version' }).count()).toBe(0);

  // Whose place it is otherwise has one way to it, and who sells has none.
  for (const [subject, shown] of [
    ['administrator', ['Administration']],
    ['manager', []],
  ] as const) {
    const other = await windowOf(here.browser, here.product.apiUrl, { language: 'en' });
    await signInAs(other, subject);
    const places = other.getByRole('navigation', { name: 'Main menu' }).getByRole('link');
    await places.filter({ hasText: 'Customers' }).waitFor();
    const names = await places.allInnerTexts();
    expect([subject, names.filter((name) => /Playbooks|Catalogue|Administration/.test(name))]).toEqual([
      subject,
      shown,
    ]);
  }
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  const paths = ['/admin/playbooks', '/admin/playbooks/group-customer', `/admin/playbooks/${key}?with=${key}@1`];
  await expectAccessible(here.browser, here.product.apiUrl, { language, subject: 'administrator', paths });
});
