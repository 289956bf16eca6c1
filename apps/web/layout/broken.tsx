// A page that cannot be shown: the sign-in has ended, or something went wrong that can be tried again.
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useRouteError } from 'react-router';
import { Problem, SignedOut, Unreachable } from '../client/problem';
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
  // What a program says of itself is no language of people: it stands in the browser's console.
  const [title, text] =
    error instanceof Problem
      ? [error.document.title, error.document.detail]
      : [word('state.broken'), word(error instanceof Unreachable ? 'state.no-answer.way' : 'state.broken.way')];
  return (
    <Alert color="red" role="alert" title={title}>
      <Stack align="flex-start">
        <Text>{text}</Text>
        <Button onClick={() => window.location.reload()}>{word('state.again')}</Button>
      </Stack>
    </Alert>
  );
}
