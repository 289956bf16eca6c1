// What people say along with what they record about a customer: free text, which is sealed under the customer's key.
import type { Id, Personal } from '../../event';
import { MAX_TEXT_LENGTH } from '../../limits';
import { refuseField, type Missing, type Refusal } from '../../refusal';

/** Left out is left out; an empty text says nothing and is refused. */
export function refuseUnlessNote(
  field: string,
  text: string | undefined,
  limit = MAX_TEXT_LENGTH,
): Refusal | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === '') return refuseField(field, 'required');
  return text.length > limit ? refuseField(field, 'too-long', { limit }) : undefined;
}

export function sealedNote(owner: Id, fields: Personal['fields']): { personal?: Personal } {
  const given = Object.values(fields).some((value) => value !== undefined);
  return given ? { personal: { owner, fields } } : {};
}

/** Names a field of the command in a refusal. */
export function missingField(key: string, problem: Missing['problem']): Missing {
  return { what: 'field', key, problem, suppliedBy: [] };
}
