// Measuring variants against each other on a machine that is not quiet: short slices in shuffled order, medians, ratios.
import { randomInt } from 'node:crypto';

export type Slice = { variant: string; writers: number; ms: number };
export type Measured = Slice & { count: number; elapsedMs: number; walBytes: number };

export function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(randomInt(rest.length), 1));
  return order;
}

export type Spread = { median: number; low: number; high: number };

/** Median and interquartile range. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Runs `write` in as many loops as there are writers until the time is over; answers how often it came back. */
export async function writeFor(
  ms: number,
  writers: number,
  write: (writer: number) => Promise<void>,
): Promise<{ count: number; elapsedMs: number }> {
  const from = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      while (performance.now() - from < ms) {
        await write(writer);
        count += 1;
      }
    }),
  );
  return { count, elapsedMs: performance.now() - from };
}

/** What a variant's process does: it prepares once, then measures the slices it is sent. */
export function answerSlices(
  prepare: () => Promise<(slice: Slice) => Promise<{ count: number; elapsedMs: number }>>,
): void {
  void prepare().then((measure) => {
    process.on('message', (slice: Slice) => {
      measure(slice).then((result) => process.send!(result), fail);
    });
    process.send!('ready');
  }, fail);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
