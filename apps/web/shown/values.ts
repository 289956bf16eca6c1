// Money, dates and counts as each language writes them.
import type { Language } from '../words/words';

/** Where the business is; deadlines are said in its time wherever one sits. */
const TIME_ZONE = 'Asia/Shanghai';
/** It has no summer time. */
const offsetMinutes = 8 * 60;

/** Formats are slow to make and quick to use. */
const made = new Map<string, unknown>();

function once<Format>(key: string, make: () => Format): Format {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Format;
}

/** @param fen a hundredth of a yuan */
export function money(language: Language, fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2;
  const currency = { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' } as const;
  const options = { ...currency, maximumFractionDigits: digits };
  return once(`money ${language} ${digits}`, () => new Intl.NumberFormat(language, options)).format(fen / 100);
}

/** @param value in hundredths: 6.5 is 6.5 % */
export function percentage(language: Language, value: number): string {
  const options = { style: 'percent', maximumFractionDigits: 2 } as const;
  return once(`percent ${language}`, () => new Intl.NumberFormat(language, options)).format(value / 100);
}

/** The name of an amount where the amount stands in yuan beside it, or none does: the catalogue names the unit that the API counts in. */
export function withoutUnit(name: string): string {
  return name.replace(/（分）| \(fen\)/, '');
}

/** @param instant ISO 8601 */
export function dateTime(language: Language, instant: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE } as const;
  return once(`time ${language}`, () => new Intl.DateTimeFormat(language, options)).format(new Date(instant));
}

/** For a field of date and time: `2026-12-01T09:00`, where the business is. */
export function localTime(instant: string): string {
  const there = new Date(Date.parse(instant) + offsetMinutes * 60_000);
  return there.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** The instant that such a field means. */
export function instantOf(local: string): string {
  return new Date(Date.parse(`${local}:00Z`) - offsetMinutes * 60_000).toISOString();
}

/** The day of an instant where the business is: `2026-12-01`. */
export function dayOf(instant: string): string {
  return localTime(instant).slice(0, 'yyyy-mm-dd'.length);
}

/** @param date ISO 8601, with or without a time */
export function date(language: Language, day: string): string {
  const options = { dateStyle: 'medium', timeZone: TIME_ZONE } as const;
  return once(`date ${language}`, () => new Intl.DateTimeFormat(language, options)).format(new Date(day));
}

/** The last day of what ends at this instant: what ends at midnight has no part in the day that begins. */
export function lastDay(language: Language, end: string): string {
  return date(language, new Date(Date.parse(end) - 1).toISOString());
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How far away: “in 3 days”, “2 hours ago”. */
export function distance(language: Language, instant: string, now: number = Date.now()): string {
  const away = Date.parse(instant) - now;
  const format = once(`away ${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const [unit, size] = units.find(([, length]) => Math.abs(away) >= length) ?? units[2];
  return format.format(Math.round(away / size), unit);
}

export function count(language: Language, number: number): string {
  return once(`count ${language}`, () => new Intl.NumberFormat(language)).format(number);
}
