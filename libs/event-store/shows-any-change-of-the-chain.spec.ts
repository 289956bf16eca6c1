// Laws 3 and 11: nothing is changed, no version is skipped or written twice, and what was tampered with is named.
import { randomUUID } from 'node:crypto';
import { customerDecider, type Id, type StreamRef } from '#domain';
import { register, rename, setup } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import type { NewRow } from './event-store';
import { foldStream } from './fold';
import { handleCommand } from './handle-command';
import { chainHash, encode, GENESIS_HASH } from './stored-event';
import { verifyStream } from './verify-stream';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

async function streamOf(events: number): Promise<StreamRef> {
  const id = randomUUID();
  await handleCommand(test.store, customerDecider, register(id));
  for (let n = 2; n <= events; n++) await handleCommand(test.store, customerDecider, rename(id, `名${n}`));
  return { type: 'customer', id };
}

/** Events after `version`, chained as the product does it. */
function rowsAfter(id: Id, version: number, previous: Buffer, count = 1): NewRow[] {
  const rows: NewRow[] = [];
  for (let number = 1; number <= count; number++) {
    const eventId = randomUUID();
    const body = encode({
      id: eventId,
      type: 'CustomerProfileChanged',
      shape: 1,
      stream: { type: 'customer', id },
      version: version + number,
      at: '2026-03-02T01:00:00.000Z',
      by: setup,
      command: randomUUID(),
      data: {},
    });
    rows.push({ eventId, body, hash: chainHash(rows.at(-1)?.hash ?? previous, body) });
  }
  return rows;
}

/** As somebody who has the database in their hands. */
async function tamper(sql: string, id: Id): Promise<void> {
  await test.admin.query('SET session_replication_role = replica');
  await test.admin.query(sql, [id]);
  await test.admin.query('SET session_replication_role = DEFAULT');
}

describe('an append', () => {
  it.each([1, 3])('of %d events wins once, whoever else writes the same version', async (count) => {
    const id = randomUUID();
    const stores = [test.store, await test.openAnother(), await test.openAnother()];
    const written = await Promise.all(
      stores.map((store) => store.append(id, 0, GENESIS_HASH, rowsAfter(id, 0, GENESIS_HASH, count))),
    );
    expect(written.sort()).toEqual([false, false, true]);
    expect(await verifyStream(test.store, { type: 'customer', id })).toMatchObject({
      events: count,
      brokenAt: undefined,
    });
  });

  it('writes all events or none when one of their ids is known', async () => {
    const [known, id] = [randomUUID(), randomUUID()];
    const [taken] = rowsAfter(known, 0, GENESIS_HASH);
    await test.store.append(known, 0, GENESIS_HASH, [taken!]);
    const first = rowsAfter(id, 0, GENESIS_HASH, 2);
    expect(await test.store.append(id, 0, GENESIS_HASH, [{ ...first[0]!, eventId: taken!.eventId }])).toBe(false);
    expect(await test.store.append(id, 0, GENESIS_HASH, [{ ...first[0]!, eventId: taken!.eventId }, first[1]!])).toBe(
      false,
    );
    const later = [first[0]!, { ...first[1]!, eventId: taken!.eventId }];
    await expect(test.store.append(id, 0, GENESIS_HASH, later)).rejects.toThrow('events_event_id');
    expect(await test.store.readStream({ type: 'customer', id })).toEqual([]);
  });

  it.each([1, 3])('of %d events leaves no gap and makes no fork', async (count) => {
    const { id } = await streamOf(2);
    const [, head] = await test.store.readStream({ type: 'customer', id });
    const wrong = Buffer.alloc(32, 7);
    expect(await test.store.append(id, 2, wrong, rowsAfter(id, 2, wrong, count))).toBe(false);
    expect(await test.store.append(id, 5, head!.hash, rowsAfter(id, 5, head!.hash, count))).toBe(false);
    expect(await test.store.append(id, 2, head!.hash, rowsAfter(id, 2, head!.hash, count))).toBe(true);
  });

  it('that travels with others is judged for itself', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const wrong = Buffer.alloc(32, 7);
    const written = await Promise.all(
      ids.flatMap((id) => [
        test.store.append(id, 0, GENESIS_HASH, rowsAfter(id, 0, GENESIS_HASH)),
        test.store.append(id, 1, wrong, rowsAfter(id, 1, wrong)),
        test.store.append(id, 0, GENESIS_HASH, rowsAfter(id, 0, GENESIS_HASH)),
      ]),
    );
    expect(written.filter(Boolean)).toHaveLength(40);
    for (const id of ids) {
      expect(await verifyStream(test.store, { type: 'customer', id })).toMatchObject({
        events: 1,
        brokenAt: undefined,
      });
    }
  });

  it('that the server cannot take does not fail for those who travel with it', async () => {
    const ids = Array.from({ length: 12 }, () => randomUUID());
    const bad = { ...rowsAfter(ids[0]!, 0, GENESIS_HASH)[0]!, eventId: 'no id' };
    const appends = ids.map((id) => test.store.append(id, 0, GENESIS_HASH, rowsAfter(id, 0, GENESIS_HASH)));
    const results = await Promise.allSettled([...appends, test.store.append(randomUUID(), 0, GENESIS_HASH, [bad])]);
    expect(results.map(({ status }) => status)).toEqual([...ids.map(() => 'fulfilled'), 'rejected']);
  });
});

