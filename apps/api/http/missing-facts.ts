// How a view names facts that are not on record, and who can supply them.
import type { Missing } from '#domain';
import { anyObject, listOf, object, oneOf, optional, text, type Described } from './described';

export type MissingFact = Pick<Missing, 'what' | 'key' | 'problem' | 'suppliedBy'>;

/** @param keys of the facts that there are */
export function missingFacts(keys: readonly string[], problem: Missing['problem']): Described {
  return listOf(
    object<MissingFact>({
      what: text('fact'),
      key: oneOf(keys),
      problem: optional(text(problem!)),
      suppliedBy: listOf(anyObject({ staffId: 'd49d688d-6859-5e0b-8581-38b59ed37886' })),
    }),
  );
}
