// Who only reads sees what there is and no form: the server would refuse them every one.
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { StaffRole } from '#domain';
import { me } from '../client/queries';
import { useWords } from '../words/words';

const ReadingContext = createContext(false);

/** Around a page whose commands belong to these roles; whoever has none of them is told that they read. */
export function ActedOnBy({ roles, children }: { roles: readonly StaffRole[]; children: ReactNode }): ReactElement {
  const { word } = useWords();
  const { data: self } = useQuery(me);
  const isReading = self?.roles.some((role) => roles.includes(role)) === false;
  return (
    <ReadingContext value={isReading}>
      {isReading && (
        <Text size="sm" c="dimmed" mb="xs">
          {word('reading-only')}
        </Text>
      )}
      {children}
    </ReadingContext>
  );
}

export function useIsReading(): boolean {
  return useContext(ReadingContext);
}

/** What only they see who may act here. */
export function Acting({ children }: { children: ReactNode }): ReactNode {
  return useIsReading() ? null : children;
}
