// What has fallen due, by name: since when, and until when it is to be done; or until when it was put off.
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { date, dateTime, distance } from '../../shown/values';
import { useWords } from '../../words/words';

/** `at`: when it fell due, or does again; `doneBy`: the moment Today counts by. */
export function FollowUpHead({ title, at, doneBy }: { title: string; at: string; doneBy?: string }): ReactElement {
  const { word, language } = useWords();
  const isPutOff = Date.parse(at) > Date.now();
  const isLate = doneBy !== undefined && Date.parse(doneBy) < Date.now();
  return (
    <Group justify="space-between" gap="xs">
      <Stack gap={0} miw={0}>
        <Text fw={500}>{title}</Text>
        {!isPutOff && (
          <Text size="xs" c="dimmed">
            {word('after-sales.fell-due', { date: date(language, at) })}
          </Text>
        )}
      </Stack>
      {isPutOff ? (
        <Badge variant="light" color="gray">
          {word('after-sales.put-off', { when: distance(language, at) })}
        </Badge>
      ) : (
        doneBy !== undefined && (
          <Badge variant="light" color={isLate ? 'red' : 'orange'}>
            {word(isLate ? 'after-sales.late' : 'after-sales.do-by', { date: dateTime(language, doneBy) })}
          </Badge>
        )
      )}
    </Group>
  );
}
