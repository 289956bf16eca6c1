// What tests at the pages have: the product that test files share, a browser, and what several of them fill in.
import type { Browser, Locator, Page } from 'playwright-core';
import { closeWindows, openBrowser } from './browser';
import { sharedProduct, type SharedProduct } from './product';

/** For the tests of one file; there from its first `beforeAll` on. The windows of a test are closed after it. */
export function thePages(): { readonly product: SharedProduct; readonly browser: Browser } {
  const here = {} as { product: SharedProduct; browser: Browser };
  beforeAll(async () => {
    [here.product, here.browser] = await Promise.all([sharedProduct(), openBrowser()]);
  });
  afterEach(() => closeWindows(here.browser));
  afterAll(() => here.browser?.close());
  return here;
}

/** A call that nobody answered, at a sale's contacting part: everything but when to call again. @returns where calls are told */
export async function fillInUnansweredCall(page: Page): Promise<Locator> {
  const calls = page.getByRole('region', { name: '电话' });
  await calls.getByRole('button', { name: '记录电话' }).click();
  await calls.getByRole('combobox', { name: '联系人' }).click();
  await page.getByRole('option').first().click();
  await calls.getByRole('radio').first().check();
  await calls.getByLabel('未接通').check();
  return calls;
}
