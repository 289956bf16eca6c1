// Law 14: one active feeder per sink; one that was frozen and wakes can change nothing; takeover within ten seconds.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { claimPosition, movePosition, runUnderLease, type Lease } from '#event-store';
import { cloneFolder } from '../../deploy/local/folders';
import { openTestStore, type TestStore } from '../support/test-database';

const MAX_TAKEOVER_MS = 10_000;

jest.setTimeout(60_000);

let test: TestStore;
let feeder: ChildProcess;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(async () => {
  feeder.kill('SIGKILL');
  await test.close();
});

type Said = { epoch?: number; moved?: boolean; position?: number };

it('takes over from a frozen feeder, whose later writes are refused', async () => {
  const options = { ...test.options, masterKey: test.options.masterKey.toString('base64') };
  feeder = fork(join(cloneFolder(), 'dist/tests/support/frozen-feeder.js'), [JSON.stringify(options)]);
  const said: Said[] = [];
  feeder.on('message', (message: Said) => said.push(message));
  await until(() => said.some(({ moved }) => moved === true));
  expect(said.find(({ epoch }) => epoch !== undefined)).toEqual({ epoch: 1 });

  feeder.kill('SIGSTOP');
  const frozenAt = Date.now();
  const stop = new AbortController();
  const taken = new Promise<Lease>((resolve) => {
    void runUnderLease(
      test.store,
      'frozen',
      'successor',
      stop.signal,
      (lease) => Promise.resolve(resolve(lease)),
      fail,
    );
  });
  const lease = await taken;
  stop.abort();
  expect(Date.now() - frozenAt).toBeLessThanOrEqual(MAX_TAKEOVER_MS);
  expect(lease.epoch).toBe(2);
  expect(await claimPosition(test.store, 'frozen', lease)).toBeGreaterThan(0);
  expect(await movePosition(test.store.pool, 'frozen', lease, 1_000)).toBe(true);

  const before = said.length;
  feeder.kill('SIGCONT');
  await until(() => said.length > before + 3);
  expect(said.slice(before + 1).every(({ moved }) => moved === false)).toBe(true);
  const { rows } = await test.admin.query<{ position: string }>(
    `SELECT position FROM sink_positions WHERE sink = 'frozen'`,
  );
  expect(rows).toEqual([{ position: '1000' }]);
});

function fail(error: unknown): void {
  throw error;
}

async function until(true_: () => boolean): Promise<void> {
  for (let waited = 0; !true_(); waited += 50) {
    if (waited > 15_000) throw new Error('waited 15 seconds in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
