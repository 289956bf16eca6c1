// From which day to which something is looked for: neither end can be chosen beyond the other.
import type { ReactElement } from 'react';
import { useWords } from '../words/words';
import type { Looks } from './date-field';
import { DayField } from './day-field';

type Asked = Looks & {
  from: string | undefined;
  to: string | undefined;
  /** @param day empty when it was cleared */
  onDay: (chosen: { from?: string; to?: string }) => void;
};

export function Period({ from, to, onDay, ...looks }: Asked): ReactElement {
  const { word } = useWords();
  return (
    <>
      <DayField {...looks} label={word('period.from')} day={from} latest={to} onDay={(day) => onDay({ from: day })} />
      <DayField {...looks} label={word('period.to')} day={to} earliest={from} onDay={(day) => onDay({ to: day })} />
    </>
  );
}
