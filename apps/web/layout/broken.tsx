// A page that cannot be shown: the sign-in has ended, or something went wrong that can be tried again.
import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { Problem, SignedOut, Unreachable } from '../client/problem';
import { signIn } from '../session/session';
import { useWords } from '../words/words';

export function Broken(): ReactElement {
  const { word } = useWords();
  const error = useRouteError();
  if (error instanceof SignedOut) {
    return (
      <InPlaceOfPage color="yellow" title={word('sign-in.ended')} text={word('sign-in.ended.way')}>
        <Button onClick={() => void signIn()}>{word('sign-in.enter')}</Button>
      </InPlaceOfPage>
    );
  }
  // What a program says of itself is no language of people: it stands in the browser's console.
  const [title, text] =
    error instanceof Problem
      ? [error.document.title, error.document.detail]
      : [word('state.broken'), word(error instanceof Unreachable ? 'state.no-answer.way' : 'state.broken.way')];
  return (
    <InPlaceOfPage color="red" title={title} text={text}>
      <Button onClick={() => window.location.reload()}>{word('state.again')}</Button>
    </InPlaceOfPage>
  );
}

type Told = { color: string; title: string; text: string; children: ReactNode };

/** @param children the way out */
function InPlaceOfPage({ color, title, text, children }: Told): ReactElement {
  return (
    <Stack>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Alert color={color} role="alert">
        <Stack align="flex-start">
          <Text>{text}</Text>
          {children}
        </Stack>
      </Alert>
    </Stack>
  );
}
