// Input that cannot be kept: U+0000, which PostgreSQL refuses, and lone surrogates, which have no UTF-8 form (law 11).
import { canonicalJson } from '#domain';

/** Forms and playbooks nest some ten deep; what nests without end would exhaust the stack of everything that walks it. */
const MAX_INPUT_DEPTH = 64;

/** Where it is (names with dots between them; empty for the whole) and what is wrong with it. */
export type Unstorable = { path: string; problem: 'unstorable-character' | 'too-deep' };

/** The first value or name in a JSON value that cannot be kept; `undefined` when all can. */
export function unstorable(value: unknown, path: readonly string[] = []): Unstorable | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : at(path, 'unstorable-character');
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === MAX_INPUT_DEPTH) return at(path, 'too-deep');
  for (const [name, member] of Object.entries(value)) {
    // The name itself would be as unspeakable in the answer as it is in the log: its object is named instead.
    const found = isStorable(name) ? unstorable(member, [...path, name]) : at(path, 'unstorable-character');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Canonical JSON to be stored. Throws, naming the place, when what the door keeps out came in by another way. */
export function storableJson(value: unknown): string {
  const text = canonicalJson(value);
  // U+0000 is written as an escape; the text may also hold these six characters as such, after a backslash.
  const found = text.includes('\\u0000') ? unstorable(value) : undefined;
  if (found !== undefined) throw new Error(`${found.path} holds ${found.problem} and cannot be stored`);
  return text;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function at(path: readonly string[], problem: Unstorable['problem']): Unstorable {
  return { path: path.join('.'), problem };
}
