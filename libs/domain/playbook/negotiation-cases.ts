// The negotiation self-test (S23): cases with options, what each is worth, and advice. Who has not taken it sees cases and options only.
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { repeatedKeys } from './repeated-keys';
import { closed, key, label, list } from './schema-parts';

/** The best option of a case is worth this much, so that a test counts in per cent whatever its number of cases. */
export const MAX_OPTION_SCORE = 10;

export type NegotiationCase = {
  key: string;
  title: Label;
  situation: Label;
  options: { key: string; text: Label; score: number; advice: Label }[];
};

/** As it is shown before it is taken. */
export type NegotiationQuestion = Omit<NegotiationCase, 'options'> & { options: { key: string; text: Label }[] };

const option = closed(
  { key, text: label, score: { type: 'integer', minimum: 0, maximum: MAX_OPTION_SCORE }, advice: label },
  ['key', 'text', 'score', 'advice'],
);

export const negotiationCasesSchema = list(
  closed({ key, title: label, situation: label, options: list(option, 2, 8) }, [
    'key',
    'title',
    'situation',
    'options',
  ]),
  1,
  60,
);

export function negotiationProblems({ negotiationCases = [], gates }: PlaybookDefinition): PlaybookProblem[] {
  return [
    ...repeatedKeys('negotiationCases', negotiationCases),
    ...negotiationCases.flatMap(({ key: name, options }, index) => {
      const path = `negotiationCases.${index}.options`;
      const best = Math.max(...options.map(({ score }) => score));
      return [
        ...repeatedKeys(path, options),
        ...(best === MAX_OPTION_SCORE
          ? []
          : [problem(path, 'no-best-option', `${name}: no option is worth ${MAX_OPTION_SCORE}`)]),
      ];
    }),
    ...(negotiationCases.length > 0
      ? []
      : gates.flatMap((gate, index) =>
          gate.actions.flatMap(({ key: action, derivedFrom }, number) =>
            [derivedFrom].flat().includes('negotiation-prepared')
              ? [
                  problem(
                    `gates.${index}.actions.${number}.derivedFrom`,
                    'section-missing',
                    `${action}: negotiation-prepared needs the section negotiationCases`,
                  ),
                ]
              : [],
          ),
        )),
  ];
}

export function questionsOf({ negotiationCases = [] }: PlaybookDefinition): NegotiationQuestion[] {
  return negotiationCases.map(({ key: name, title, situation, options }) => ({
    key: name,
    title,
    situation,
    options: options.map(({ key: choice, text }) => ({ key: choice, text })),
  }));
}

/** The playbook for whoever may take the test: without what its options are worth and the advice that gives it away. */
export function withoutSolutions(definition: PlaybookDefinition): object {
  if (definition.negotiationCases === undefined) return definition;
  return { ...definition, negotiationCases: questionsOf(definition) };
}
