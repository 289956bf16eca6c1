// Breaking through the contact (S20): barriers with the remedies that belong to each, techniques, and the levels that decide.
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

type Entry = { key: string; title: Label };

export type BreakThroughLists = {
  barriers: (Entry & { remedies: Entry[] })[];
  techniques: Entry[];
  /** Levels whose people have the power to buy or can influence the decision: meeting one of them is the aim. */
  decidingLevels: string[];
};

const entry = closed({ key, title: label }, ['key', 'title']);

export const breakThroughSchema = closed(
  {
    barriers: list(closed({ key, title: label, remedies: list(entry, 1, 20) }, ['key', 'title', 'remedies']), 1, 20),
    techniques: list(entry, 1, 40),
    decidingLevels: list(key, 1, 20),
  },
  ['barriers', 'techniques', 'decidingLevels'],
);

export function breakThroughProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  const { breakThrough, levels } = definition;
  if (breakThrough === undefined) return sectionMissing(definition);
  const { barriers, techniques, decidingLevels } = breakThrough;
  return [
    ...repeatedKeys('breakThrough.barriers', barriers),
    ...barriers.flatMap(({ remedies }, index) => repeatedKeys(`breakThrough.barriers.${index}.remedies`, remedies)),
    ...repeatedKeys('breakThrough.techniques', techniques),
    ...decidingLevels.flatMap((level, index) =>
      levels.some((each) => each.key === level)
        ? []
        : [
            problem(
              `breakThrough.decidingLevels.${index}`,
              'unknown-level',
              `breakThrough: there is no level ${level} under levels`,
            ),
          ],
    ),
  ];
}

/** An action that only a plan or a meeting completes could never be completed without the lists that these are made from. */
function sectionMissing({ gates }: PlaybookDefinition): PlaybookProblem[] {
  return gates.flatMap((gate, index) =>
    gate.actions.flatMap(({ key: action, derivedFrom }, number) =>
      derivedFrom === 'break-through-planned' || derivedFrom === 'introduced-to-power'
        ? [
            problem(
              `gates.${index}.actions.${number}.derivedFrom`,
              'section-missing',
              `${action}: ${derivedFrom} needs the section breakThrough`,
            ),
          ]
        : [],
    ),
  );
}
