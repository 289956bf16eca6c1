// An answer that is due at once is waited for without sleeping; nobody stays awake for long, or in company.
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { AwakeWait } from './awake-wait';

/** Rounds of the event loop: one that sleeps makes a few while it waits, one that stays awake makes hundreds. */
const FEW = 20;

const answerAfter = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(resolve, ms, 'answer'));

async function roundsDuring(work: () => Promise<unknown>): Promise<number> {
  const before = performance.nodeTiming.uvMetricsInfo.loopCount;
  await work();
  return performance.nodeTiming.uvMetricsInfo.loopCount - before;
}

const alone = (): boolean => true;
const isAwake = availableParallelism() > 1;

it('looks for a short answer all the time, and gives it as it is', async () => {
  const wait = new AwakeWait();
  expect(await wait.until(answerAfter(1), alone)).toBe('answer');
  await expect(wait.until(Promise.reject(new Error('no')), alone)).rejects.toThrow('no');
  const rounds = await roundsDuring(() => wait.until(answerAfter(1), alone));
  expect(rounds > FEW).toBe(isAwake);
});

it('sleeps for an answer that takes long: the first time after a millisecond, then at once', async () => {
  const wait = new AwakeWait();
  const first = performance.now();
  let awakeMs = 0;
  await wait.until(answerAfter(100), () => {
    awakeMs = performance.now() - first;
    return true;
  });
  expect(awakeMs).toBeLessThan(50);
  let asked = 0;
  await wait.until(answerAfter(5), () => ++asked > 0);
  expect(asked).toBe(0);
});

it('sleeps when it is not alone, and stays awake no longer than its answer', async () => {
  const wait = new AwakeWait();
  expect(await roundsDuring(() => wait.until(answerAfter(1), () => false))).toBeLessThan(FEW);
  await wait.until(answerAfter(0), alone);
  expect(await roundsDuring(() => answerAfter(20))).toBeLessThan(FEW);
});
