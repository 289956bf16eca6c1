// `npm start` over and over: stopped or killed with -9, it comes back with all data; what it cannot start with, it says.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { exampleId } from '../../deploy/local/set-up';
import { isAlive } from '../../deploy/local/state';
import { pidOf, type PartName } from '../support/killing';
import { startProduct, type Product } from '../support/product';

jest.setTimeout(180_000);

const PARTS: PartName[] = ['api', 'worker', 'relay', 'notifier', 'sign-in', 'Temporal', 'Kafka', 'PostgreSQL'];

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.remove());

async function openSale(): Promise<string> {
  const body = { customerId: exampleId('customer', 'donghai'), playbookKey: 'story', title: '专线' };
  const { body: opened } = await (await product.as('manager')).send<{ id: string }>('/v1/opportunities', body);
  return opened.id;
}

async function knows(sale: string): Promise<number> {
  return (await (await product.as('manager')).get(`/v1/opportunities/${sale}`)).status;
}

it('after Ctrl-C nothing of it runs, and the next start has the data on the same addresses', async () => {
  const sale = await openSale();
  const pids = PARTS.map((part) => pidOf(product, part));
  expect(pids.every(isAlive)).toBe(true);
  await product.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  const { apiUrl } = product;
  product = await startProduct({}, product);
  expect(product.apiUrl).toBe(apiUrl);
  expect(await knows(sale)).toBe(200);
});

it('after kill -9 the next start ends what was left running, and has the data', async () => {
  const sale = await openSale();
  const pids = PARTS.map((part) => pidOf(product, part));
  await product.kill();
  expect(pids.every(isAlive)).toBe(true);
  product = await startProduct({}, product);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await knows(sale)).toBe(200);
});

it('a port that is taken is left to who has it', async () => {
  await product.stop();
  const port = Number(new URL(product.apiUrl).port);
  const other: Server = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  product = await startProduct({}, product);
  expect(Number(new URL(product.apiUrl).port)).not.toBe(port);
  await new Promise((resolve) => other.close(resolve));
});

it('refuses data of another major version of PostgreSQL, with the way out', async () => {
  await product.stop();
  const file = join(product.folder, 'postgres', 'data', 'PG_VERSION');
  const version = readFileSync(file, 'utf8');
  writeFileSync(file, '17\n');
  await expect(startProduct({}, product)).rejects.toThrow(/written by PostgreSQL 17; this program runs PostgreSQL 18/);
  writeFileSync(file, version);
  product = await startProduct({}, product);
});
