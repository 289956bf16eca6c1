// The short form of `npm run bench -- command`: the whole of way A over HTTP, and at most three statements for it.
import { benchCommand } from './command';

jest.setTimeout(180_000);

it('in one short round at every number of clients', async () => {
  const { results, cost } = await benchCommand({ slices: 2, sliceMs: 500 });
  expect(results.map(({ clients }) => clients)).toEqual([1, 4, 16]);
  for (const { perSecond, p50Ms, p99Ms } of results) {
    expect(perSecond.median).toBeGreaterThan(20);
    expect(p50Ms).toBeLessThanOrEqual(p99Ms);
  }
  expect(cost.statements).toBeLessThanOrEqual(3);
  expect(cost.statements).toBeGreaterThan(1);
  expect(cost.rows).toBe(1);
  expect(cost.walBytes).toBeGreaterThan(500);
});
