// Several at once: what they are, side by side, and one decision with one reason for all of them; by the same keys as for one.
import { Button, Card, Group, Progress, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import { staffNames } from '../../client/queries';
import type { InboxRow } from '../../client/views';
import type { Decision } from '../../client/votes';
import { useDraft } from '../../forms/draft';
import { ProblemAlert } from '../../forms/problem-alert';
import { figures, WideTable } from '../../layout/wide-table';
import { distance, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { useInboxKeys } from './keys';
import { keyOf, useVoting } from './voting';

/** Those that were refused stay, with the reason. */
export function Several({ rows }: { rows: readonly InboxRow[] }): ReactElement {
  const { word, label, language } = useWords();
  const { data: names } = useQuery(staffNames);
  const [note, keepNote, dropNote] = useDraft('inbox.several', '');
  const { vote, progress, refused } = useVoting();
  const [asksWhy, setAsksWhy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async (decision: Decision): Promise<void> => {
    // A key waits for nothing: what is being sent is not sent twice.
    if (progress !== undefined) return;
    if (await vote(rows, decision, note)) dropNote();
  };
  /** Who is refused wants to know why. */
  const rejectOrAsk = (): void => {
    if (note.trim() !== '') return void send('reject');
    setAsksWhy(true);
    field.current?.focus();
  };
  useInboxKeys([
    ['a', () => void send('approve')],
    ['r', rejectOrAsk],
  ]);
  const total = rows.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  return (
    <Card withBorder component="section" aria-label={word('inbox.several', { count: rows.length })}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {word('inbox.several', { count: rows.length })}
        </Title>
        <WideTable
          label={word('inbox.several', { count: rows.length })}
          minWidth={480}
          columns={[
            word('sale.title'),
            word('inbox.kind'),
            word('inbox.from'),
            figures(word('sale.amount')),
            word('inbox.until'),
          ]}
          foot={
            <Table.Tr>
              <Table.Th colSpan={3}>{word('offer.total')}</Table.Th>
              <Table.Th ta="right">{money(language, total)}</Table.Th>
              <Table.Th />
            </Table.Tr>
          }
        >
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              <Table.Td>{row.title ?? word('name.untitled')}</Table.Td>
              <Table.Td>{label('approval-kind', row.kind)}</Table.Td>
              <Table.Td>{names?.get(row.submittedById)}</Table.Td>
              <Table.Td ta="right">{row.amountFen === null ? '—' : money(language, row.amountFen)}</Table.Td>
              <Table.Td>{row.dueAt === null ? '—' : distance(language, row.dueAt)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
        <Textarea
          ref={field}
          label={word('vote.note')}
          description={word('vote.note.keys')}
          value={note}
          error={asksWhy && note.trim() === '' ? label('problem', 'required') : undefined}
          onChange={(event) => keepNote(event.target.value)}
          onKeyDown={getHotkeyHandler([['mod+Enter', rejectOrAsk]])}
          autosize
          minRows={2}
        />
        {progress !== undefined && (
          <Progress
            value={(100 * progress.done) / progress.of}
            aria-label={word('inbox.progress', { done: progress.done, of: progress.of })}
          />
        )}
        {refused.map(({ row, error }) => (
          <Stack key={keyOf(row)} gap={4}>
            <Text size="sm" fw={600}>
              {row.title ?? word('name.untitled')}
            </Text>
            <ProblemAlert error={error} />
          </Stack>
        ))}
        <Group>
          <Button color="teal" loading={progress !== undefined} onClick={() => void send('approve')}>
            {word('inbox.approve-all', { count: rows.length })}
          </Button>
          <Button color="red" variant="light" loading={progress !== undefined} onClick={rejectOrAsk}>
            {word('inbox.reject-all', { count: rows.length })}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
