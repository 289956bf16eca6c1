// An operator at the page of the parts of the running product: all work; when one stands still, the page says so by itself, since when, and the way out.
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { expectAccessible } from '../support/accessible';
import { closeWindows, openBrowser, signInAs, windowOf } from '../support/browser';
import { sharedProduct, type SharedProduct } from '../support/product';

jest.setTimeout(240_000);

/** A sink that nothing feeds: the parts of the product that others share go on. */
const SINK = 'kafka-of-a-test';

let product: SharedProduct;
let browser: Browser;
let log: Client;

beforeAll(async () => {
  [product, browser] = await Promise.all([sharedProduct(), openBrowser()]);
  log = new Client({ connectionString: product.databaseUrl });
  await log.connect();
});
afterEach(() => closeWindows(browser));
afterAll(async () => {
  await log?.query('DELETE FROM sink_positions WHERE sink = $1', [SINK]);
  await log?.end();
  await browser?.close();
});

it('every part says that it works, and what stands still shows without a reload, with the way out', async () => {
  const page = await windowOf(browser, product.apiUrl);
  await signInAs(page, 'administrator', '/admin/health');
  for (const part of ['PostgreSQL：日志', '排序', '列表与查询', '流程（Temporal）', '对外事件（Kafka）']) {
    await page.getByRole('row').filter({ hasText: part }).getByText('正常').waitFor();
  }
  await page.getByText('各部分运转正常').waitFor();

  await log.query(
    `INSERT INTO sink_positions (sink, partition, position, epoch, trouble, trouble_since)
     VALUES ($1, 0, 0, 0, 'KAFKA_UNREACHABLE', now() - interval '2 hours')`,
    [SINK],
  );
  const row = page.getByRole('row').filter({ hasText: SINK });
  await row.getByText('已停止').waitFor();
  await row.getByText('2小时前').waitFor();
  expect(Number((await row.getByRole('cell').nth(2).innerText()).replaceAll(',', ''))).toBeGreaterThan(5);
  await page.getByText('1 个部分需要处理').waitFor();
  await page.getByText('Kafka 没有响应').waitFor();

  await log.query('DELETE FROM sink_positions WHERE sink = $1', [SINK]);
  await page.getByText('各部分运转正常').waitFor();
});

it('an administrator has the processes told again from the log, and is asked once more before', async () => {
  const epoch = async (sink: string): Promise<number> => {
    const { rows } = await log.query<{ epoch: string }>('SELECT epoch FROM sink_positions WHERE sink = $1', [sink]);
    return Number(rows[0]!.epoch);
  };
  const before = await epoch('temporal');
  const listsBefore = await epoch('read-models');
  const page = await windowOf(browser, product.apiUrl);
  await signInAs(page, 'administrator', '/admin/health');
  const lists = page.getByRole('group', { name: '重建列表与查询' });
  await lists.getByRole('button', { name: '重建列表与查询' }).click();
  await lists.getByRole('button', { name: '取消' }).click();
  const processes = page.getByRole('group', { name: '重新唤起全部流程' });
  await processes.getByRole('button', { name: '重新唤起全部流程' }).click();
  expect(await epoch('temporal')).toBe(before);
  await processes.getByRole('button', { name: '确认开始' }).click();
  await page.getByText('已开始').waitFor();
  expect(await epoch('temporal')).toBeGreaterThan(before);
  await page.getByText('各部分运转正常').waitFor();
  // Cancelled is cancelled: the lists were not made again, neither then nor with what was confirmed.
  expect(await epoch('read-models')).toBe(listsBefore);
});

it('is for administrators and auditors; others read why not', async () => {
  const page = await windowOf(browser, product.apiUrl, { language: 'en' });
  await signInAs(page, 'manager', '/admin/health');
  await page.getByText('Only for these roles: administrator, auditor').waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
});

it.each(['zh-CN', 'en'] as const)('has nothing that axe finds wrong, wide and narrow (%s)', async (language) => {
  await expectAccessible(browser, product.apiUrl, { language, subject: 'administrator', paths: ['/admin/health'] });
});
