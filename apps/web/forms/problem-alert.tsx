// What the server refused, in its own words: what happened, what is missing and who can supply it, and the way out.
import { Alert, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Problem, SignedOut, Unreachable, type MissingThing } from '../client/problem';
import { staffNames } from '../client/queries';
import { signIn } from '../session/session';
import { useWords } from '../words/words';
import { Button } from '@mantine/core';

export function ProblemAlert({ error }: { error: Error | null }): ReactElement | null {
  const { word } = useWords();
  if (error === null) return null;
  if (error instanceof SignedOut) {
    return (
      <Alert color="yellow" role="alert" title={word('sign-in.ended')}>
        <Stack align="flex-start" gap="xs">
          <Text size="sm">{word('sign-in.ended.way')}</Text>
          <Button size="xs" onClick={() => void signIn()}>
            {word('sign-in.enter')}
          </Button>
        </Stack>
      </Alert>
    );
  }
  if (error instanceof Problem) {
    const { title, detail, missing = [] } = error.document;
    return (
      <Alert color="red" role="alert" title={title}>
        <Stack gap="xs">
          <Missing things={missing} />
          <Text size="sm">{detail}</Text>
        </Stack>
      </Alert>
    );
  }
  return (
    <Alert color="orange" role="alert" title={word('state.unreachable')}>
      <Text size="sm">{word(error instanceof Unreachable ? 'state.unreachable.way' : 'state.broken')}</Text>
    </Alert>
  );
}

export function Missing({ things }: { things: MissingThing[] }): ReactElement | null {
  const supplied = useSuppliers();
  if (things.length === 0) return null;
  return (
    <List size="sm" spacing={4}>
      {things.map((thing) => (
        <List.Item key={`${thing.what}:${thing.key}:${thing.contactId ?? ''}`}>
          {thing.label}
          {thing.suppliedBy.length > 0 && (
            <Text span size="sm" c="dimmed">
              {' '}
              — {supplied(thing)}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}

/** Who can supply a missing thing, by name or by role. */
export function useSuppliers(): (thing: Pick<MissingThing, 'suppliedBy'>) => string {
  const { label, word } = useWords();
  const { data: names } = useQuery(staffNames);
  return ({ suppliedBy }) =>
    word('missing.supplied-by', {
      who: suppliedBy
        .map(({ staffId, role, group }) =>
          staffId !== undefined
            ? (names?.get(staffId) ?? '…')
            : role !== undefined
              ? label('role', role)
              : (group ?? ''),
        )
        .join(' / '),
    });
}

/** What the server said about single fields, by their names: what has a place there need not stand anywhere else. */
export function problemsByField(error: Error | null, prefix = ''): { [name: string]: string } {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(
    error.missing
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, label }) => [key.slice(prefix.length), label]),
  );
}
