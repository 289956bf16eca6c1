// What people type for a day is understood as they mean it, or not at all; what either language writes can be read again.
import { mayGoOn, readDay, readMoment, written } from './typed-day';

const day = '2026-02-03';

it.each([
  ['2026-02-03', day],
  ['2026/2/3', day],
  ['2026.2.3', day],
  ['20260203', day],
  ['2026年2月3日', day],
  ['２０２６年２月３日', day],
  ['2026 年 2 月 3 日', day],
  ['Feb 3, 2026', day],
  ['3 February 2026', day],
  [' 3. feb 2026 ', day],
  ['2024-02-29', '2024-02-29'],
])('%s is a day', (text, read) => {
  expect(readDay(text)).toBe(read);
});

it.each(['', '2026', '2026-02', '3/4/2026', '03-04-26', '2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10'])(
  '%s is none',
  (text) => {
    expect([readDay(text), readMoment(text)]).toEqual([undefined, undefined]);
  },
);

it.each(['1899-12-31', '2201-01-01', '0020-12-31', 'Fe 3, 2026', 'Foo 3, 2026', '2026-02-03 09:00', 'tomorrow'])(
  '%s is no day of the trade',
  (text) => {
    expect(readDay(text)).toBeUndefined();
  },
);

it.each([
  ['2026-02-03T09:05', `${day}T09:05`],
  ['2026-02-03 9:05', `${day}T09:05`],
  ['2026/2/3 17：30', `${day}T17:30`],
  ['2026年2月3日 09:05', `${day}T09:05`],
  ['2026年2月3日9:05', `${day}T09:05`],
  ['Feb 3, 2026, 9:05 AM', `${day}T09:05`],
  ['Feb 3, 2026 at 9:05 AM', `${day}T09:05`],
  ['3 Oct 2026 T9:05', '2026-10-03T09:05'],
  ['3 Oct 2026 12:00 am', '2026-10-03T00:00'],
  ['Feb 3, 2026 12.15 p.m.', `${day}T12:15`],
  ['20260203 2359', undefined],
  ['2026-02-03', undefined],
  ['2026-02-03 24:00', undefined],
  ['2026-02-03 10:60', undefined],
  ['2026-02-03 13:00 pm', undefined],
  ['2026-02-30 10:00', undefined],
  ['09:00', undefined],
])('%s is the time %s', (text, read) => {
  expect(readMoment(text)).toBe(read);
});

it.each([
  ['2026-03-1', true],
  ['2026/12/3', true],
  ['2026-02-3', false],
  ['2026-03-4', false],
  ['2026-03-01', false],
  ['20260301', false],
  ['2026年3月1日', false],
  ['Mar 1, 2026', false],
  ['2026-03', false],
])('%s may become another day with one more digit: %s', (text, may) => {
  expect(mayGoOn(text)).toBe(may);
});

it('a day that is changed where it stands may go on as well', () => {
  expect([mayGoOn('Mar 1, 2026', 'Mar 1'.length), mayGoOn('2026年3月1日', '2026年3月1'.length)]).toEqual([true, true]);
  expect([mayGoOn('Mar 12, 2026', 'Mar 12'.length), mayGoOn('2026年3月1日', 0)]).toEqual([false, false]);
});

it.each(['zh-CN', 'en'] as const)('reads every day and time again that %s writes', (language) => {
  for (let month = 1; month <= 12; month++) {
    const first = `2026-${String(month).padStart(2, '0')}-0${(month % 9) + 1}`;
    expect(readDay(written(language, first))).toBe(first);
    for (const time of ['00:00', '09:07', '12:00', '23:59']) {
      expect(readMoment(written(language, `${first}T${time}`))).toBe(`${first}T${time}`);
    }
  }
});
