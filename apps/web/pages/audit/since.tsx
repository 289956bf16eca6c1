// Says that something has happened since an auditor read what is shown; whether to read on is for them to say.
import { Alert, Button, Group, Text } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useHasChanged } from '../../client/still';
import { useWords } from '../../words/words';

/** @param read the key of what was read. @param again reads it once more */
export function Since({ read, again }: { read: QueryKey; again: () => void }): ReactElement | null {
  const { word } = useWords();
  const hasChanged = useHasChanged(read);
  if (!hasChanged) return null;
  return (
    <Alert role="status" color="blue">
      <Group gap="sm">
        <Text size="sm">{word('audit.since')}</Text>
        <Button size="xs" variant="default" onClick={again}>
          {word('audit.since.show')}
        </Button>
      </Group>
    </Alert>
  );
}
