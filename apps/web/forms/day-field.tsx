// A day that something is looked for by: only a whole day is told, or none. With half a day in the field the one before still holds.
import { useState, type ReactElement } from 'react';
import { readDay } from '../shown/typed-day';
import { DateField, type Looks } from './date-field';

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

export function DayField({ day = '', onDay, ...asked }: Asked): ReactElement {
  // A page that reads what is asked for takes its time until its address says so: meanwhile the field shows what was told.
  const [told, setTold] = useState<string>();
  const [before, setBefore] = useState(day);
  if (day !== before) {
    setBefore(day);
    setTold(undefined);
  }
  const tell = (text: string): void => {
    if (text !== '' && readDay(text) !== text) return;
    setTold(text);
    onDay(text);
  };
  return <DateField {...asked} value={told ?? day} onChange={tell} />;
}
