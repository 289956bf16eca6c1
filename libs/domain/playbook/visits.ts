// What a visit is prepared by (S18): lists of one's appearance, topics that make for an easy mood, and the steps of the first one.
import type { Label, PlaybookDefinition } from './playbook';
import type { PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

type Entry = { key: string; title: Label };

export type VisitLists = {
  /** Each is a list to check oneself by before one goes; the visitor chooses which. */
  appearance: (Entry & { items: Entry[] })[];
  /** `nothingStored`: one may ask after it, but what is heard is kept nowhere (family, health). */
  topics: (Entry & { nothingStored?: boolean })[];
  /** Of an introductory visit, in their order. */
  steps: Entry[];
};

const entry = { key, title: label };

export const visitsSchema = closed(
  {
    appearance: list(
      closed({ ...entry, items: list(closed(entry, ['key', 'title']), 1, 20) }, ['key', 'title', 'items']),
      1,
      10,
    ),
    topics: list(closed({ ...entry, nothingStored: { type: 'boolean' } }, ['key', 'title']), 1, 40),
    steps: list(closed(entry, ['key', 'title']), 1, 10),
  },
  ['appearance', 'topics', 'steps'],
);

export function visitProblems({ visits }: PlaybookDefinition): PlaybookProblem[] {
  if (visits === undefined) return [];
  return [
    ...repeatedKeys('visits.appearance', visits.appearance),
    ...visits.appearance.flatMap(({ items }, index) => repeatedKeys(`visits.appearance.${index}.items`, items)),
    ...repeatedKeys('visits.topics', visits.topics),
    ...repeatedKeys('visits.steps', visits.steps),
  ];
}
