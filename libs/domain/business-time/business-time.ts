// Business time: where a duration of the playbook ends, in the working hours of the company.
// Invariant: pure; the calendar is a value, and instants are UTC on both sides.
import { DateTime } from 'luxon';
import type { Instant, LocalDate } from '../event';
import { parseDuration, type DurationUnit, type ParsedDuration } from '../playbook/duration';
import type { Duration, PlaybookDefinition } from '../playbook/playbook';

export type BusinessCalendar = {
  zone: string;
  /** Minutes after local midnight. */
  opensAtMinute: number;
  closesAtMinute: number;
  /** ISO weekdays, Monday is 1. */
  workingWeekdays: readonly number[];
  /** Dates on which nobody works, and days off on which people do (make-up working days). */
  holidays: ReadonlySet<LocalDate>;
  makeUpDays: ReadonlySet<LocalDate>;
};

/** Monday to Friday, nine to six in Shanghai, without public holidays. */
export const standardWeek: BusinessCalendar = {
  zone: 'Asia/Shanghai',
  opensAtMinute: 9 * 60,
  closesAtMinute: 18 * 60,
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: new Set(),
  makeUpDays: new Set(),
};

export type BusinessTimeMode = PlaybookDefinition['businessTime'];

/** Longer than any row of days off; without a bound a calendar that never opens would be searched for ever. */
const MAX_DAYS_TO_OPENING = 60;

/**
 * The instant that lies `duration` after `from`. Working days keep the time of day; with working hours, whatever falls
 * outside of them moves to the next opening. In mode `always` every second counts: a working day is 24 hours.
 */
export function addDuration(
  from: Instant,
  duration: Duration | ParsedDuration,
  mode: BusinessTimeMode,
  calendar: BusinessCalendar = standardWeek,
): Instant {
  const { amount, unit } = typeof duration === 'string' ? parseDuration(duration) : duration;
  const start = DateTime.fromISO(from, { zone: calendar.zone });
  if (mode === 'always') return toInstant(plus(start, amount, unit === 'wd' ? 'd' : unit === 'wh' ? 'h' : unit));
  if (unit === 'wd') return toInstant(nextOpening(plusWorkingDays(start, amount, calendar), calendar));
  if (unit === 'wh') return toInstant(plusWorkingMinutes(start, amount * 60, calendar));
  return toInstant(nextOpening(plus(start, amount, unit), calendar));
}

/** `at` itself when it lies in working hours, else the next opening. */
export function nextWorkingInstant(at: Instant, calendar: BusinessCalendar = standardWeek): Instant {
  return toInstant(nextOpening(DateTime.fromISO(at, { zone: calendar.zone }), calendar));
}

/** The date that the company's clocks show at this moment. */
export function localDateOf(at: Instant, { zone }: BusinessCalendar = standardWeek): LocalDate {
  return DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd');
}

/** The moment at which a date begins on the company's clocks. */
export function startOfDate(date: LocalDate, { zone }: BusinessCalendar = standardWeek): Instant {
  return toInstant(DateTime.fromISO(date, { zone }));
}

/** The moment at which work begins on a date, whether or not it is a working day. */
export function openingOf(date: LocalDate, calendar: BusinessCalendar = standardWeek): Instant {
  return toInstant(opening(DateTime.fromISO(date, { zone: calendar.zone }), calendar));
}

export function isWorkingDay(day: DateTime, calendar: BusinessCalendar): boolean {
  const date = day.toFormat('yyyy-MM-dd');
  if (calendar.makeUpDays.has(date)) return true;
  return calendar.workingWeekdays.includes(day.weekday) && !calendar.holidays.has(date);
}

function plus(start: DateTime, amount: number, unit: Exclude<DurationUnit, 'wd' | 'wh'>): DateTime {
  const names = { w: 'weeks', d: 'days', mo: 'months', y: 'years', h: 'hours', m: 'minutes', s: 'seconds' } as const;
  return start.plus({ [names[unit]]: amount });
}

function plusWorkingDays(start: DateTime, amount: number, calendar: BusinessCalendar): DateTime {
  const step = amount < 0 ? -1 : 1;
  let day = start;
  for (let left = Math.abs(amount); left > 0; left--) day = workingDayFrom(day.plus({ days: step }), step, calendar);
  return day;
}

function plusWorkingMinutes(start: DateTime, minutes: number, calendar: BusinessCalendar): DateTime {
  if (minutes < 0) throw new Error('working hours are counted forwards only');
  let at = nextOpening(start, calendar);
  let left = minutes * 60_000;
  for (;;) {
    const toClosing = closing(at, calendar).diff(at).toMillis();
    if (left <= toClosing) return at.plus({ milliseconds: left });
    left -= toClosing;
    at = nextOpening(closing(at, calendar).plus({ milliseconds: 1 }), calendar);
  }
}

function nextOpening(at: DateTime, calendar: BusinessCalendar): DateTime {
  if (isWorkingDay(at, calendar)) {
    if (at < opening(at, calendar)) return opening(at, calendar);
    if (at <= closing(at, calendar)) return at;
  }
  return opening(workingDayFrom(at.plus({ days: 1 }), 1, calendar), calendar);
}

function workingDayFrom(day: DateTime, step: 1 | -1, calendar: BusinessCalendar): DateTime {
  let candidate = day;
  for (let tried = 0; tried < MAX_DAYS_TO_OPENING; tried++) {
    if (isWorkingDay(candidate, calendar)) return candidate;
    candidate = candidate.plus({ days: step });
  }
  throw new Error(`the calendar has no working day within ${MAX_DAYS_TO_OPENING} days of ${day.toISODate()}`);
}

function opening(day: DateTime, calendar: BusinessCalendar): DateTime {
  return day.startOf('day').plus({ minutes: calendar.opensAtMinute });
}

function closing(day: DateTime, calendar: BusinessCalendar): DateTime {
  return day.startOf('day').plus({ minutes: calendar.closesAtMinute });
}

function toInstant(at: DateTime): Instant {
  return at.toUTC().toJSDate().toISOString();
}
