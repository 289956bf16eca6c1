// What a supervisor has to decide, by deadline: one at a time with all that is needed in sight, or several at once; all of it from the keyboard.
import { Alert, Badge, Button, Checkbox, Grid, Group, Kbd, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { inbox, staffNames } from '../../client/queries';
import type { InboxRow } from '../../client/views';
import { dueIn, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { Decision } from './decision';
import { useInboxKeys } from './keys';
import { Several } from './several';
import { keyOf } from './voting';

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: rows, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(inbox);
  const [chosen, choose] = useState<string>();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const shown = rows.find((row) => keyOf(row) === chosen) ?? rows[0];
  const several = rows.filter((row) => picked.has(keyOf(row)));
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row === shown);
    if (at + by === rows.length && hasNextPage) void fetchNextPage();
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next !== undefined) choose(keyOf(next));
  };
  const pick = (row: InboxRow): void =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(keyOf(row))) after.add(keyOf(row));
      return after;
    });
  useInboxKeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => shown !== undefined && pick(shown)],
  ]);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.inbox')}
        </Title>
        <Keys />
      </Group>
      {shown === undefined ? (
        <Alert color="teal" title={word('inbox.empty')}>
          {word('inbox.empty.text')}
        </Alert>
      ) : (
        <Grid>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Checkbox
              mb="xs"
              size="sm"
              label={hasNextPage ? word('inbox.all-shown', { count: rows.length }) : word('inbox.all')}
              checked={several.length === rows.length}
              indeterminate={several.length > 0 && several.length < rows.length}
              onChange={() => setPicked(new Set(several.length === rows.length ? [] : rows.map(keyOf)))}
            />
            <Stack gap="xs" component="ol" p={0} m={0} className="plain-list">
              {rows.map((row) => (
                <Group key={keyOf(row)} component="li" wrap="nowrap" gap="xs">
                  <Checkbox
                    size="sm"
                    aria-label={word('inbox.pick', { title: row.title ?? word('name.untitled') })}
                    checked={picked.has(keyOf(row))}
                    onChange={() => pick(row)}
                  />
                  <Row row={row} chosen={row === shown && several.length === 0} onChoose={() => choose(keyOf(row))} />
                </Group>
              ))}
            </Stack>
            {hasNextPage && (
              <Button mt="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {word('customers.more')}
              </Button>
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>
            {several.length > 0 ? <Several rows={several} /> : <Decision key={keyOf(shown)} row={shown} />}
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}

function Keys(): ReactElement {
  const { word } = useWords();
  return (
    <Text size="sm" c="dimmed" visibleFrom="sm">
      <Kbd>j</Kbd> <Kbd>k</Kbd> {word('inbox.keys')} · <Kbd>x</Kbd> {word('inbox.keys.pick')} · <Kbd>a</Kbd>{' '}
      {word('vote.approve')} · <Kbd>r</Kbd> {word('vote.reject')}
    </Text>
  );
}

function Row({ row, chosen, onChoose }: { row: InboxRow; chosen: boolean; onChoose: () => void }): ReactElement {
  const words = useWords();
  const { word, label, language } = words;
  const { data: names } = useQuery(staffNames);
  const late = row.dueAt !== null && Date.parse(row.dueAt) < Date.now();
  return (
    <UnstyledButton className="inbox-row" aria-pressed={chosen} onClick={onChoose} w="100%">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {row.title ?? word('name.untitled')}
        </Text>
        <Badge size="sm" variant="light" style={{ flexShrink: 0 }}>
          {label('approval-kind', row.kind)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {names?.get(row.submittedById)}
        {row.amountFen === null ? '' : ` · ${money(language, row.amountFen)}`}
        {row.actingFor === null ? '' : ` · ${word('inbox.for', { who: names?.get(row.actingFor) ?? '…' })}`}
      </Text>
      {row.dueAt !== null && (
        <Text size="xs" c={late ? 'var(--mantine-color-error)' : 'dimmed'} fw={late ? 600 : undefined}>
          {dueIn(words, row.dueAt)}
        </Text>
      )}
    </UnstyledButton>
  );
}
