// Whom we may speak to by the official channel only (Tendering Law, art. 44): members of the evaluation committee of a tender.
import type { Condition } from './condition';
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { conditionProblems } from './reference-problems';
import { closed, key, label, list } from './schema-parts';

export type OfficialChannel = {
  /** While it holds, and while it is not known whether it does. */
  when: Condition;
  /** People on these levels are never called, visited or given anything. */
  levels: string[];
  /** The action that is done instead. */
  action: string;
  reason: Label;
};

export function officialChannelSchema({ condition }: { condition: object }): object {
  return closed({ when: condition, levels: list(key, 1, 20), action: key, reason: label }, [
    'when',
    'levels',
    'action',
    'reason',
  ]);
}

export function officialChannelProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  const { officialChannel, levels, gates } = definition;
  if (officialChannel === undefined) return [];
  const { when, action } = officialChannel;
  const isKnown = gates.some(({ actions }) => actions.some((each) => each.key === action));
  return [
    ...conditionProblems(definition, when, 'officialChannel.when'),
    ...officialChannel.levels.flatMap((level, index) =>
      levels.some((each) => each.key === level)
        ? []
        : [
            problem(
              `officialChannel.levels.${index}`,
              'unknown-level',
              `officialChannel: there is no level ${level} under levels`,
            ),
          ],
    ),
    ...(isKnown
      ? []
      : [
          problem(
            'officialChannel.action',
            'unknown-action',
            `officialChannel: there is no action ${action} at a gate`,
          ),
        ]),
  ];
}
