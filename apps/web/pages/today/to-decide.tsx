// What waits for the reader's own decision, on the page of the morning: the earliest deadline first, and the way to the inbox.
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { inbox, me, staffNames } from '../../client/queries';
import type { InboxRow } from '../../client/views';
import { Listed } from '../../layout/listed';
import { distance, money } from '../../shown/values';
import { useWords } from '../../words/words';

/** For supervisors; nobody else decides anything. */
export function ToDecide(): ReactElement | null {
  const { data: self } = useSuspenseQuery(me);
  return self.roles.includes('supervisor') ? <Decisions /> : null;
}

function Decisions(): ReactElement {
  const { word } = useWords();
  const { data: rows } = useSuspenseQuery(inbox);
  return (
    <Listed
      title={word('today.to-decide')}
      rows={rows}
      empty={word('today.to-decide.none')}
      keyOf={({ approvalId, group, actingFor }) => `${approvalId}:${group}:${actingFor ?? ''}`}
      row={(row) => <Row row={row} />}
    />
  );
}

function Row({ row: { title, kind, submittedById, amountFen, dueAt } }: { row: InboxRow }): ReactElement {
  const { word, label, language } = useWords();
  const { data: names } = useQuery(staffNames);
  const late = dueAt !== null && Date.parse(dueAt) < Date.now();
  const about = [
    label('approval-kind', kind),
    names?.get(submittedById),
    amountFen === null ? undefined : money(language, amountFen),
  ];
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Stack gap={0} miw={0}>
        <Anchor component={Link} to="/inbox" size="sm">
          {title ?? word('name.untitled')}
        </Anchor>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {about.filter((each) => each !== undefined).join(' · ')}
        </Text>
      </Stack>
      {dueAt !== null && (
        <Badge color={late ? 'red' : 'gray'} variant="light" style={{ flexShrink: 0 }} tt="none">
          {late ? word('today.late-since', { time: distance(language, dueAt) }) : distance(language, dueAt)}
        </Badge>
      )}
    </Group>
  );
}
