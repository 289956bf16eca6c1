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

/**
 * Fields, boxes and circles whose edge does not stand out 3 to 1 from what is behind it (WCAG 2.2, 1.4.11), which axe does not look
 * at: what they are, and the ratio.
 */
const FAINT_EDGES = `(() => {
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map((each) => linear(Number(each) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const seesThrough = (colour) => colour.startsWith('rgba') && colour.endsWith(' 0)');
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return seesThrough(colour) ? behind(element.parentElement) : colour;
  };
  const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  return [...document.querySelectorAll('input, select, textarea')]
    .filter((each) => each.matches(':enabled') && parseFloat(getComputedStyle(each).borderTopWidth) > 0 && each.offsetWidth > 1)
    .map((each) => [each.outerHTML, ratio(light(getComputedStyle(each).borderTopColor), light(behind(each.parentElement)))])
    .filter(([, found]) => found < 3)
    .map(([html, found]) => found.toFixed(2) + ': ' + html);
})()`;

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
    expect([path, width, await page.evaluate(FAINT_EDGES)]).toEqual([path, width, []]);
    const isTooWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect([path, width, isTooWide]).toEqual([path, width, false]);
  }
  await page.context().close();
}
