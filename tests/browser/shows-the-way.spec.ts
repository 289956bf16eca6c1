// A first visit: the tour leads along the places of one's role, is put away for good, and comes back when it is asked for.
import { violationsOf } from '../support/accessible';
import { signInAs, windowOf } from '../support/browser';
import { thePages } from '../support/the-pages';

jest.setTimeout(180_000);

const here = thePages();

it.each([
  ['supervisor', 'zh-CN', '下一处', '开始工作', ['/', '/board', '/inbox', '/customers', '/reports']],
  ['auditor', 'en', 'Next', 'Get started', ['/', '/audit']],
] as const)('leads the %s along their places (%s)', async (subject, language, next, end, places) => {
  const page = await windowOf(here.browser, here.product.apiUrl, { language, isFirstVisit: true, width: 360 });
  await signInAs(page, subject);
  const tour = page.getByRole('region', { name: language === 'en' ? 'Tour' : '导览' });
  await tour.waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  for (const place of places.slice(1)) {
    await tour.getByRole('button', { name: next }).click();
    await page.waitForURL(`**${place}`);
  }
  // Elsewhere it is not in the way.
  await page.goto('/training');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await tour.count()).toBe(0);
  await page.goBack();
  await tour.getByRole('button', { name: end }).click();
  await tour.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await tour.count()).toBe(0);

  await page.getByRole('button', { name: language === 'en' ? 'My account' : '我的账户' }).click();
  await page.getByRole('menuitem', { name: language === 'en' ? 'Show the tour again' : '再看一次导览' }).click();
  await tour.waitFor();
});
