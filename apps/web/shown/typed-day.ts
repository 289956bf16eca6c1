// Days and times as people type them: as either language writes them, as in ISO 8601, or a day in digits alone.
// Only orders that cannot be mistaken are read: 3/4/2026 is another day to everybody who reads it.
import type { Language } from '../words/words';
import { date, dateTime, instantOf } from './values';

/** Nothing of the trade is dated before or after; the API refuses what is. */
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2200-12-31';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const ways: readonly RegExp[] = [
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4}) ?[-/.年 ] ?(?<month>\d{1,2}) ?[-/.月 ] ?(?<day>\d{1,2}) ?日?$/,
  /^(?<month>[a-z]+)\.? (?<day>\d{1,2}),? (?<year>\d{4})$/i,
  /^(?<day>\d{1,2})\.? (?<month>[a-z]+)\.?,? (?<year>\d{4})$/i,
];

const MOMENT =
  /^(?<day>.+?)(?:(?<=日)|T|,? (?:at )?)\s*(?<hour>\d{1,2})[:.](?<minute>\d{2})(?: ?(?<half>[ap])\.?m\.?)?$/i;

/** @returns the day as ISO 8601, `undefined` where none is said or one that the calendar does not have */
export function readDay(text: string): string | undefined {
  const plain = plainly(text);
  const said = ways.map((way) => way.exec(plain)?.groups).find((groups) => groups !== undefined);
  if (said === undefined) return undefined;
  const [month, day] = [monthOf(said['month']!), said['day']!].map((each) => each.padStart(2, '0'));
  const read = `${said['year']}-${month}-${day}`;
  return read >= FIRST_DAY && read <= LAST_DAY && isInCalendar(read) ? read : undefined;
}

/** @returns as a field of date and time has it, `2026-12-01T09:00`; `undefined` where day or time is missing or none */
export function readMoment(text: string): string | undefined {
  const said = MOMENT.exec(plainly(text))?.groups;
  const day = said && readDay(said['day']!);
  if (day === undefined) return undefined;
  const hour = hourOf(Number(said!['hour']), said!['half']?.toLowerCase());
  if (hour === undefined || Number(said!['minute']) > 59) return undefined;
  return `${day}T${String(hour).padStart(2, '0')}:${said!['minute']}`;
}

/** Whether one more digit there would make another day of it: `2026-12-3` may become the 30th. @param at where one types */
export function mayGoOn(text: string, at: number = text.length): boolean {
  const before = text.slice(0, at);
  const after = text.slice(at);
  return (
    readDay(text) !== undefined && [...'0123456789'].some((digit) => readDay(before + digit + after) !== undefined)
  );
}

/** @param read what one of the two read */
export function written(language: Language, read: string): string {
  return read.includes('T') ? dateTime(language, instantOf(read)) : date(language, read);
}

/** Full-width digits and narrow spaces are digits and spaces. */
function plainly(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

/** A number stands for itself; a name may be cut short after its third letter. */
function monthOf(said: string): string {
  if (/^\d+$/.test(said)) return said;
  return String(MONTHS.findIndex((each) => said.length > 2 && each.startsWith(said.toLowerCase())) + 1);
}

function hourOf(said: number, half: string | undefined): number | undefined {
  if (half === undefined) return said < 24 ? said : undefined;
  if (said < 1 || said > 12) return undefined;
  return (said % 12) + (half === 'p' ? 12 : 0);
}

/** 31 November is none: a date that is not rolls over into the next month. */
function isInCalendar(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
