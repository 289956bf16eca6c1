import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

it('packages of another folder, linked here, are left alone, and the way out is said', () => {
  const base = mkdtempSync(join(tmpdir(), 'tongguan-linked-'));
  try {
    const [here, others] = [join(base, 'here'), join(base, 'others')];
    mkdirSync(join(others, 'some-package'), { recursive: true });
    mkdirSync(join(here, 'deploy', 'local'), { recursive: true });
    const run = join(here, 'deploy', 'local', 'run.cjs');
    copyFileSync(join(__dirname, 'run.cjs'), run);
    writeFileSync(join(here, 'package.json'), '{"name":"here","version":"1.0.0"}');
    writeFileSync(
      join(here, 'package-lock.json'),
      '{"name":"here","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"here","version":"1.0.0"}}}',
    );
    symlinkSync(others, join(here, 'node_modules'), 'junction');
    const { status, stderr } = spawnSync(process.execPath, [run, 'start'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`Remove the link ${join(here, 'node_modules')}`)]);
    expect(readdirSync(others)).toEqual(['some-package']);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});
