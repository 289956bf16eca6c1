// How gifts and invitations are shown wherever they stand: by the names of the playbook, with their status and what can be done next.
import { Badge, Button, Group, Stack } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useCommand } from '../client/commands';
import { playbookLatest } from '../client/queries';
import { useCodeField } from '../forms/command-form';
import { Acting } from '../forms/acting';
import { OpenedForm } from '../forms/opened-form';
import { ProblemAlert } from '../forms/problem-alert';
import { useWords } from '../words/words';

type Named = { playbookKey: string; kind: string; occasion: string };

/** @param gifts that are shown: each is called as its own playbook calls it. */
export function useGiftTitle(gifts: readonly Pick<Named, 'playbookKey'>[]): (gift: Named) => string {
  const { of } = useWords();
  const keys = [...new Set(gifts.map(({ playbookKey }) => playbookKey))];
  const read = useQueries({ queries: keys.map((key) => playbookLatest(key)) });
  return ({ playbookKey, kind, occasion }) => {
    const { kinds, occasions } = read[keys.indexOf(playbookKey)]?.data?.gifts ?? {};
    return [
      of(kinds?.find(({ key }) => key === kind)?.title, kind),
      of(occasions?.find(({ key }) => key === occasion)?.title, occasion),
    ].join(' · ');
  };
}

const colours: { [status: string]: string } = { asked: 'orange', allowed: 'teal', rejected: 'red', given: 'gray' };

export function GiftStatus({ status }: { status: string }): ReactElement {
  const { label } = useWords();
  return (
    <Badge variant="light" color={colours[status] ?? 'gray'} miw="max-content">
      {label('gift-status', status)}
    </Badge>
  );
}

const outcomes = ['given', 'declined', 'returned'];

/** What came of it, once it may be given; before that it can be given up. */
export function GiftOutcome({
  contactId,
  giftId,
  status,
}: {
  contactId: string;
  giftId: string;
  status: string;
}): ReactElement | null {
  const { word } = useWords();
  const codeField = useCodeField();
  const withdraw = useCommand();
  const path = `/v1/contacts/${contactId}/gifts/${giftId}`;
  if (status !== 'asked' && status !== 'allowed' && status !== 'given') return null;
  const possible = outcomes.filter((outcome) => (status === 'given' ? outcome === 'returned' : outcome !== 'returned'));
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-start">
        {status !== 'asked' && (
          <OpenedForm
            draft={`${giftId}.outcome`}
            path={`${path}/outcome`}
            fields={{
              outcome: codeField('gift-status', possible),
              on: { type: 'string', format: 'date' },
              note: { type: 'string' },
            }}
            required={['outcome', 'on']}
            submit={word('gift.record')}
          />
        )}
        {status !== 'given' && (
          <Acting>
            <Button
              size="xs"
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ path: `${path}/withdraw` })}
            >
              {word('gift.withdraw')}
            </Button>
          </Acting>
        )}
      </Group>
      <ProblemAlert error={withdraw.error} />
    </Stack>
  );
}
