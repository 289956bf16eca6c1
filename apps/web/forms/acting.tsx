// Auditors see what there is and no form: they change nothing, and the server would refuse them every one. Whoever else may not do
// a thing is told so when they try (decision 18): that hangs on more than their role.
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { StaffRole } from '#domain';
import { me } from '../client/queries';
import { useWords } from '../words/words';

const ReadingContext = createContext(false);

/** Around a page that auditors read and others act on. */
export function OpenToAuditors({ children }: { children: ReactNode }): ReactElement {
  const { word } = useWords();
  const isReading = useIsAuditor();
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

/** Whether the reader is an auditor and nothing else. */
export function useIsAuditor(): boolean {
  const { data: self } = useQuery(me);
  return self?.roles.every((role) => role === 'auditor') === true;
}

/** Whether there are no forms here. */
export function useIsReading(): boolean {
  return useContext(ReadingContext);
}

type Asked = {
  children: ReactNode;
  /** Who may do this besides those whose page it is. */
  alsoBy?: readonly StaffRole[];
  /** What stands here for who only reads. */
  otherwise?: ReactNode;
};

/** What only they see who may act here. */
export function Acting({ children, alsoBy = [], otherwise = null }: Asked): ReactNode {
  const { data: self } = useQuery(me);
  const isReading = useIsReading() && self?.roles.some((role) => alsoBy.includes(role)) !== true;
  return isReading ? otherwise : children;
}
