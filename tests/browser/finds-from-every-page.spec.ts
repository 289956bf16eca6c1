// The search of the frame: from any page, with the keyboard, on a phone behind a button; what is found leads to its page.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { violationsOf } from '../support/accessible';
import { signInAs, windowOf, type Looks } from '../support/browser';
import { openPageSale } from '../support/page-sale';
import { thePages } from '../support/the-pages';

jest.setTimeout(180_000);

const title = `查找专线 ${randomUUID().slice(0, 8)}`;

const here = thePages();

beforeAll(async () => {
  await openPageSale(await here.product.as('manager'), title);
});

async function at(path: string, looks: Looks): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, looks);
  await signInAs(page, 'manager', path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

it('the key / leads to it, and the arrows and Enter to what was found', async () => {
  const page = await at('/reports', { language: 'zh-CN' });
  const field = page.getByRole('combobox', { name: '搜索' });
  await page.keyboard.press('/');
  await page.getByText('输入名称的一部分：汉字、拼音或首字母').waitFor();
  await page.keyboard.type('赵');
  await page.getByText('联系人', { exact: true }).first().waitFor();
  await page.getByRole('option', { name: /赵工.*东海制造集团/s }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  // What was found for fewer letters is not chosen with more of them.
  for (const key of ['q', 'q', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect(await field.inputValue()).toBe('赵qq');
  for (const key of ['Backspace', 'Backspace']) await page.keyboard.press(key);
  await page.getByRole('option', { name: /赵工/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '赵工' }).waitFor();
  expect(await field.inputValue()).toBe('');

  await page.keyboard.press('/');
  await page.keyboard.type('qqqq');
  await page.getByText('您能查看的内容里没有找到').waitFor();
  // The key was the page's, and no letter of what is looked for.
  expect(await field.inputValue()).toBe('qqqq');
  await page.keyboard.press('Escape');

  // In a field it is a character.
  await page.goto('/customers');
  const named = page.getByRole('main').getByRole('textbox', { name: '名称' });
  await named.focus();
  await page.keyboard.press('/');
  expect(await named.inputValue()).toBe('/');
});

it('on a phone a button opens it, and a sale is found by the beginning of its title', async () => {
  const page = await at('/', { language: 'en', width: 360 });
  await page.getByRole('button', { name: 'Search' }).click();
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('combobox', { name: 'Search' }).fill(title);
  await page.getByRole('option', { name: title }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('option', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(await dialog.count()).toBe(0);
});
