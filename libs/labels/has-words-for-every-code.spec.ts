// Every code that people may see has words in every language, and no words are left over from a code that went.
import { staffLanguages } from '#domain';
import { constantListsOf, literalsOf } from '../../tests/support/codes-of-types';
import { codesOf, kinds, labelOf, labelsIn } from './catalogue';
import type { Kind } from './codes';
import { gapsOf } from './filled';
import { unfilledGaps } from './story-line';

/** Asked of the compiler: a code that is added anywhere is here at once. */
const codes = literalsOf('libs/labels/codes.ts', 'Codes');
const sorted = (values: Iterable<string>): string[] => [...values].sort();

it('has no kind but those of the code', () => {
  expect(sorted(kinds())).toEqual(sorted(codes.keys()));
});

it.each([...codes.keys()] as Kind[])('has words for every code of the kind %s, and for no other', (kind) => {
  expect({ kind, codes: sorted(codesOf(kind)) }).toEqual({ kind, codes: sorted(codes.get(kind)!) });
});

it.each([...staffLanguages])('has none left empty in %s, and none of the other language in its place', (language) => {
  const empty = Object.entries(labelsIn(language)).flatMap(([kind, words]) =>
    Object.entries(words)
      .filter(([, word]) => typeof word !== 'string' || word.trim() === '' || isOfAnother(word, language))
      .map(([code]) => `${kind}.${code}`),
  );
  expect(empty).toEqual([]);
});

it('fills the same gaps in every language', () => {
  const uneven = kinds().flatMap((kind) =>
    codesOf(kind).filter((code) => {
      const [first, ...others] = staffLanguages.map((language) => gapsOf(labelOf(kind, code, language)).join());
      return others.some((gaps) => gaps !== first);
    }),
  );
  expect(uneven).toEqual([]);
});

it('knows what fills each gap of an event', () => {
  expect(unfilledGaps()).toEqual([]);
});

it('knows every list of codes that the domain has', () => {
  const without = [...constantListsOf('libs/domain/index.ts')]
    .filter(([, list]) => ![...codes.values()].some((known) => list.every((code) => known.includes(code))))
    .map(([name]) => name);
  expect(without).toEqual([]);
});

/** Chinese words have at least one Chinese character, English ones none; names and letters belong to no language. */
function isOfAnother(word: string, language: string): boolean {
  const hasChinese = /\p{Script=Han}/u.test(word);
  return language === 'en' ? hasChinese : !hasChinese && /[a-z]{2}/i.test(word);
}
