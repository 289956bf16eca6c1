// Where a page of a list ended that goes by time, as a text that means nothing to clients: two things may happen at the same
// moment, so the time alone does not say.
import type { Id, Instant } from '#domain';
import { instantOf, isId } from './fields';
import { invalidRequest } from './problem';

/** What a place may be made of, each as it was written or `undefined`. */
const forms = {
  instant: (part: unknown): Instant | undefined => instantOf(part),
  /** What has no deadline stands last. */
  instantOrNone: (part: unknown): Instant | null | undefined => (part === null ? null : instantOf(part)),
  id: (part: unknown): Id | undefined => (isId(part) ? part : undefined),
  key: (part: unknown): string | undefined => (typeof part === 'string' && !part.includes('\u0000') ? part : undefined),
};

type Form = keyof typeof forms;
type Parts<Of extends readonly Form[]> = { [N in keyof Of]: Exclude<ReturnType<(typeof forms)[Of[N]]>, undefined> };

/** Both ways of one list, by the forms of its places in their order. */
export function listPlace<const Of extends readonly Form[]>(
  ...of: Of
): { textOf: (parts: Parts<Of>) => string; partsOf: (text: string | undefined) => Parts<Of> | undefined } {
  return {
    // Rows hold their times as the database's driver makes them.
    textOf: (parts) =>
      Buffer.from(
        JSON.stringify(
          parts.map((part, at) =>
            part !== null && of[at]!.startsWith('instant') ? new Date(part).toISOString() : part,
          ),
        ),
      ).toString('base64url'),
    /** None where a list is read from its beginning. Throws INVALID_REQUEST for a text that was not made here. */
    partsOf: (text) => {
      if (text === undefined) return undefined;
      const written = arrayIn(text);
      const parts = of.map((form, at) => forms[form](written[at]));
      if (parts.includes(undefined)) throw invalidRequest([{ key: 'after', problem: 'wrong-form' }]);
      return parts as Parts<Of>;
    },
  };
}

function arrayIn(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
