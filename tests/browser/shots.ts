// `npm run screenshots`: every page, in both languages, light and dark, wide and narrow, of the product that runs here.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { readRunning } from '../../deploy/local/state';
import { allPages } from './pages';
import { openBrowser, signInAs, windowOf, type Looks } from '../support/browser';

const looks: (Required<Pick<Looks, 'language' | 'colorScheme' | 'width'>> & { height: number })[] = (
  ['zh-CN', 'en'] as const
).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colorScheme) => [
    { language, colorScheme, width: 1280, height: 900 },
    { language, colorScheme, width: 360, height: 780 },
  ]),
);

/** Animations are off; what is still fetched is there by then. */
const SETTLED_MS = 800;

async function main(): Promise<void> {
  const running = readRunning();
  if (running === undefined) throw new Error('Nothing runs here: `npm start` in another terminal first.');
  const folder = join(cloneFolder(), 'dist', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const shots = await allPages(running);
  const browser = await openBrowser();
  try {
    for (const look of looks) {
      for (const subject of new Set(shots.map((shot) => shot.subject))) {
        const page = await windowOf(browser, running.apiUrl, look);
        await signInAs(page, subject);
        for (const { name, path } of shots.filter((shot) => shot.subject === subject)) {
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForTimeout(SETTLED_MS);
          const file = `${name}.${look.language}.${look.colorScheme}.${look.width}.png`;
          await page.screenshot({ path: join(folder, file), fullPage: true });
          process.stdout.write(`${file}\n`);
        }
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(`screenshots: ${shots.length * looks.length} in ${folder}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
