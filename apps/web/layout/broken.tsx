// A page that cannot be shown: the sign-in has ended, or something went wrong that can be tried again.
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useRouteError } from 'react-router';
import { SignedOut } from '../client/problem';
import { signIn } from '../session/session';
import { useWords } from '../words/words';

export function Broken(): ReactElement {
  const { word } = useWords();
  const error = useRouteError();
  if (error instanceof SignedOut) {
    return (
      <Alert color="yellow" title={word('sign-in.ended')}>
        <Stack align="flex-start">
          <Text>{word('sign-in.ended.way')}</Text>
          <Button onClick={() => void signIn()}>{word('sign-in.enter')}</Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <Alert color="red" title={word('state.broken')}>
      <Stack align="flex-start">
        <Text>{error instanceof Error ? error.message : String(error)}</Text>
        <Button onClick={() => window.location.reload()}>{word('state.again')}</Button>
      </Stack>
    </Alert>
  );
}
