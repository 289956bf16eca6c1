// By what a name is found: as it is written, by its pinyin, and by the initials of its pinyin.
import { pinyin } from 'pinyin-pro';

/** Between the ways of writing, so that the end of one and the beginning of the next are never found together. */
const BETWEEN = '\n';

/** One form for all ways of writing the same letters: full and half width, capitals, spaces and signs between words. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{C}\p{P}\p{S}\p{Z}\s]+/gu, '');
}

/** @param isPerson the first character is a surname: 单 is Shan, 仇 is Qiu */
export function searchTerms(text: string, isPerson = false): string {
  const written = searchForm(text);
  if (!/\p{Script=Han}/u.test(written)) return written;
  const options = { toneType: 'none', type: 'array', v: true, surname: isPerson ? 'head' : 'off' } as const;
  const syllables = pinyin(written, options);
  const initials = syllables.map((syllable) => syllable.slice(0, 1));
  return [written, syllables.join(''), initials.join('')].join(BETWEEN);
}

/** What is looked for, as a part of a LIKE pattern; empty when there is nothing to look for in it. */
export function likePart(query: string): string {
  return searchForm(query).replace(/[\\%_]/g, '\\$&');
}
