// The calendar is as much program as a page: it comes when it is opened. Where it does not come, one types.
import { Box, Text } from '@mantine/core';
import { useEffect, useState, type ComponentProps, type ReactElement } from 'react';
import { Loading } from '../layout/loading';
import { useWords } from '../words/words';
import type { Calendar } from './calendar';

type Fetched = { Drawn?: typeof Calendar; failed?: boolean };

async function fetchCalendar(): Promise<Fetched> {
  try {
    const part = await import('./calendar');
    return { Drawn: part.Calendar };
  } catch {
    return { failed: true };
  }
}

export function FetchedCalendar(asked: ComponentProps<typeof Calendar>): ReactElement {
  const { word } = useWords();
  const [{ Drawn, failed = false }, setFetched] = useState<Fetched>({});
  useEffect(() => {
    let isShown = true;
    void fetchCalendar().then((fetched) => isShown && setFetched(fetched));
    return () => void (isShown = false);
  }, []);
  if (Drawn !== undefined) return <Drawn {...asked} />;
  // As large as the calendar, which so does not jump when it is there.
  return (
    <Box w={252} mih={failed ? undefined : 290}>
      {failed ? <Text size="sm">{word('state.no-answer.way')}</Text> : <Loading />}
    </Box>
  );
}
