// The month to choose a day from, and the time below it where one is asked for: in the language of the page, from the keyboard as well.
import { Button, Group, Stack } from '@mantine/core';
import { DatePicker, TimePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/zh-cn';
import { useEffect, useRef, type ReactElement } from 'react';
import { date } from '../shown/values';
import { FIRST_DAY, LAST_DAY, readDay } from '../shown/typed-day';
import { useWords, type Language } from '../words/words';
import { ESCAPES_HERE } from './escapes-here';

/** As `dayjs` calls the languages, and writes months and years in them. */
const ways: { [L in Language]: { locale: string; monthLabelFormat: string; yearLabelFormat: string } } = {
  'zh-CN': { locale: 'zh-cn', monthLabelFormat: 'YYYY年M月', yearLabelFormat: 'YYYY年' },
  en: { locale: 'en', monthLabelFormat: 'MMMM YYYY', yearLabelFormat: 'YYYY' },
};

/** When work begins: a time that nobody has to explain. */
const MORNING = '09:00';

const DAY_LENGTH = FIRST_DAY.length;

type Asked = {
  /** `2026-12-01`, or with a time `2026-12-01T09:00`. */
  value: string | undefined;
  withTime: boolean;
  earliest: string | undefined;
  latest: string | undefined;
  onChoose: (value: string) => void;
  onDone: () => void;
};

export function Calendar({ value, withTime, earliest, latest, onChoose, onDone }: Asked): ReactElement {
  const { language, word } = useWords();
  const day = value?.slice(0, DAY_LENGTH);
  const time = value?.slice(DAY_LENGTH + 1) || MORNING;
  const root = useRef<HTMLDivElement>(null);
  // One arrives on the day that is chosen, or on the first that can be: the arrows go on from there. Not at once: what opened this
  // notes where to go back to when this is there.
  useEffect(() => {
    const arriving = requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>('td button[tabindex="0"]')?.focus(),
    );
    return () => cancelAnimationFrame(arriving);
  }, []);
  const choose = (chosen: string | null): void => {
    if (chosen === null) return;
    onChoose(withTime ? `${chosen}T${time}` : chosen);
    if (!withTime) onDone();
  };
  return (
    <Stack gap="sm" ref={root}>
      <DatePicker
        {...ways[language]}
        value={day ?? null}
        defaultDate={day ?? readDay(latest ?? '') ?? undefined}
        minDate={readDay(earliest ?? '') ?? FIRST_DAY}
        maxDate={readDay(latest ?? '') ?? LAST_DAY}
        onChange={choose}
        __stopPropagation
        hideOutsideDates
        weekendDays={[]}
        getDayAriaLabel={(each) => date(language, each)}
        getDayProps={(each) => ({ 'aria-pressed': each === day })}
        ariaLabels={{
          nextMonth: word('date.month-after'),
          previousMonth: word('date.month-before'),
          nextYear: word('date.year-after'),
          previousYear: word('date.year-before'),
          nextDecade: word('date.decade-after'),
          previousDecade: word('date.decade-before'),
        }}
      />
      {withTime && (
        <Group align="flex-end" justify="space-between">
          <TimePicker
            label={word('date.time')}
            hoursInputLabel={word('date.hours')}
            minutesInputLabel={word('date.minutes')}
            hoursInputProps={ESCAPES_HERE}
            minutesInputProps={ESCAPES_HERE}
            value={time}
            disabled={day === undefined}
            onChange={(next) => next !== '' && onChoose(`${day}T${next.slice(0, MORNING.length)}`)}
          />
          <Button
            {...ESCAPES_HERE}
            onClick={() => {
              if (day !== undefined) onChoose(`${day}T${time}`);
              onDone();
            }}
          >
            {word('form.do')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
