// What every test at the pages has: the product that test files share, and a browser.
import type { Browser } from 'playwright-core';
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
