// The call plan by kind of question (S19c): open ones earn the right to closed ones, and confirming ones check what was heard.
import { questionKinds, type QuestionKind } from '../../playbook/question-bank';
import { missingField, refuse, type Refusal } from '../../refusal';
import { refuseUnlessText } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { PlanQuestions, QuestionsPlanned } from './needs';
import { refuseUnlessContactGiven } from './record-needs';

/** A call of an hour has time for fewer. */
export const MAX_PLANNED_QUESTIONS = 40;

type Planned = { kind: QuestionKind; key?: string; text?: string };

export function planQuestions(command: PlanQuestions, deciding: Deciding): QuestionsPlanned[] | Refusal {
  const planned = command.questions.map((question): Planned | undefined => {
    if (!('key' in question)) return question;
    const banked = deciding.definition.questionBank?.find(({ key }) => key === question.key);
    return banked === undefined ? undefined : { kind: banked.kind, key: banked.key };
  });
  const unknown = planned.indexOf(undefined);
  if (unknown >= 0) return refuse('UNKNOWN_REFERENCE', [missingField(`questions.${unknown}.key`, 'unknown')]);
  const questions = planned as Planned[];
  const refusal = firstRefusal(
    refuseUnlessContactGiven(command.contactId, deciding),
    questions.length > MAX_PLANNED_QUESTIONS
      ? refuse('LIMIT_EXCEEDED', [missingField('questions', 'too-many')], { limit: MAX_PLANNED_QUESTIONS })
      : undefined,
    ...questions.map(({ text }, index) =>
      text === undefined ? undefined : refuseUnlessText(`questions.${index}.text`, text),
    ),
    refuseUnlessInOrder(questions.map(({ kind }) => kind)),
  );
  if (refusal !== undefined) return refusal;
  const own = questions.flatMap(({ text }, index) => (text === undefined ? [] : [[`question${index}`, text]]));
  return [
    {
      type: 'QuestionsPlanned',
      data: { contactId: command.contactId, questions: questions.map(({ kind, key }) => ({ kind, key })) },
      ...sealedText(deciding, Object.fromEntries(own) as { [name: string]: string }, command.contactId),
    },
  ];
}

/** Every kind at least once, none after one that comes later. */
function refuseUnlessInOrder(kinds: readonly QuestionKind[]): Refusal | undefined {
  const misplaced = kinds.findIndex(
    (kind, index) => index > 0 && questionKinds.indexOf(kind) < questionKinds.indexOf(kinds[index - 1]!),
  );
  if (misplaced >= 0) {
    return refuse('QUESTION_ORDER', [missingField(`questions.${misplaced}`, 'asked-too-late')], {
      order: [...questionKinds],
    });
  }
  const lacking = questionKinds.filter((kind) => !kinds.includes(kind));
  if (lacking.length === 0) return undefined;
  return refuse(
    'QUESTION_ORDER',
    lacking.map((kind) => missingField('questions', `no-${kind}-question`)),
    { order: [...questionKinds] },
  );
}
