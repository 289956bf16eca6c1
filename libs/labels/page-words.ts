// The words of the pages: headings, buttons, hints. They are texts of one place and no codes, so that they stand under names of their own.
import type { Label } from '#domain';
import { wordsBelow } from './word-files';
import type { Language } from './language';

/** By name, in every language. */
export function pageWords(): { [name: string]: Label } {
  return wordsBelow('pages') as { [name: string]: Label };
}

export function pageWordsIn(language: Language): { [name: string]: string } {
  return Object.fromEntries(Object.entries(pageWords()).map(([name, label]) => [name, label[language]]));
}
