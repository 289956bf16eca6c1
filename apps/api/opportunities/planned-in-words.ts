// What was planned for a sale, with what was said along as far as it can still be read: questions, products, the way to those who decide.
import {
  questionKinds,
  type BreakThroughPlanned,
  type Id,
  type ProductsRecommended,
  type QuestionKind,
  type QuestionsPlanned,
} from '#domain';
import { toldEvents, type EventStore } from '#event-store';
import { id, listOf, object, oneOf, optional, text } from '../http/described';

/** By its key in the question bank, or in words of one's own; those are missing where they were erased. */
type Asked = { kind: QuestionKind; key?: string; text?: string };
type Questions = { contactId?: Id; asked: Asked[] };

/** Of each the plan that holds. */
export type PlannedInWords = { questions?: Questions; recommendationNote?: string; breakThroughNote?: string };

export const plannedInWords = object<PlannedInWords>({
  questions: optional(
    object<Questions>({
      contactId: optional(id()),
      asked: listOf(
        object<Asked>({
          kind: oneOf(questionKinds),
          key: optional(text('how-notice-is-given')),
          text: optional(text('车间里怎么通知?')),
        }),
      ),
    }),
  ),
  recommendationNote: optional(text('先上短号，再谈集团短信')),
  breakThroughNote: optional(text('年会上请他引荐')),
});

type Planned = QuestionsPlanned | ProductsRecommended | BreakThroughPlanned;

export async function readPlanned(store: EventStore, opportunityId: Id): Promise<PlannedInWords> {
  const types: Planned['type'][] = ['QuestionsPlanned', 'ProductsRecommended', 'BreakThroughPlanned'];
  const told = await toldEvents<Planned>(store, { type: 'opportunity', id: opportunityId }, types);
  const noteOf = (type: Planned['type']): string | undefined =>
    told.filter((event) => event.type === type).at(-1)?.said?.['note'] as string | undefined;
  const questions = told.filter((event) => event.type === 'QuestionsPlanned').at(-1);
  return {
    questions: questions && {
      contactId: questions.data.contactId,
      asked: questions.data.questions.map(({ kind, key }, index) => ({
        kind,
        key,
        text: questions.said?.[`question${index}`] as string | undefined,
      })),
    },
    recommendationNote: noteOf('ProductsRecommended'),
    breakThroughNote: noteOf('BreakThroughPlanned'),
  };
}
