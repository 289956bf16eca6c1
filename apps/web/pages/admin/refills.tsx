// What follows the log can be made again from it: the lists, and everything that Temporal knows. Asked once more before it begins.
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { send } from '../../client/client';
import { ProblemAlert } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { useWords } from '../../words/words';
import { OnlyAdministrators } from './only-administrators';

const sinks = ['read-models', 'temporal'] as const;

export function Refills(): ReactElement {
  const { word } = useWords();
  return (
    <Section title={word('refill.title')}>
      <OnlyAdministrators>
        <Stack gap="sm">
          {sinks.map((sink) => (
            <Refill key={sink} sink={sink} />
          ))}
        </Stack>
      </OnlyAdministrators>
    </Section>
  );
}

function Refill({ sink }: { sink: (typeof sinks)[number] }): ReactElement {
  const { word } = useWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const refill = useMutation({
    networkMode: 'always',
    mutationFn: () => send(`/v1/sinks/${sink}/refill`, { method: 'POST' }),
    onSuccess: () => {
      setAsked(false);
      notifications.show({ color: 'teal', message: word('refill.begun') });
      return queries.invalidateQueries();
    },
  });
  const name = word(`refill.${sink}`);
  return (
    <Stack gap={4} align="flex-start" role="group" aria-label={name}>
      <Text size="sm">{word(`refill.${sink}.text`)}</Text>
      <ProblemAlert error={refill.error} />
      {asked ? (
        <Group gap="xs">
          <Button size="xs" color="orange" loading={refill.isPending} onClick={() => refill.mutate()}>
            {word('refill.do')}
          </Button>
          <Button size="xs" variant="default" disabled={refill.isPending} onClick={() => setAsked(false)}>
            {word('form.cancel')}
          </Button>
        </Group>
      ) : (
        <Button size="xs" variant="light" onClick={() => setAsked(true)}>
          {name}
        </Button>
      )}
    </Stack>
  );
}
