// Money, dates and counts as each language writes them.
import type { Words } from '../words/loaded';
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

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Each with its length, and that of the unit below: what rounds to sixty minutes is an hour. */
const units = [
  ['day', DAY_MS, HOUR_MS],
  ['hour', HOUR_MS, MINUTE_MS],
  ['minute', MINUTE_MS, MINUTE_MS],
] as const;

function inUnits(ms: number): [number, (typeof units)[number][0]] {
  const [unit, size] =
    units.find(([, length, below]) => Math.round(Math.abs(ms) / below) * below >= length) ?? units[2];
  return [Math.round(ms / size), unit];
}

/** How far away: “in 3 days”, “2 hours ago”. */
export function distance(language: Language, instant: string, now: number = Date.now()): string {
  const format = once(`away ${language}`, () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  return format.format(...inUnits(Date.parse(instant) - now));
}

/** How long: “3 days”, “57 minutes”. */
function duration(language: Language, ms: number): string {
  const [amount, unit] = inUnits(ms);
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return once(`long ${language} ${unit}`, () => new Intl.NumberFormat(language, options)).format(amount);
}

/** In how long it is due, or by how long it is overdue. */
export function dueIn({ language, word }: Pick<Words, 'language' | 'word'>, dueAt: string): string {
  const late = Date.now() - Date.parse(dueAt);
  if (late > 0) return word('due.late', { time: duration(language, Math.max(late, MINUTE_MS)) });
  return word('due.in', { time: distance(language, dueAt) });
}

export function count(language: Language, number: number): string {
  return once(`count ${language}`, () => new Intl.NumberFormat(language)).format(number);
}
