// Instants as they come in with commands, checked and brought into the one form that sorts as text.
import type { Instant } from './event';
import { isLocalDate } from './local-date';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/;

/** UTC, to the second or the millisecond, on a date that exists. Week dates, offsets and the like are none. */
export function isInstant(text: string): text is Instant {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isLocalDate(date);
}

/** With milliseconds, as all stored instants are. */
export function withMilliseconds(instant: Instant): Instant {
  return new Date(instant).toISOString();
}
