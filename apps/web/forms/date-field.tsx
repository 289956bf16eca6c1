// A day, or a day and a time: typed as one writes it, or chosen from a calendar. The browser's own fields speak the browser's language,
// whatever the page speaks.
// Invariant: what was typed is never thrown away: what cannot be read is said to be so here, and judged by the server like every answer.
import { ActionIcon, Box, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Loading } from '../layout/loading';
import { readDay, readMoment, written } from '../shown/typed-day';
import { useWords } from '../words/words';

/** The calendar is as much program as a page: it comes when it is opened. */
const Calendar = lazy(async () => ({ default: (await import('./calendar')).Calendar }));

export type Looks = Pick<TextInputProps, 'size' | 'w' | 'flex' | 'maw'>;

type Asked = Looks &
  Pick<TextInputProps, 'label' | 'description' | 'error' | 'withAsterisk' | 'name'> & {
    /** As ISO 8601 where it is a day, `2026-12-01T09:00` with a time; else what was typed. */
    value: string;
    withTime?: boolean;
    /** The calendar offers nothing before or after. */
    earliest?: string;
    latest?: string;
    onChange: (value: string) => void;
  };

export function DateField({
  value,
  withTime = false,
  earliest,
  latest,
  error,
  onChange,
  ...looks
}: Asked): ReactElement {
  const { language, word } = useWords();
  const read = withTime ? readMoment : readDay;
  // While one is in the field it shows what is typed, afterwards what was understood.
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const understood = read(value);
  const isUnread = typed === undefined && value !== '' && understood === undefined;
  const calendar = (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={word('date.open')} onClick={() => setOpen(!isOpen)}>
          <IconCalendar size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<OnItsWay />}>
          <Calendar
            value={understood}
            withTime={withTime}
            earliest={earliest}
            latest={latest}
            onChoose={onChange}
            onDone={() => setOpen(false)}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <TextInput
      {...looks}
      autoComplete="off"
      placeholder={withTime ? '2026-12-31 09:00' : '2026-12-31'}
      value={typed ?? (understood === undefined ? value : written(language, understood))}
      error={isUnread ? word(withTime ? 'date.no-moment' : 'date.no-day') : error}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value) ?? event.target.value.trim());
      }}
      onBlur={() => setTyped(undefined)}
      rightSection={calendar}
    />
  );
}

/** As large as the calendar, which so does not jump when it is there. */
function OnItsWay(): ReactElement {
  return (
    <Box w={252} mih={290}>
      <Loading />
    </Box>
  );
}
