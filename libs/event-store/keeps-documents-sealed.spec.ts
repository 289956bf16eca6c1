// S22, law 12: documents are kept once under their address, sealed by their owner's key, and gone with it.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { keepDocument, readDocument } from './document-store';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

const planted = Buffer.concat([Buffer.from('%PDF-1.7 欧阳探针的合同 '), randomBytes(100_000)]);

async function rowsOf(owner: string): Promise<{ address: string; box: Buffer }[]> {
  const text = 'SELECT address, box FROM documents WHERE owner = $1';
  return (await test.admin.query<{ address: string; box: Buffer }>(text, [owner])).rows;
}

it('S22: the same bytes of one owner are kept once, and come back as they were', async () => {
  const owner = randomUUID();
  const address = await keepDocument(test.store, owner, planted);
  expect(await keepDocument(test.store, owner, planted)).toBe(address);
  expect(await rowsOf(owner)).toHaveLength(1);
  expect(await readDocument(test.store, owner, address!)).toEqual(planted);
  expect(await readDocument(test.store, owner, '0'.repeat(64))).toBeUndefined();
});

it('S22: neither the bytes nor their hash stand in the database, and another owner has another address', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const address = (await keepDocument(test.store, one, planted))!;
  expect(address).not.toBe(createHash('sha256').update(planted).digest('hex'));
  expect(await keepDocument(test.store, other, planted)).not.toBe(address);
  const [row] = await rowsOf(one);
  expect(row!.box.includes(Buffer.from('欧阳探针'))).toBe(false);
  expect(await readDocument(test.store, other, address)).toBeUndefined();
});

it('S22: with the key of the customer the documents are gone, and none is kept any more', async () => {
  const owner = randomUUID();
  const address = (await keepDocument(test.store, owner, planted))!;
  await test.store.keys.erase(owner);
  expect(await readDocument(test.store, owner, address)).toBeUndefined();
  expect(await keepDocument(test.store, owner, planted)).toBeUndefined();
  const another = await test.openAnother();
  expect(await readDocument(another, owner, address)).toBeUndefined();
});

it('S22: bytes that were changed are not given out', async () => {
  const owner = randomUUID();
  const address = (await keepDocument(test.store, owner, planted))!;
  await test.admin.query('UPDATE documents SET box = set_byte(box, 5, get_byte(box, 5) # 1) WHERE owner = $1', [owner]);
  await expect(readDocument(test.store, owner, address)).rejects.toThrow();
});
