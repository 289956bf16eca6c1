// A day that something is looked for by. A browser says a date after each digit, so that a year of which one has typed the first is the
// year 2: only a whole day is told, or none.
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactElement } from 'react';

/** Nothing of the trade is dated before or after; the API refuses what is. */
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2200-12-31';

export type Looks = Pick<TextInputProps, 'size' | 'w' | 'flex'>;

type Asked = Looks & {
  label: string;
  /** Empty when none is asked for, as in the address. */
  day: string | undefined;
  /** The other end of the period, where this is its end or its beginning. */
  earliest?: string;
  latest?: string;
  /** @param day empty when it was cleared */
  onDay: (day: string) => void;
};

export function DayField({ day = '', earliest, latest, onDay, ...looks }: Asked): ReactElement {
  // While one is in the field it shows what was typed, also what is no day yet; afterwards the day that is asked for.
  const [typed, setTyped] = useState<string>();
  const type = (text: string): void => {
    setTyped(text);
    if (text === '' || isPlausible(text)) onDay(text);
  };
  return (
    <TextInput
      {...looks}
      type="date"
      min={given(earliest) ?? FIRST_DAY}
      max={given(latest) ?? LAST_DAY}
      value={typed ?? day}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setTyped(undefined)}
    />
  );
}

/** Days of four-digit years are in order as texts are. */
function isPlausible(text: string): boolean {
  return text.length === FIRST_DAY.length && text >= FIRST_DAY && text <= LAST_DAY;
}

function given(day: string | undefined): string | undefined {
  return day !== undefined && isPlausible(day) ? day : undefined;
}
