// Call scripts (S16): what is said on the telephone to win an appointment, for customers whom we have and for those whom we want.
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

export const callScriptKinds = ['existing', 'potential'] as const;
export type CallScriptKind = (typeof callScriptKinds)[number];

export type CallScript = {
  key: string;
  title: Label;
  kind: CallScriptKind;
  /** In the order in which they are said. */
  lines: { key: string; title: Label; say: Label }[];
};

/** More lines than this are read out, not spoken. */
const MAX_LINES = 20;

export const callScriptsSchema = list(
  closed(
    {
      key,
      title: label,
      kind: { enum: callScriptKinds },
      lines: list(closed({ key, title: label, say: label }, ['key', 'title', 'say']), 1, MAX_LINES),
    },
    ['key', 'title', 'kind', 'lines'],
  ),
  1,
  40,
);

/** A caller who finds no script for the kind of customer at hand has none. */
export function callScriptProblems({ callScripts }: PlaybookDefinition): PlaybookProblem[] {
  if (callScripts === undefined) return [];
  const lacking = callScriptKinds.filter((kind) => !callScripts.some((script) => script.kind === kind));
  return [
    ...repeatedKeys('callScripts', callScripts),
    ...callScripts.flatMap(({ lines }, index) => repeatedKeys(`callScripts.${index}.lines`, lines)),
    ...lacking.map((kind) =>
      problem('callScripts', 'kind-missing', `callScripts: there is no script for the kind ${kind}`),
    ),
  ];
}
