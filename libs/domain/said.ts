// What a command says in words: it must say something, has a bound, and is sealed under the key of whom it is about.
import type { Id, Personal } from './event';
import { MAX_TEXT_LENGTH } from './limits';
import { refuseField, type Refusal } from './refusal';

export function refuseUnlessText(field: string, text: string, limit = MAX_TEXT_LENGTH): Refusal | undefined {
  if (text.trim() === '') return refuseField(field, 'required');
  return text.length > limit ? refuseField(field, 'too-long', { limit }) : undefined;
}

/** Left out is left out; an empty text says nothing and is refused. */
export function textIfGiven(field: string, text: string | undefined, limit?: number): Refusal | undefined {
  return text === undefined ? undefined : refuseUnlessText(field, text, limit);
}

/** The sealed part of an event; none where nothing was said. */
export function sealedUnder(owner: Id, fields: Personal['fields']): { personal?: Personal } {
  const given = Object.values(fields).some((value) => value !== undefined);
  return given ? { personal: { owner, fields } } : {};
}
