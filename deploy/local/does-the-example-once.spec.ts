import { readModelMigrations } from '#read-model';
import { openTestStore } from '../../tests/support/test-database';
import { loadExampleSales } from './example-sales';
import { setUp } from './set-up';

it('the example people do everything at the first start, and nothing again at the second', async () => {
  const test = await openTestStore({ migrations: readModelMigrations });
  try {
    await setUp(test.options);
    const first = await loadExampleSales(test.options);
    expect(first.refused).toEqual([]);
    expect(first.accepted).toBeGreaterThan(80);
    expect(await loadExampleSales(test.options)).toEqual({ accepted: 0, repeated: first.accepted, refused: [] });
  } finally {
    await test.close();
  }
});
