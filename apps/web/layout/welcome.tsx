// Before one is signed in: what this is, and the way in.
import { Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { signIn } from '../session/session';
import { chooseLanguage, languageNames, otherLanguage } from '../words/loaded';
import { useWords } from '../words/words';
import { Mark } from './mark';

export function Welcome(): ReactElement {
  const { word, language } = useWords();
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const enter = (): void => {
    setLeaving(true);
    signIn().catch(() => {
      setLeaving(false);
      setFailed(true);
    });
  };
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" maw={440} w="100%">
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            <Mark size={40} />
            <Title order={1} size="h2">
              {word('product.name')}
            </Title>
          </Group>
          <Text>{word('product.promise')}</Text>
          {failed && (
            <Text role="alert" c="var(--mantine-color-error)">
              {word('sign-in.unreachable')}
            </Text>
          )}
          <Button size="md" onClick={enter} loading={leaving}>
            {word('sign-in.enter')}
          </Button>
          <Button variant="subtle" onClick={() => chooseLanguage(otherLanguage(language))}>
            {languageNames[otherLanguage(language)]}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
