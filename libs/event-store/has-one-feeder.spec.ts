// Law 14: whoever holds a lease is alone; what a former holder still writes is refused by its epoch.
import { randomUUID } from 'node:crypto';
import { customerDecider } from '#domain';
import { register, rename } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { handleCommand } from './handle-command';
import { acquireLease, pause, releaseLease, renewLease, runUnderLease, type Lease } from './lease';
import { runSequencer } from './sequencer';
import { claimPosition, movePosition } from './sink-position';

const MAX_TAKEOVER_MS = 10_000;

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

/** As when its holder has not been heard of for long enough. */
async function expire({ name }: Lease): Promise<void> {
  await test.admin.query(`UPDATE leases SET expires_at = clock_timestamp() - interval '1 ms' WHERE name = $1`, [name]);
}

it('one of many who ask at once gets the lease, and the next only after it was given back', async () => {
  const asked = await Promise.all(
    Array.from({ length: 8 }, (_, n) => acquireLease(test.store, 'asked', `holder ${n}`)),
  );
  const [first] = asked.filter((lease) => lease !== undefined);
  expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
  expect(await acquireLease(test.store, 'asked', 'late')).toBeUndefined();
  await releaseLease(test.store, first!);
  expect(await acquireLease(test.store, 'asked', 'late')).toMatchObject({ epoch: first!.epoch + 1 });
});

it('a lease that was taken over is neither renewed nor given back by its former holder', async () => {
  const former = (await acquireLease(test.store, 'taken', 'former'))!;
  expect(await renewLease(test.store, former)).toBe(true);
  await expire(former);
  const current = (await acquireLease(test.store, 'taken', 'current'))!;
  expect(await renewLease(test.store, former)).toBe(false);
  await releaseLease(test.store, former);
  expect(await acquireLease(test.store, 'taken', 'third')).toBeUndefined();
  expect(await renewLease(test.store, current)).toBe(true);
});

it('a position is moved under the newest epoch only', async () => {
  const former = (await acquireLease(test.store, 'sink', 'former'))!;
  expect(await claimPosition(test.store, 'sink', former)).toBe(0);
  expect(await movePosition(test.store.pool, 'sink', former, 7)).toBe(true);
  await expire(former);
  const current = (await acquireLease(test.store, 'sink', 'current'))!;
  expect(await claimPosition(test.store, 'sink', current)).toBe(7);
  expect(await movePosition(test.store.pool, 'sink', former, 8)).toBe(false);
  expect(await claimPosition(test.store, 'sink', former)).toBeUndefined();
  expect(await movePosition(test.store.pool, 'sink', current, 9)).toBe(true);
});

it('work is told to stop when its lease is lost, and starts again when it is back', async () => {
  const stop = new AbortController();
  const errors: unknown[] = [];
  const epochs: number[] = [];
  const lostAt: number[] = [];
  const running = runUnderLease(
    test.store,
    'work',
    'worker',
    stop.signal,
    async ({ epoch }, lost) => {
      epochs.push(epoch);
      await pause(60_000, lost);
      lostAt.push(Date.now());
    },
    (error) => errors.push(error),
  );
  await until(() => epochs.length === 1);
  await expire({ name: 'work', holder: '', epoch: 1 });
  const thief = (await acquireLease(test.store, 'work', 'thief'))!;
  await until(() => lostAt.length === 1);
  await releaseLease(test.store, thief);
  await until(() => epochs.length === 2);
  stop.abort();
  await running;
  expect(epochs).toEqual([1, 3]);
  expect(errors).toEqual([]);
});

it('a second sequencer takes over from the first, and the log goes on', async () => {
  const elsewhere = await test.openAnother();
  const errors: unknown[] = [];
  const [first, second] = [new AbortController(), new AbortController()];
  const onError = (error: unknown): void => void errors.push(error);
  const running = [runSequencer(test.store, 'one', first.signal, onError)];
  const id = randomUUID();
  await handleCommand(test.store, customerDecider, register(id));
  await until(async () => (await test.store.readLog({ after: 0, limit: 10 })).length === 1);
  running.push(runSequencer(elsewhere, 'two', second.signal, onError));
  first.abort();
  const from = Date.now();
  await handleCommand(test.store, customerDecider, rename(id, '二'));
  await until(async () => (await test.store.readLog({ after: 0, limit: 10 })).length === 2);
  expect(Date.now() - from).toBeLessThanOrEqual(MAX_TAKEOVER_MS);
  second.abort();
  await Promise.all(running);
  expect(errors).toEqual([]);
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 20) {
    if (waited > MAX_TAKEOVER_MS) throw new Error(`waited ${MAX_TAKEOVER_MS} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
