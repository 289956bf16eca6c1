// What is wrong with a playbook: where, a code for machines, and a sentence for its owner that says the way out.
export type PlaybookProblem = {
  /** Dotted path into the document: `gates.3.actions.1.when`. */
  path: string;
  code: PlaybookProblemCode;
  message: string;
};

export const playbookProblemCodes = [
  'structure',
  'repeated-key',
  'unknown-level',
  'repeated-level',
  'unknown-stage',
  'unknown-fact',
  'unknown-value',
  'unknown-property',
  'values-differ',
  'form-unsound',
  'label-missing',
  'label-of-nothing',
  'derived-with-form',
  'derived-waivable',
  'person-without-level',
  'level-without-person',
  'unknown-action',
  'not-earlier',
  'unknown-gate',
  'decision-without-way-back',
  'unknown-group',
  'fact-never-set',
  'locked-out',
  'never-passes',
  'too-many-combinations',
  'agreement-missing',
  'offer-after-agreement',
  'rule-missing',
  'rule-empty',
  'rule-shadowed',
  'rules-contradict',
  'win-percent-missing',
  'win-percent-falls',
  'section-missing',
  'never-ends',
  'not-yearly',
  'weights-not-100',
  'classes-not-falling',
  'kind-missing',
  'rehearsal-missing',
  'rehearsal-of-nothing',
  'unknown-rehearsal',
  'no-best-option',
  'channel-missing',
  'limits-not-rising',
  'limit-above-year',
] as const;
export type PlaybookProblemCode = (typeof playbookProblemCodes)[number];

export function problem(path: string, code: PlaybookProblemCode, message: string): PlaybookProblem {
  return { path, code, message };
}
