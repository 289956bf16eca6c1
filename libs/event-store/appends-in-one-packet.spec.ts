// A single event is sent by hand-written messages: it is prepared once, and what goes wrong ends as it does with any query.
import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { EventStore } from './event-store';
import { GENESIS_HASH } from './stored-event';

let test: TestStore;
beforeAll(async () => {
  // One connection, so that all appends are on it.
  test = await openTestStore({ poolSize: 1 });
});
afterAll(() => test.close());

const row = (eventId: string = randomUUID()) => ({ eventId, hash: randomBytes(32), body: '{"名":"测试"}' });

async function connectionOf({ pool }: EventStore): Promise<{ pid: number; appends: number | null }> {
  const { rows } = await pool.query<{ pid: number; appends: number | null }>(
    `SELECT pg_backend_pid() AS pid, (SELECT generic_plans + custom_plans FROM pg_prepared_statements
                                      WHERE name = 'append')::integer AS appends`,
  );
  return rows[0]!;
}

it('prepares the statement once for a connection', async () => {
  const { store } = test;
  const before = await connectionOf(store);
  for (let n = 0; n < 3; n++) expect(await store.append(randomUUID(), 0, GENESIS_HASH, [row()])).toBe(true);
  expect(before.appends).toBeNull();
  expect(await connectionOf(store)).toEqual({ pid: before.pid, appends: 3 });
});

it('writes what it was given, and says when the place or the id is taken or the chain is another', async () => {
  const { store } = test;
  const [streamId, first, second] = [randomUUID(), row(), row()];
  expect(await store.append(streamId, 0, GENESIS_HASH, [first])).toBe(true);
  expect(await store.append(streamId, 0, GENESIS_HASH, [row()])).toBe(false);
  expect(await store.append(streamId, 1, first.hash, [row(first.eventId)])).toBe(false);
  expect(await store.append(streamId, 1, randomBytes(32), [second])).toBe(false);
  expect(await store.append(streamId, 1, first.hash, [second])).toBe(true);
  const { rows } = await test.admin.query(
    'SELECT version, event_id AS "eventId", hash, body FROM events WHERE stream_id = $1 ORDER BY version',
    [streamId],
  );
  expect(rows).toEqual([
    { version: 1, ...first },
    { version: 2, ...second },
  ]);
});

it('hears what the server refuses, and the next append goes over a connection of its own', async () => {
  const { store } = test;
  const before = await connectionOf(store);
  const refused = store.append(randomUUID(), 0, GENESIS_HASH, [row('not a UUID')]);
  await expect(refused).rejects.toThrow(DatabaseError);
  await expect(refused).rejects.toMatchObject({ code: '22P02' });
  expect(await store.append(randomUUID(), 0, GENESIS_HASH, [row()])).toBe(true);
  const after = await connectionOf(store);
  expect(after.appends).toBe(1);
  expect(after.pid).not.toBe(before.pid);
});

it('is rejected when its pool was closed', async () => {
  const store = await EventStore.open(test.options);
  await store.append(randomUUID(), 0, GENESIS_HASH, [row()]);
  await store.close();
  await expect(store.append(randomUUID(), 0, GENESIS_HASH, [row()])).rejects.toThrow();
});
