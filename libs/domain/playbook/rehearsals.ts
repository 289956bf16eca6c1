// Rehearsals (S17): the cases that are played before the real thing. The sheet itself is always the same (staff/rehearsals).
import { derivedFactsOf, type Label, type PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

export type RehearsalCase = {
  key: string;
  title: Label;
  /** What the three who play it read first. */
  situation: Label;
  /** What the account manager is to reach. */
  aim: Label;
};

export const rehearsalsSchema = list(
  closed({ key, title: label, situation: label, aim: label }, ['key', 'title', 'situation', 'aim']),
  1,
  40,
);

/** An action that only a rehearsal completes says which case is rehearsed, and the case is there. */
export function rehearsalProblems({ rehearsals = [], gates }: PlaybookDefinition): PlaybookProblem[] {
  const actions = gates.flatMap((gate, index) =>
    gate.actions.flatMap((action, number) => {
      const place = `gates.${index}.actions.${number}.rehearsal`;
      const { key: name, rehearsal } = action;
      const isAsked = derivedFactsOf(action).includes('rehearsed');
      if (isAsked && rehearsal === undefined)
        return [problem(place, 'rehearsal-missing', `${name}: rehearsed, but no case is named; add rehearsal`)];
      if (rehearsal === undefined) return [];
      if (!isAsked)
        return [
          problem(place, 'rehearsal-of-nothing', `${name}: rehearsal says nothing without derivedFrom: rehearsed`),
        ];
      return rehearsals.some((each) => each.key === rehearsal)
        ? []
        : [problem(place, 'unknown-rehearsal', `${name}: there is no case ${rehearsal} under rehearsals`)];
    }),
  );
  return [...repeatedKeys('rehearsals', rehearsals), ...actions];
}
