// DESIGN section 8: business time knows working hours, weekends, holidays and make-up working days.
import fc from 'fast-check';
import { addDuration, nextWorkingInstant, standardWeek } from './business-time';

/** Monday 2 March 2026, 9:00 in Shanghai. */
const monday = '2026-03-02T01:00:00.000Z';
const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

it.each([
  ['1wd', '2026-03-03T01:00:00.000Z'],
  ['5wd', '2026-03-09T01:00:00.000Z'],
  ['-1wd', '2026-02-27T01:00:00.000Z'],
  ['9wh', '2026-03-02T10:00:00.000Z'],
  ['10wh', '2026-03-03T02:00:00.000Z'],
  ['5d', '2026-03-09T01:00:00.000Z'],
  ['1mo', '2026-04-02T01:00:00.000Z'],
  ['1y', '2027-03-02T01:00:00.000Z'],
  ['30m', '2026-03-02T01:30:00.000Z'],
  ['10h', '2026-03-03T01:00:00.000Z'],
])('%s after Monday morning is %s', (duration, expected) => {
  expect(addDuration(monday, duration, 'working-hours')).toBe(expected);
});

it('counts every second where the playbook says always', () => {
  expect(addDuration(monday, '5wd', 'always')).toBe('2026-03-07T01:00:00.000Z');
  expect(addDuration(monday, '20s', 'always')).toBe('2026-03-02T01:00:20.000Z');
});

it('leaves out a holiday and counts a make-up working day', () => {
  const calendar = { ...standardWeek, holidays: new Set(['2026-03-03']), makeUpDays: new Set(['2026-03-07']) };
  expect(addDuration(monday, '1wd', 'working-hours', calendar)).toBe('2026-03-04T01:00:00.000Z');
  expect(addDuration('2026-03-06T01:00:00.000Z', '1wd', 'working-hours', calendar)).toBe('2026-03-07T01:00:00.000Z');
});

it('says so when a calendar never opens', () => {
  expect(() => nextWorkingInstant(monday, { ...standardWeek, workingWeekdays: [] })).toThrow('no working day');
});

it('always ends inside working hours, later for a later start and a longer duration', () => {
  fc.assert(
    fc.property(instants, instants, fc.nat(40), fc.constantFrom('wd', 'wh', 'd', 'mo'), (one, other, amount, unit) => {
      const [early, late] = one < other ? [one, other] : [other, one];
      const end = addDuration(early, `${amount}${unit}`, 'working-hours');
      expect(nextWorkingInstant(end)).toBe(end);
      expect(end >= early).toBe(true);
      expect(addDuration(late, `${amount}${unit}`, 'working-hours') >= end).toBe(true);
      expect(addDuration(early, `${amount + 1}${unit}`, 'working-hours') >= end).toBe(true);
    }),
  );
});
