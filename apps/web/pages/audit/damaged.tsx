// Of an event whose stored bytes cannot be read any more: which one it is, and what to do.
import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWords } from '../../words/words';

export function Damaged({ damaged }: { damaged: { position: number; eventId: string } }): ReactElement {
  const { word } = useWords();
  return (
    <Text size="sm" c="var(--mantine-color-error)" style={{ overflowWrap: 'anywhere' }}>
      {word('audit.damaged', { position: damaged.position, id: damaged.eventId })}
    </Text>
  );
}
