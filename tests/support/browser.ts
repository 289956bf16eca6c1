// People at the pages: the system's Chromium, a context of its own for each person.
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { chromiumBinary } from '../../deploy/local/chromium';

export type Looks = {
  language?: 'zh-CN' | 'en';
  colorScheme?: 'light' | 'dark';
  /** Pixels of the window. */
  width?: number;
  height?: number;
  /** Where one sits; the business is in Shanghai. */
  timeZone?: string;
  /** As somebody who was never here: with the tour. */
  isFirstVisit?: boolean;
};

/** Nothing that would ask an address of the internet. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
];

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumBinary(), args });
}

/** After each test: a window that is left open reads what changes, and every later test is slower for it. */
export async function closeWindows(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** A person's own window on the product; not signed in yet. */
export async function windowOf(browser: Browser, apiUrl: string, looks: Looks = {}): Promise<Page> {
  const {
    language = 'zh-CN',
    colorScheme = 'light',
    width = 1280,
    height = 900,
    timeZone = 'Asia/Shanghai',
    isFirstVisit = false,
  } = looks;
  const context: BrowserContext = await browser.newContext({
    baseURL: apiUrl,
    locale: language,
    colorScheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: timeZone,
  });
  if (!isFirstVisit) await context.addInitScript(`localStorage.setItem('tongguan.tour', '"walked"')`);
  return context.newPage();
}

/** Through the provider's own page, as a person would. */
export async function signInAs(page: Page, subject: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('main').getByRole('button').first().click();
  await page.locator(`button[name=login][value=${subject}]`).click();
  await page.locator('header').waitFor();
}

/** One of the choices of a field that opens a list. */
export async function choose(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option }).first().click();
}
