// Says when nothing can be reached or the server does not answer, and that nothing typed is lost by it.
import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useWords } from '../words/words';

export function Connection({ answers }: { answers: boolean }): ReactElement | null {
  const { word } = useWords();
  const { online } = useNetwork();
  if (online && answers) return null;
  return (
    <Alert role="status" color="orange" variant="light" icon={<IconWifiOff aria-hidden />} mb="md">
      {word(online ? 'state.no-answer' : 'state.offline')}
    </Alert>
  );
}
