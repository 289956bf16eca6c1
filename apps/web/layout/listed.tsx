// A list in a card of its own: as much of it as is read at a glance, more on demand, and what an empty one means.
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useWords } from '../words/words';

/** Read at a glance. */
const SHOWN = 8;

type Asked<Row> = {
  title: string;
  rows: readonly Row[];
  /** What it means that there is nothing, and where to begin. */
  empty: string;
  row: (row: Row) => ReactNode;
  keyOf: (row: Row) => string;
  /** Beside the title: what narrows the list. */
  tools?: ReactNode;
  /** Set while there may be more than these rows: how the next of them are read. */
  more?: { read: () => void; reading: boolean };
};

export function Listed<Row>({ title, rows, empty, row, keyOf, tools, more }: Asked<Row>): ReactElement {
  const { word } = useWords();
  const [shown, show] = useState(SHOWN);
  const showMore = (): void => {
    const next = shown + 4 * SHOWN;
    show(next);
    if (rows.length < next) more?.read();
  };
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} size="h4">
          {title} {rows.length > 0 && <Text span c="dimmed">{`(${rows.length}${more === undefined ? '' : '+'})`}</Text>}
        </Title>
        {tools}
      </Group>
      {rows.length === 0 && <Text c="dimmed">{empty}</Text>}
      <Stack gap="xs" component="ul" p={0} m={0} className="plain-list">
        {rows.slice(0, shown).map((each) => (
          <li key={keyOf(each)}>{row(each)}</li>
        ))}
      </Stack>
      {(rows.length > shown || more !== undefined) && (
        <Button variant="subtle" size="compact-sm" mt="xs" loading={more?.reading} onClick={showMore}>
          {more === undefined ? word('list.more', { count: rows.length - shown }) : word('customers.more')}
        </Button>
      )}
    </Card>
  );
}
