// The pages load the looks of single components: none of a component that they use may be missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';

const assets = join(cloneFolder(), 'dist', 'web', 'assets');
const library = join(cloneFolder(), 'node_modules', '@mantine', 'core', 'styles');

function read(folder: string, ending: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The library's own class names: no two components share one. */
function classesIn(text: string): string[] {
  return [...new Set(text.match(/\bm_[0-9a-f]+\b/g) ?? [])];
}

it('has the looks of every component that a script draws', () => {
  const drawn = new Set(read(assets, '.js').flatMap(({ text }) => classesIn(text)));
  const looks = new Set(read(assets, '.css').flatMap(({ text }) => classesIn(text)));
  expect(drawn.size).toBeGreaterThan(100);
  const missing = read(library, '.css')
    .filter(({ name }) => !name.endsWith('.layer.css'))
    .flatMap(({ name, text }) =>
      classesIn(text)
        .filter((each) => drawn.has(each) && !looks.has(each))
        .map((each) => `${name}: ${each}`),
    );
  expect(missing).toEqual([]);
});
