// The question bank (S19a, S19c): questions worth asking, each of a kind, about a direction, a product or to a level.
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed, key, label, list } from './schema-parts';

/**
 * S19c, in the order in which they are asked: an open question earns the right to a closed one, which leads; a confirming
 * one checks what was understood.
 */
export const questionKinds = ['open', 'closed', 'confirming'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** S19a: the six directions in which the background is probed. */
export const probingDirections = ['department', 'people', 'equipment', 'process', 'cycle', 'cost'] as const;
export type ProbingDirection = (typeof probingDirections)[number];

export type BankedQuestion = {
  key: string;
  kind: QuestionKind;
  /** What it is about, or to whom it is put; none is for every conversation. */
  direction?: ProbingDirection;
  product?: string;
  level?: string;
  text: Label;
};

/** A bank of more questions is not read before a call. */
const MAX_QUESTIONS = 500;

export const questionBankSchema = list(
  closed(
    {
      key,
      kind: { enum: questionKinds },
      direction: { enum: probingDirections },
      product: key,
      level: key,
      text: label,
    },
    ['key', 'kind', 'text'],
  ),
  1,
  MAX_QUESTIONS,
);

export function questionBankProblems({ questionBank = [], levels }: PlaybookDefinition): PlaybookProblem[] {
  const keys = questionBank.map((question) => question.key);
  return questionBank.flatMap((question, index) => {
    const problems: PlaybookProblem[] = [];
    const path = `questionBank.${index}`;
    if (keys.indexOf(question.key) < index) {
      problems.push(problem(`${path}.key`, 'repeated-key', `questionBank: the key ${question.key} stands twice`));
    }
    if (question.level !== undefined && !levels.some((level) => level.key === question.level)) {
      const message = `${question.key}: there is no level ${question.level} under levels`;
      problems.push(problem(`${path}.level`, 'unknown-level', message));
    }
    return problems;
  });
}
