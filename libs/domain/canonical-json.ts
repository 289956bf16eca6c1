// One byte form per value: JSON after RFC 8785, and the content hash that stands for a value.
import { createHash } from 'node:crypto';

/**
 * Canonical JSON (RFC 8785). `undefined` members are left out. Throws on NaN, infinities, lone surrogates and what has no
 * JSON form. JavaScript writes numbers and strings as the RFC wants them; what is left to do is the order of the names.
 * It is on the way of every command and faster than the reference library, with which a test compares it.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`canonicalJson: ${value} has no JSON form`);
    return String(value);
  }
  if (typeof value !== 'object') throw new Error(`canonicalJson: ${typeof value} has no JSON form`);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let members = '';
  // (An object built in this order and left to JavaScript would put `9` before `10`.)
  for (const name of inOrder(Object.keys(value))) {
    const member = (value as { [name: string]: unknown })[name];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${quoted(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** SHA-256 of the canonical JSON, in lower-case hex: the identity of an offer's or a playbook's content. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

/** Up to so many names are put in order by insertion: they mostly are already, and `sort` costs more than the rest. */
const FEW_NAMES = 16;

/** Sorts in place, by UTF-16 units. */
function inOrder(names: string[]): string[] {
  if (names.length > FEW_NAMES) return names.sort();
  for (let next = 1; next < names.length; next++) {
    const name = names[next]!;
    let at = next;
    for (; at > 0 && names[at - 1]! > name; at--) names[at] = names[at - 1]!;
    names[at] = name;
  }
  return names;
}

/** Printable ASCII without quote and backslash: nothing to escape, which is what ids, codes and names are. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Error('canonicalJson: a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}
