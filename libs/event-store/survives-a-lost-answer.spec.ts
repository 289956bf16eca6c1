// A connection that breaks in mid-append leaves an unknown outcome; the loop folds again and finds which.
import { randomUUID } from 'node:crypto';
import { customerDecider } from '#domain';
import { startCuttingProxy, type CuttingProxy } from '../../tests/support/cutting-proxy';
import { register, rename } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { LOG_LOCK } from './append-statement';
import { handleCommand } from './handle-command';

let test: TestStore;
let proxy: CuttingProxy;
beforeAll(async () => {
  test = await openTestStore({ poolSize: 4 });
  proxy = await startCuttingProxy(test.options.databaseUrl);
});
afterAll(async () => {
  await test.close();
  await proxy.close();
});

it('finds its own events when the server had committed and only the answer was lost', async () => {
  const store = await test.openAnother({ databaseUrl: proxy.url });
  const id = randomUUID();
  await handleCommand(store, customerDecider, register(id));
  // The name of the prepared statement, as it stands in the protocol.
  const cut = proxy.cutAnswerTo('append\u0000');
  const [outcome] = await Promise.all([handleCommand(store, customerDecider, rename(id, '二')), cut]);
  expect(outcome).toMatchObject({ kind: 'accepted', version: 2, repeated: true });
  expect(await store.readStream({ type: 'customer', id })).toHaveLength(2);
});

it('writes its events when the connection died before they were written', async () => {
  const id = randomUUID();
  await handleCommand(test.store, customerDecider, register(id));
  // As the sequencer does, only for longer: the append waits behind this lock.
  await test.admin.query('SELECT pg_advisory_lock($1, 0)', [LOG_LOCK]);
  const outcome = handleCommand(test.store, customerDecider, rename(id, '二'));
  const killed = await terminateWaitingAppend(test);
  await test.admin.query('SELECT pg_advisory_unlock($1, 0)', [LOG_LOCK]);
  expect(killed).toBe(1);
  expect(await outcome).toMatchObject({ kind: 'accepted', version: 2, repeated: false });
});

it('stores every command exactly once while connections are killed all the time', async () => {
  const ids = Array.from({ length: 40 }, () => randomUUID());
  let done = false;
  const killing = (async () => {
    while (!done) {
      await test.admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'test'`,
      );
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  await Promise.all(ids.map((id) => untilAccepted(id)));
  done = true;
  await killing;
  const { rows } = await test.admin.query<{ count: string; streams: string }>(
    'SELECT count(*), count(DISTINCT stream_id) AS streams FROM events WHERE stream_id = ANY($1)',
    [ids],
  );
  expect(rows).toEqual([{ count: '40', streams: '40' }]);
});

async function terminateWaitingAppend({ admin }: TestStore): Promise<number> {
  for (let waited = 0; waited < 5_000; waited += 20) {
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
    );
    if (rowCount !== 0) return rowCount!;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 0;
}

/** As a client that repeats its request with the same key until it hears an answer. */
async function untilAccepted(id: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const outcome = await handleCommand(test.store, customerDecider, register(id));
      expect(outcome.kind).toBe('accepted');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  throw new Error('never accepted');
}
