// Where a page of what falls due ended, as a text that means nothing to clients.
import type { DuePlace } from '#read-model';
import { instantOf, isId } from '../http/fields';
import { invalidRequest } from '../http/problem';

export function textOf({ dueAt, streamId, key }: DuePlace): string {
  return Buffer.from(JSON.stringify([new Date(dueAt).toISOString(), streamId, key])).toString('base64url');
}

/** Throws INVALID_REQUEST for a text that was not made here. */
export function placeOf(text: string): DuePlace {
  const [at, streamId, key] = partsOf(text);
  const dueAt = instantOf(at);
  if (dueAt === undefined || !isId(streamId) || typeof key !== 'string' || key.includes('\u0000')) {
    throw invalidRequest([{ key: 'after', problem: 'wrong-form' }]);
  }
  return { dueAt, streamId, key };
}

function partsOf(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
