// `npm run page-check`: every page of the product that runs here, measured as Google and axe measure pages, and weighed.
// `-- --pages today,board`: only these; `-- --runs 1`: how often each is measured; `-- --slack 10`: so much less performance will do, on a
// machine that does other things meanwhile. Last line: `pages: N checked, 0 below`.
import { parseArgs } from 'node:util';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Config, Flags } from 'lighthouse';
import { chromiumBinary } from '../../deploy/local/chromium';
import { readRunning, type Running } from '../../deploy/local/state';
import { allPages, type PageToSee } from './pages';

/** A median of five: a machine that does something else for a moment is no property of the page. Three on one side decide it. */
const RUNS = 5;
/** The performance of a laptop on a cable, and of a phone on a mobile network. */
const least = { desktop: 95, mobile: 85, accessibility: 100, 'best-practices': 100 } as const;
/** Compressed JavaScript of the page that one lands on. */
const LANDING_KB = 300;

/** Live updates never end, so that the line is never silent; by then everything is there. */
const LONGEST_LOAD_MS = 6_000;

type Measured = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  scriptsKb: number;
  /** What Lighthouse found wrong. */
  failed: string[];
  /** Rules of axe that are broken. */
  violations: string[];
};

async function main(): Promise<void> {
  const running = readRunning();
  if (running === undefined) throw new Error('Nothing runs here: `npm start` in another terminal first.');
  const { runs, slack, only } = asked();
  const below: string[] = [];
  const pages = (await allPages(running)).filter(({ name }) => only?.includes(name) ?? true);
  if (pages.length === 0) throw new Error(`no page is called ${only?.join(' or ')}`);
  const browser = await openBrowser();
  try {
    for (const page of pages) below.push(...(await check(browser, running, page, { runs, slack })));
  } finally {
    await browser.close();
  }
  for (const line of below) say(`below: ${line}`);
  say(`pages: ${pages.length} checked, ${below.length} below`);
  if (below.length > 0) process.exitCode = 1;
}

function asked(): { runs: number; slack: number; only?: string[] } {
  const options = { runs: { type: 'string' }, slack: { type: 'string' }, pages: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const whole = (name: 'runs' | 'slack', least: number, otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (Number.isInteger(value) && value >= least) return value;
    throw new Error(`--${name}: a whole number from ${least} on, not ${values[name]}`);
  };
  return { runs: whole('runs', 1, RUNS), slack: whole('slack', 0, 0), only: values.pages?.split(',') };
}

async function check(
  browser: Browser,
  running: Running,
  page: PageToSee,
  { runs, slack }: { runs: number; slack: number },
): Promise<string[]> {
  const below: string[] = [];
  for (const form of ['desktop', 'mobile'] as const) {
    const measured: Measured[] = [];
    while (!isDecided(measured, least[form] - slack, runs)) measured.push(await measure(browser, running, page, form));
    const performance = median(measured.map((each) => each.performance));
    const accessibility = Math.min(...measured.map((each) => each.accessibility));
    const bestPractices = Math.min(...measured.map((each) => each.bestPractices));
    const scripts = Math.max(...measured.map((each) => each.scriptsKb));
    const failed = [...new Set(measured.flatMap((each) => each.failed))];
    say(
      `${page.name.padEnd(22)} ${form.padEnd(8)} performance ${performance} (of ${measured.length})  accessibility ${accessibility}  best practices ${bestPractices}  scripts ${scripts} KB  ${failed.join(', ')}`,
    );
    if (performance < least[form] - slack) below.push(`${page.name} ${form}: performance ${performance}`);
    if (accessibility < least.accessibility) below.push(`${page.name} ${form}: accessibility ${accessibility}`);
    if (bestPractices < least['best-practices']) below.push(`${page.name} ${form}: best practices ${bestPractices}`);
    for (const violation of new Set(measured.flatMap((each) => each.violations)))
      below.push(`${page.name} ${form}: axe ${violation}`);
    if (page.path === '/' && scripts > LANDING_KB) below.push(`${page.name} ${form}: ${scripts} KB of scripts`);
  }
  return below;
}

/** Whether the median of so many runs is on one side of the limit, whatever the runs that are left would say. */
function isDecided(measured: readonly Measured[], limit: number, runs: number): boolean {
  const above = measured.filter(({ performance }) => performance >= limit).length;
  const middle = Math.floor(runs / 2);
  return above >= runs - middle || measured.length - above > middle;
}

/** As they came over the line. */
function scriptsIn(details: unknown): number {
  const { items = [] } = (details ?? {}) as { items?: { resourceType?: string; transferSize?: number }[] };
  const bytes = items
    .filter(({ resourceType }) => resourceType === 'Script')
    .reduce((sum, { transferSize = 0 }) => sum + transferSize, 0);
  return Math.round(bytes / 1024);
}

/** In a window of its own, signed in, with nothing cached: as somebody who comes for the first time on that day. */
async function measure(
  browser: Browser,
  { apiUrl }: Running,
  { subject, path }: PageToSee,
  form: 'desktop' | 'mobile',
): Promise<Measured> {
  const { default: lighthouse, desktopConfig } = await import('lighthouse');
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await signIn(page, apiUrl, subject);
    // The sign-in has fetched most of it already; whoever comes in the morning has not.
    const client = await page.createCDPSession();
    await client.send('Network.clearBrowserCache');
    const flags: Flags = {
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      disableStorageReset: true,
      maxWaitForLoad: LONGEST_LOAD_MS,
      logLevel: 'silent',
      output: 'json',
    };
    const config: Config | undefined = form === 'desktop' ? desktopConfig : undefined;
    const result = await lighthouse(`${apiUrl}${path}`, flags, config, page);
    if (result === undefined) throw new Error(`${path} was not measured`);
    const { categories, audits } = result.lhr;
    const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
    const violations = await violationsOn(page);
    const judged = ['accessibility', 'best-practices'].flatMap((name) => categories[name]?.auditRefs ?? []);
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      scriptsKb: scriptsIn(audits['network-requests']?.details),
      failed: judged
        .filter(({ id, weight }) => weight > 0 && audits[id]?.score !== null && (audits[id]?.score ?? 1) < 1)
        .map(({ id }) => id),
      violations,
    };
  } finally {
    await context.close();
  }
}

/** Rules of axe that the page breaks, as it stands now. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const ids: unknown = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))`,
  );
  return ids as string[];
}

async function signIn(page: Page, apiUrl: string, subject: string): Promise<void> {
  await page.goto(apiUrl);
  await (await page.waitForSelector('main button'))!.click();
  await (await page.waitForSelector(`button[name=login][value=${subject}]`))!.click();
  await page.waitForSelector('header');
}

async function openBrowser(): Promise<Browser> {
  const executablePath = await chromiumBinary();
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  return puppeteer.launch({ executablePath, args: [...args, '--lang=zh-CN'], headless: true });
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
