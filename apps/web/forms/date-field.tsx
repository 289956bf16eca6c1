// A day, or a day and a time: typed as one writes it, or chosen from a calendar. The browser's own fields speak the browser's language,
// whatever the page speaks.
// Invariant: what was typed is never thrown away: what cannot be read is said to be so here, and judged by the server like every answer.
import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState, type ReactElement } from 'react';
import { mayGoOn, readDay, readMoment, written } from '../shown/typed-day';
import { useWords } from '../words/words';
import { ESCAPES_HERE } from './escapes-here';
import { FetchedCalendar } from './fetched-calendar';

/** As long as a button is pressed: one that is left for is not moved from under the finger by what is said here. */
const PRESS_MS = 250;

export type Looks = Pick<TextInputProps, 'size' | 'w' | 'flex' | 'maw'>;

type Asked = Looks &
  Pick<TextInputProps, 'description' | 'error' | 'withAsterisk' | 'name'> & {
    label: string;
    /** As ISO 8601 where it is a day, `2026-12-01T09:00` with a time; else what was typed. */
    value: string;
    withTime?: boolean;
    /** Where each day that is told is looked for: one that may become another with one more digit waits until one has done with the field. */
    holdsBack?: boolean;
    /** The calendar offers nothing before or after. */
    earliest?: string;
    latest?: string;
    onChange: (value: string) => void;
  };

export function DateField({
  value,
  withTime = false,
  holdsBack = false,
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
  const tell = (text: string): void => {
    const meant = read(text) ?? text.trim();
    if (meant !== value) onChange(meant);
  };
  const held = useRef<string>(undefined);
  const tellHeld = (): void => {
    if (held.current !== undefined) tell(held.current);
    held.current = undefined;
  };
  const leaving = useRef<number>(undefined);
  const calendar = (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={word('date.open')}
          aria-description={looks.label}
          onClick={() => setOpen(!isOpen)}
        >
          <IconCalendar size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown {...ESCAPES_HERE}>
        <FetchedCalendar
          // A day without its time is a beginning.
          value={understood ?? readDay(value)}
          withTime={withTime}
          earliest={earliest}
          latest={latest}
          onChoose={onChange}
          onDone={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <TextInput
      {...looks}
      autoComplete="off"
      placeholder={word('date.example', { day: withTime ? '2026-12-31 09:00' : '2026-12-31' })}
      value={typed ?? (understood === undefined ? value : written(language, understood))}
      error={isUnread ? word(withTime ? 'date.no-moment' : 'date.no-day') : error}
      onChange={({ target: { value: text, selectionStart } }) => {
        setTyped(text);
        held.current = holdsBack && mayGoOn(text, selectionStart ?? text.length) ? text : undefined;
        if (held.current === undefined) tell(text);
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Enter') return;
        tellHeld();
        setTyped(undefined);
      }}
      onFocus={() => window.clearTimeout(leaving.current)}
      onBlur={() => {
        tellHeld();
        leaving.current = window.setTimeout(() => setTyped(undefined), PRESS_MS);
      }}
      rightSection={calendar}
    />
  );
}
