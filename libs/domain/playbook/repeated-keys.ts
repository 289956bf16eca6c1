// Keys of a list stand once each: events name the entries by them for ever.
import { problem, type PlaybookProblem } from './playbook-problem';

/** One problem for every entry whose key stood in the list before it. */
export function repeatedKeys(path: string, entries: readonly { key: string }[]): PlaybookProblem[] {
  const keys = entries.map(({ key }) => key);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index
      ? [problem(`${path}.${index}.key`, 'repeated-key', `${path}: the key ${key} stands twice`)]
      : [],
  );
}
