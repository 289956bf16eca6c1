// Pages as somebody sees and hears them: nothing that axe finds wrong, nothing wider than the window.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { signInAs, windowOf } from './browser';

/** Each language in another window: together they have seen both widths and both schemes. */
const looks = { 'zh-CN': [1280, 'light'], en: [360, 'dark'] } as const;

/** What axe finds wrong; in the window itself, for the pages have no frames: that takes half the time. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

type Asked = { language: 'zh-CN' | 'en'; subject: string; paths: readonly string[] };

export async function expectAccessible(
  browser: Browser,
  apiUrl: string,
  { language, subject, paths }: Asked,
): Promise<void> {
  const [width, colorScheme] = looks[language];
  const page = await windowOf(browser, apiUrl, { language, width, colorScheme });
  await signInAs(page, subject);
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.after-a-moment').first().waitFor({ state: 'detached' });
    expect([path, width, ...(await violationsOf(page))]).toEqual([path, width]);
    const isTooWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect([path, width, isTooWide]).toEqual([path, width, false]);
  }
  await page.context().close();
}
