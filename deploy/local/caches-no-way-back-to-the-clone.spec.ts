// The parts in the cache outlive the clone that first put them there.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from './postgres';

it('the PostgreSQL in the cache is whole without the clone that it came from', async () => {
  const usual = process.env['TONGGUAN_CACHE'];
  const cache = mkdtempSync(join(tmpdir(), 'tongguan-cache-'));
  process.env['TONGGUAN_CACHE'] = cache;
  try {
    const folder = await postgresBinaries();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['initdb', 'postgres', 'libpq.so.5']));
    expect(files.filter((file) => file.isSymbolicLink()).map(({ name }) => name)).toEqual([]);
  } finally {
    if (usual === undefined) delete process.env['TONGGUAN_CACHE'];
    else process.env['TONGGUAN_CACHE'] = usual;
    rmSync(cache, { recursive: true, force: true });
  }
});
