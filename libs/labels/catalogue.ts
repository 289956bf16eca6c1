// The words for every code, by kind and code.
import type { Label } from '#domain';
import type { Codes, Kind } from './codes';
import type { Language } from './language';
import { wordsOf } from './word-files';

/** Of every kind the codes with their words in one language. */
export type Words = { [K in Kind]: { [code: string]: string } };

type Entries = { [code: string]: Label };
type Catalogue = { [kind: string]: Entries };

const files = ['problems', 'events', 'values', 'fields', 'letters', 'readings', 'reports'] as const;

/** Titles and ways out of refusals stand together in their file. */
type Refusals = { [code: string]: { title: Label; wayOut: Label } };

let read: Catalogue | undefined;

export function kinds(): Kind[] {
  return Object.keys(catalogue()) as Kind[];
}

export function codesOf(kind: Kind): string[] {
  return Object.keys(catalogue()[kind] ?? {});
}

/** The words for a code. A code that comes from outside may have none; then it stands for itself. */
export function labelOf<K extends Kind>(kind: K, code: Codes[K] | (string & {}), language: Language): string {
  return catalogue()[kind]?.[code]?.[language] ?? code;
}

/** In every language, for whoever chooses one later. */
export function labelOfBoth<K extends Kind>(kind: K, code: Codes[K]): Label {
  return { 'zh-CN': labelOf(kind, code, 'zh-CN'), en: labelOf(kind, code, 'en') };
}

export function labelsIn(language: Language): Words {
  const inLanguage = (entries: Entries): { [code: string]: string } =>
    Object.fromEntries(Object.entries(entries).map(([code, label]) => [code, label[language]]));
  return Object.fromEntries(Object.entries(catalogue()).map(([kind, entries]) => [kind, inLanguage(entries)])) as Words;
}

function catalogue(): Catalogue {
  read ??= files.reduce<Catalogue>((all, name) => ({ ...all, ...(wordsOf(name) as Catalogue) }), refusals());
  return read;
}

function refusals(): Catalogue {
  const entries = Object.entries(wordsOf('refusals') as Refusals);
  return {
    refusal: Object.fromEntries(entries.map(([code, { title }]) => [code, title])),
    'way-out': Object.fromEntries(entries.map(([code, { wayOut }]) => [code, wayOut])),
  };
}
