// Money, dates and counts as each language writes them.
import type { Language } from '../words/words';

/** Where the business is; deadlines are said in its time wherever one sits. */
const TIME_ZONE = 'Asia/Shanghai';

/** @param fen a hundredth of a yuan */
export function money(language: Language, fen: number): string {
  const options = { style: 'currency', currency: 'CNY', maximumFractionDigits: fen % 100 === 0 ? 0 : 2 } as const;
  return new Intl.NumberFormat(language, options).format(fen / 100);
}

/** @param instant ISO 8601 */
export function dateTime(language: Language, instant: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE } as const;
  return new Intl.DateTimeFormat(language, options).format(new Date(instant));
}

/** @param date ISO 8601, with or without a time */
export function date(language: Language, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: TIME_ZONE }).format(new Date(day));
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How far away: “in 3 days”, “2 hours ago”. */
export function distance(language: Language, instant: string, now: number = Date.now()): string {
  const away = Date.parse(instant) - now;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, size] = units.find(([, length]) => Math.abs(away) >= length) ?? units[2];
  return format.format(Math.round(away / size), unit);
}

export function count(language: Language, number: number): string {
  return new Intl.NumberFormat(language).format(number);
}
