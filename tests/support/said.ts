// What the pages say, by the names in the catalogue: a test that runs in both languages finds the same things in each.
import type { PlaybookDefinition } from '#domain';
import { filled, labelOf, pageWordsIn, type Kind, type Language } from '#labels';

export type Said = {
  word(name: string, values?: { [name: string]: string }): string;
  label(kind: Kind, code: string): string;
  /** Of a gate, an action or a form's field in the playbook. */
  gate(key: string): string;
  action(key: string): string;
};

export function saidIn(language: Language, { gates }: PlaybookDefinition): Said {
  const words = pageWordsIn(language);
  const known = (text: string | undefined, name: string): string => {
    if (text === undefined) throw new Error(`the catalogue has no ${name}`);
    return text;
  };
  const titleOf = (list: readonly { key: string; title: { [spoken in Language]: string } }[], key: string): string =>
    known(list.find((each) => each.key === key)?.title[language], key);
  return {
    word: (name, values = {}) => filled(known(words[name], name), values),
    label: (kind, code) => labelOf(kind, code, language),
    gate: (key) => titleOf(gates, key),
    action: (key) =>
      titleOf(
        gates.flatMap(({ actions }) => actions),
        key,
      ),
  };
}
