// An answer that is due at once is waited for without sleeping; nobody stays awake for long, or in company.
import { availableParallelism } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { AwakeWait } from './awake-wait';

const MINUTE_MS = 60_000;
const LOOKS = 20;

const isAwake = availableParallelism() > 1;

it('looks for an answer all the time, and gives it as it is', async () => {
  const wait = new AwakeWait(MINUTE_MS);
  let looked = 0;
  const late = after(1_000, 'late');
  const seen = new Promise<string>((resolve) => {
    void wait.until(late, () => {
      if (++looked === LOOKS) resolve('seen');
      return looked < LOOKS;
    });
  });
  // Whoever sleeps looks no twenty times before the answer comes.
  expect(await Promise.race([seen, late])).toBe(isAwake ? 'seen' : 'late');
  await expect(wait.until(Promise.reject(new Error('no')), () => true)).rejects.toThrow('no');
  expect(await wait.until(Promise.resolve('answer'), () => true)).toBe('answer');
  await late;
});

it('sleeps for an answer that takes long: after a moment, and the next time at once', async () => {
  const wait = new AwakeWait(5);
  const from = performance.now();
  let awakeMs = 0;
  await wait.until(after(500), () => {
    awakeMs = performance.now() - from;
    return true;
  });
  expect(awakeMs).toBeLessThan(400);
  let looked = 0;
  await wait.until(after(20), () => ++looked > 0);
  expect(looked).toBe(0);
});

it('sleeps when it is not alone, and stays awake no longer than its answer', async () => {
  const wait = new AwakeWait(MINUTE_MS);
  let looked = 0;
  const counts = (isAlone: boolean) => (): boolean => ++looked > 0 && isAlone;
  await wait.until(after(20), counts(false));
  expect(looked).toBeLessThanOrEqual(1);
  await wait.until(after(1), counts(true));
  await after(5);
  const then = looked;
  await after(20);
  expect(looked).toBe(then);
});
