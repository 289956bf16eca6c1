// An address without a page.
import { Anchor, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useWords } from '../words/words';

export function Page(): ReactElement {
  const { word } = useWords();
  return (
    <Stack>
      <Title order={1}>{word('nowhere.title')}</Title>
      <Text>{word('nowhere.text')}</Text>
      <Anchor component={Link} to="/">
        {word('place.today')}
      </Anchor>
    </Stack>
  );
}