describe('the chain', () => {
  it('lets nobody change or delete an event', async () => {
    await streamOf(1);
    for (const sql of ['UPDATE events SET body = body', 'DELETE FROM events', 'TRUNCATE events']) {
      await expect(test.admin.query(sql)).rejects.toThrow('never changed or deleted');
    }
  });

  it.each([
    ['one byte', `UPDATE events SET body = replace(body, '"version":3', '"version": 3') WHERE stream_id = $1`],
    ['bytes that are no JSON', `UPDATE events SET body = 'x' WHERE stream_id = $1 AND version = 3`],
    ['the hash', `UPDATE events SET hash = decode(repeat('ab', 32), 'hex') WHERE stream_id = $1 AND version = 3`],
    ['the event id beside it', `UPDATE events SET event_id = uuidv7() WHERE stream_id = $1 AND version = 3`],
    ['an event away', `DELETE FROM events WHERE stream_id = $1 AND version = 3`],
    ['the place of an event', 'UPDATE events SET version = 103 WHERE stream_id = $1 AND version = 3'],
  ])('names the version at which somebody changed %s', async (_, sql) => {
    const stream = await streamOf(4);
    expect(await verifyStream(test.store, stream)).toMatchObject({ events: 4, brokenAt: undefined });
    await tamper(sql, stream.id);
    expect(await verifyStream(test.store, stream)).toMatchObject({ brokenAt: 3 });
  });

  it('is checked before anything is folded from it', async () => {
    const stream = await streamOf(3);
    await tamper(
      `UPDATE events SET body = replace(body, '"data":{', '"data":{"x":1,') WHERE stream_id = $1`,
      stream.id,
    );
    await expect(foldStream(await test.openAnother(), customerDecider, stream)).rejects.toThrow('does not continue');
  });

  it('goes on after a restore that was behind what a process has in its cache', async () => {
    const stream = await streamOf(3);
    await tamper('DELETE FROM events WHERE stream_id = $1 AND version = 3', stream.id);
    const outcome = await handleCommand(test.store, customerDecider, rename(stream.id, '后'));
    expect(outcome).toMatchObject({ kind: 'accepted', version: 3 });

    await tamper('DELETE FROM events WHERE stream_id = $1 AND version = 3', stream.id);
    const elsewhere = await test.openAnother();
    for (const name of ['甲', '乙']) await handleCommand(elsewhere, customerDecider, rename(stream.id, name));
    const retried = rename(stream.id, '丙');
    await expect(handleCommand(test.store, customerDecider, retried)).rejects.toThrow('does not continue');
    expect(await handleCommand(test.store, customerDecider, retried)).toMatchObject({ kind: 'accepted', version: 5 });
    expect(await verifyStream(test.store, stream)).toMatchObject({ events: 5, brokenAt: undefined });
  });
});
