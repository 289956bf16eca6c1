// Every text that a page shows stands in the catalogue in every language, and no text is left over from a page that changed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { staffLanguages } from '#domain';
import { gapsOf } from './filled';
import { pageWords } from './page-words';

const words = Object.entries(pageWords());

/** What the pages ask for: a name as it stands, or the beginning of a family of names. */
const sources = readdirSync(join('apps', 'web'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => readFileSync(join('apps', 'web', file), 'utf8'))
  .join('\n');

it.each([...staffLanguages])('has none left empty in %s', (language) => {
  expect(words.filter(([, label]) => (label[language] ?? '').trim() === '').map(([name]) => name)).toEqual([]);
});

it('fills the same gaps in every language', () => {
  const uneven = words.filter(([, label]) => gapsOf(label['zh-CN']).join() !== gapsOf(label.en).join());
  expect(uneven.map(([name]) => name)).toEqual([]);
});

it('has no Chinese in English texts and no English sentences in Chinese ones', () => {
  const mixed = words.filter(
    ([, label]) =>
      /\p{Script=Han}/u.test(label.en) ||
      (/[a-z]{2}/i.test(label['zh-CN'].replaceAll(/\{\w+\}/g, '')) && !/\p{Script=Han}/u.test(label['zh-CN'])),
  );
  expect(mixed.map(([name]) => name)).toEqual([]);
});

/** The compiler sees to it that what is asked for is there; this sees to the other half. */
it('has none that no page shows', () => {
  const families = [...sources.matchAll(/`([a-z.-]+\.)\$\{/g)].map(([, family]) => family!);
  const unused = words
    .map(([name]) => name)
    .filter((name) => !sources.includes(`'${name}'`) && !families.some((family) => name.startsWith(family)));
  expect(unused).toEqual([]);
});
