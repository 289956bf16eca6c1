// A connection that breaks in mid-append leaves an unknown outcome; the same command again finds out which.
import { randomUUID } from 'node:crypto';
import { customerDecider, type CustomerCommand } from '#domain';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { handleCommand, type CommandRequest } from './handle-command';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore({ poolSize: 4 });
});
afterAll(() => test.close());

it('stores every command exactly once while the server keeps killing connections', async () => {
  test.store.pool.on('error', () => undefined);
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
    'SELECT count(*), count(DISTINCT stream_id) AS streams FROM events',
  );
  expect(rows).toEqual([{ count: '40', streams: '40' }]);
});

async function untilAccepted(id: string): Promise<void> {
  const request: CommandRequest<CustomerCommand> = {
    stream: { type: 'customer', id },
    command: { type: 'RegisterCustomer', name: '测试集团' },
    caller: { kind: 'process', name: 'setup' },
    commandId: randomUUID(),
    now: '2026-03-02T01:00:00.000Z',
  };
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const outcome = await handleCommand(test.store, customerDecider, request);
      expect(outcome.kind).toBe('accepted');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  throw new Error('never accepted');
}
