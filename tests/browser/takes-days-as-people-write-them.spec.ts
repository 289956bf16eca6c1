// Fields of days and times: they speak the language of the page, whatever the browser speaks; what cannot be read stays and is said to be so.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessible';
import { signInAs, windowOf, type Looks } from '../support/browser';
import { eventually } from '../support/eventually';
import { openPageSale } from '../support/page-sale';
import { fillInUnansweredCall, thePages } from '../support/the-pages';

jest.setTimeout(240_000);

const title = `日期 ${randomUUID().slice(0, 8)}`;

const here = thePages();

async function at(path: string, looks: Looks = {}): Promise<Page> {
  const page = await windowOf(here.browser, here.product.apiUrl, looks);
  await signInAs(page, 'manager', path);
  return page;
}

/** Waits until what the keys go to is called so. */
async function isOn(page: Page, name: string): Promise<void> {
  const focused = (): Promise<string> => page.evaluate('document.activeElement.ariaLabel');
  await eventually(`the keys go to ${name}`, async () => ((await focused()) === name ? true : undefined));
}

async function isWritten(field: Locator, text: string): Promise<void> {
  await eventually(`the field shows ${text}`, async () => ((await field.inputValue()) === text ? true : undefined));
}

it.each([
  ['zh-CN', ['起始日期', '截止日期'], '2026/3/4', '2026年3月4日'],
  ['en', ['From', 'To'], '4 mar 2026', 'Mar 4, 2026'],
] as const)(
  'a day is typed in one way and written in the language of the page (%s)',
  async (language, [label, end], typed, written) => {
    const page = await at('/reports', { language });
    const field = page.getByLabel(label, { exact: true });
    // On a slow line too: the field does not wait for what the day is asked for.
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/v1/reports/**', async (route) => {
      await slow;
      await route.continue();
    });
    await field.fill(typed);
    expect(await field.inputValue()).toBe(typed);
    await field.blur();
    await isWritten(field, written);
    await page.getByLabel(end, { exact: true }).fill('2026-03-31');
    answer();
    // Neither of two days that were told in a moment is lost.
    await page.waitForURL(/from=2026-03-04&to=2026-03-31/);
    expect(await field.inputValue()).toBe(written);
    await page.reload();
    await expect(field.inputValue()).resolves.toBe(written);
  },
);

it('what is no day stays as it was typed, is named at once, and refused when it is sent', async () => {
  const page = await at('/', { language: 'en' });
  await page.getByRole('button', { name: 'New opportunity' }).first().click();
  const form = page.getByRole('dialog', { name: 'New opportunity' });
  const field = form.getByRole('textbox', { name: 'Expected close' });
  await field.fill('3/4/2026');
  expect(await form.getByText('This is not a valid date').count()).toBe(0);
  await field.blur();
  await form.getByText('This is not a valid date. Enter it like 2026-12-31.').waitFor();
  expect(await field.inputValue()).toBe('3/4/2026');
  const refused = page.waitForResponse((response) => response.url().endsWith('/v1/opportunities') && !response.ok());
  await form.getByRole('button', { name: 'Create opportunity' }).click();
  expect(await (await refused).text()).toContain('expectedCloseOn');
  expect(await field.inputValue()).toBe('3/4/2026');
  await field.fill('4 March 2026');
  await field.blur();
  await isWritten(field, 'Mar 4, 2026');
  expect(await form.getByText('This is not a valid date').count()).toBe(0);

  // What closes with Escape is the calendar, and not what it stands in.
  await form.getByRole('button', { name: 'Open the calendar' }).click();
  const calendar = page.getByRole('dialog', { name: 'Open the calendar' });
  await isOn(page, 'Mar 4, 2026');
  await page.keyboard.press('Escape');
  await calendar.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('Mar 4, 2026');
});

it('a day is chosen from the calendar by keys alone, and one is back where one opened it', async () => {
  const page = await at('/reports', { colorScheme: 'dark' });
  const field = page.getByLabel('起始日期', { exact: true });
  // It may become the tenth: Enter says that it is the first.
  await field.fill('2026-3-1');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=2026-03-01/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const calendar = page.getByRole('dialog', { name: '打开日历' });
  await calendar.getByText('2026年3月').waitFor();
  const chosen = calendar.getByRole('button', { name: '2026年3月1日', exact: true });
  await isOn(page, '2026年3月1日');
  expect(await chosen.getAttribute('data-selected')).toBe('true');
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=2026-03-08/);
  await calendar.waitFor({ state: 'detached' });
  await isWritten(field, '2026年3月8日');
  await isOn(page, '打开日历');
  await page.keyboard.press('Enter');
  await isOn(page, '2026年3月8日');
  await page.keyboard.press('Escape');
  await calendar.waitFor({ state: 'detached' });
  await isOn(page, '打开日历');
});

it('a time is chosen with its day, and sent as the time of the business wherever one sits', async () => {
  const manager = await here.product.as('manager');
  const id = await openPageSale(manager, title, 'group-customer');
  const page = await at(`/opportunities/${id}?part=contacting`, { width: 360, timeZone: 'America/New_York' });
  const calls = await fillInUnansweredCall(page);
  const field = calls.getByRole('textbox', { name: '下次致电时间' });
  // A day without its time is a beginning: the calendar has it, with the morning.
  await field.fill('2026-12-30');
  await calls.getByRole('button', { name: '打开日历' }).last().click();
  await page.getByRole('dialog', { name: '打开日历' }).getByRole('button', { name: '确定' }).click();
  await isWritten(field, '2026年12月30日 09:00');
  await field.fill('2026-12-30 17:30');
  await field.blur();
  await isWritten(field, '2026年12月30日 17:30');
  await calls.getByRole('button', { name: '打开日历' }).last().click();
  const calendar = page.getByRole('dialog', { name: '打开日历' });
  await calendar.getByRole('button', { name: '2026年12月31日', exact: true }).click();
  await isWritten(field, '2026年12月31日 17:30');
  await calendar.getByRole('spinbutton', { name: '时' }).fill('08');
  await calendar.getByRole('spinbutton', { name: '分' }).fill('05');
  await isWritten(field, '2026年12月31日 08:05');
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
  await calendar.getByRole('button', { name: '确定' }).click();
  await calendar.waitFor({ state: 'detached' });
  const sent = page.waitForRequest((request) => request.url().endsWith('/calls'));
  await calls.getByRole('button', { name: '保存电话记录' }).click();
  expect((await sent).postData()).toContain('"2026-12-31T00:05:00.000Z"');
});

it('a sale is not parked until a day that nobody meant', async () => {
  const id = await openPageSale(await here.product.as('manager'), `${title} 暂停`);
  const page = await at(`/opportunities/${id}`, { language: 'en' });
  await page.getByRole('button', { name: 'More actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Park until a date', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Park until a date' });
  await form.getByLabel('Reason').fill('No budget');
  for (const day of ['2026-12', '2027-02-30', '3/4/2027']) {
    await form.getByLabel('Resume on').fill(day);
    const refused = page.waitForResponse((response) => response.url().endsWith('/park'));
    await form.getByRole('button', { name: 'Confirm', exact: true }).click();
    expect([day, (await refused).status()]).toEqual([day, 400]);
  }
  await form.getByText('This is not a valid date.').waitFor();
});

it('without the calendar’s program one is told so, and types', async () => {
  const page = await at('/', { language: 'en' });
  await page.route('**/assets/calendar-*', (route) => route.abort());
  await page.getByRole('button', { name: 'New opportunity' }).first().click();
  const form = page.getByRole('dialog', { name: 'New opportunity' });
  await form.getByRole('button', { name: 'Open the calendar' }).click();
  const said = page.getByText('The server is not responding.');
  await said.waitFor();
  await page.keyboard.press('Escape');
  await said.waitFor({ state: 'detached' });
  const field = form.getByRole('textbox', { name: 'Expected close' });
  await field.fill('2027-03-01');
  await field.blur();
  await isWritten(field, 'Mar 1, 2027');
});
