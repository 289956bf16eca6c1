// The short form of `npm run bench -- append`: it runs, measures all it names, and is not slower than the other store.
import { benchAppend } from './append';

jest.setTimeout(180_000);

it('in one short round at every number of writers', async () => {
  const { results } = await benchAppend({ slices: 2, sliceMs: 500 });
  expect(results.map(({ writers }) => writers)).toEqual([1, 16, 64]);
  for (const { ours, overEmmett, walBytesPerAppend } of results) {
    expect(ours.median).toBeGreaterThan(100);
    expect(overEmmett.median).toBeGreaterThan(1);
    expect(walBytesPerAppend).toBeGreaterThan(500);
  }
});
