// The negotiation self-test (S23): every case answered by oneself, scored by the domain; advice is the playbook's.
import type { Context } from '../../decider';
import { MAX_OPTION_SCORE, type NegotiationCase } from '../../playbook/negotiation-cases';
import type { PlaybookDefinition } from '../../playbook/playbook';
import { latestPlaybook } from '../../playbook/playbook-stream';
import { missingField, refuse, type Missing, type Refusal } from '../../refusal';
import type { SelfTestTaken, TakeSelfTest } from './training';

export function takeSelfTest({ playbookKey, answers }: TakeSelfTest, context: Context): SelfTestTaken[] | Refusal {
  const playbook = latestPlaybook(playbookKey, context);
  const cases = playbook?.definition.negotiationCases ?? [];
  if (playbook === undefined || cases.length === 0)
    return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', 'unknown')]);
  const problems = answers.flatMap((answer, index) => answerProblems(answer, index, answers, cases));
  if (problems.length > 0) return refuse('UNKNOWN_REFERENCE', problems);
  const unanswered = cases.filter(({ key }) => !answers.some((answer) => answer.case === key));
  if (unanswered.length > 0) {
    const lacking = unanswered.map(({ key }) => key);
    return refuse('INVALID_INPUT', [missingField('answers', 'not-answered')], { cases: lacking });
  }
  const scored = answers.map((answer) => ({ ...answer, score: optionOf(cases, answer)!.score }));
  const score = scored.reduce((sum, each) => sum + each.score, 0);
  const maxScore = cases.length * MAX_OPTION_SCORE;
  return [
    {
      type: 'SelfTestTaken',
      data: {
        testId: context.newId(0),
        playbookKey,
        playbookVersion: playbook.version,
        answers: scored,
        score,
        maxScore,
        percent: Math.round((score * 100) / maxScore),
      },
    },
  ];
}

/** What there is to learn from each answer, as the playbook that was tested by says it. */
export function adviceFor(
  { answers }: Pick<SelfTestTaken['data'], 'answers'>,
  { negotiationCases = [] }: PlaybookDefinition,
): { case: string; option: string; score: number; advice: NegotiationCase['title'] }[] {
  return answers.flatMap((answer) => {
    const option = optionOf(negotiationCases, answer);
    return option === undefined ? [] : [{ ...answer, advice: option.advice }];
  });
}

type Answer = TakeSelfTest['answers'][number];

function optionOf(cases: readonly NegotiationCase[], answer: Answer): NegotiationCase['options'][number] | undefined {
  return cases.find(({ key }) => key === answer.case)?.options.find(({ key }) => key === answer.option);
}

function answerProblems(
  answer: Answer,
  index: number,
  answers: readonly Answer[],
  cases: readonly NegotiationCase[],
): Missing[] {
  if (!cases.some(({ key }) => key === answer.case)) return [missingField(`answers.${index}.case`, 'unknown')];
  if (answers.findIndex((each) => each.case === answer.case) < index)
    return [missingField(`answers.${index}.case`, 'repeated')];
  return optionOf(cases, answer) === undefined ? [missingField(`answers.${index}.option`, 'unknown')] : [];
}
