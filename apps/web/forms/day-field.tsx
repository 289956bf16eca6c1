// A day that something is looked for by: only a day that can be read is told, or none. With anything else in the field, the one before holds.
import { useState, type ReactElement } from 'react';
import { useLocation } from 'react-router';
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
  const { key } = useLocation();
  const [before, setBefore] = useState(key);
  if (key !== before) {
    setBefore(key);
    if (told !== undefined && isAnswer(told)) setTold(undefined);
  }
  const tell = (text: string): void => {
    setTold(text);
    if (isAnswer(text)) onDay(text);
  };
  return <DateField {...asked} holdsBack value={told ?? day} onChange={tell} />;
}

function isAnswer(text: string): boolean {
  return text === '' || readDay(text) === text;
}
