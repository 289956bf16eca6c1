// Calendar dates as text, checked: `2026-02-30` is none.
import type { LocalDate } from './event';

/** Nothing of the trade is dated before the first or after the last; databases and calendars agree in between. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2200;

export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  const parsed = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}
