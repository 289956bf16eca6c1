// A thing and what it is, in one line.
import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useWords } from '../words/words';

/** @param isSaid the words of a person, with the lines that they wrote */
export function Named({
  name,
  isSaid = false,
  children,
}: {
  name: string;
  isSaid?: boolean;
  children: ReactNode;
}): ReactElement {
  const { word } = useWords();
  return (
    <Text size="sm">
      <Text span inherit c="dimmed">
        {word('action.answer', { what: name })}
      </Text>
      <Text span inherit className={isSaid ? 'said' : undefined}>
        {children}
      </Text>
    </Text>
  );
}
