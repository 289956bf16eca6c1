// The morning of an account manager: what is late, what is due, what can go on, and every sale that is under way.
import { Anchor, Badge, Button, Card, Grid, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { due, openSales, playbookLatest } from '../../client/queries';
import { date, distance, money } from '../../shown/values';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';

const NewSale = lazy(() => import('./new-sale'));

type DueRow = {
  streamType: string;
  streamId: string;
  key: string;
  dueAt: string;
  what: string;
  customerName: string | null;
};

/** More is a list of its own. */
const SHOWN = 12;

export function Page(): ReactElement {
  const { word } = useWords();
  const [opening, setOpening] = useState(false);
  const { data: sales } = useSuspenseQuery(openSales);
  const passable = sales.filter((sale) => sale.passable);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.today')}
        </Title>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpening(true)}>
          {word('today.new-sale')}
        </Button>
      </Group>
      {opening && (
        <Suspense>
          <NewSale onDone={() => setOpening(false)} />
        </Suspense>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <DueList />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Card withBorder component="section">
            <Title order={2} size="h4" mb="xs">
              {word('today.passable')}
            </Title>
            {passable.length === 0 && <Text c="dimmed">{word('today.passable.none')}</Text>}
            <Stack gap="xs">
              {passable.map((sale) => (
                <Group key={sale.id} justify="space-between" wrap="nowrap">
                  <Anchor component={Link} to={`/opportunities/${sale.id}`} size="sm" lineClamp={1}>
                    {sale.title ?? word('name.untitled')}
                  </Anchor>
                  <Gate playbookKey={sale.playbookKey} gate={sale.gate} />
                </Group>
              ))}
            </Stack>
          </Card>
        </Grid.Col>
      </Grid>
      <Sales />
    </Stack>
  );
}

function DueList(): ReactElement {
  const { word, language } = useWords();
  const { data: items } = useSuspenseQuery(due);
  const shown = (items as DueRow[]).slice(0, SHOWN);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('today.due')}
      </Title>
      {shown.length === 0 && <Text c="dimmed">{word('today.due.none')}</Text>}
      <Stack gap="xs">
        {shown.map((row) => {
          const late = Date.parse(row.dueAt) < Date.now();
          return (
            <Group key={`${row.streamId}:${row.key}`} justify="space-between" wrap="nowrap" gap="sm">
              <Stack gap={0}>
                <WhatIsDue row={row} />
                <Text size="xs" c="dimmed">
                  {row.customerName ?? ''}
                </Text>
              </Stack>
              <Badge color={late ? 'red' : 'gray'} variant="light" style={{ flexShrink: 0 }} tt="none">
                {distance(language, row.dueAt)}
              </Badge>
            </Group>
          );
        })}
      </Stack>
      {items.length > SHOWN && (
        <Text size="sm" c="dimmed" mt="xs">
          {word('today.due.more', { count: items.length - SHOWN })}
        </Text>
      )}
    </Card>
  );
}

/** The key of a wait names its kind and its thing: `action:visit-user`. */
function WhatIsDue({ row }: { row: DueRow }): ReactElement {
  const { word, of } = useWords();
  const { data: sales } = useQuery(openSales);
  const sale = sales?.find(({ id }) => id === row.streamId);
  const { data: definition } = useQuery(playbookLatest(sale?.playbookKey ?? 'group-customer'));
  const [kind = '', thing = ''] = row.key.split(':');
  const titled =
    kind === 'action'
      ? definition?.gates.flatMap(({ actions }) => actions).find(({ key }) => key === thing)?.title
      : kind === 'gate'
        ? definition?.gates.find(({ key }) => key === thing)?.title
        : definition?.followUps.items.find(({ key }) => key === kind || key === thing)?.title;
  const text = of(titled, sale?.title ?? word('today.follow-up'));
  return row.streamType === 'opportunity' ? (
    <Anchor component={Link} to={`/opportunities/${row.streamId}`} size="sm">
      {text}
    </Anchor>
  ) : (
    <Text size="sm">{text}</Text>
  );
}

function Sales(): ReactElement {
  const { word, language } = useWords();
  const { data: sales } = useSuspenseQuery(openSales);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('today.sales')}
      </Title>
      {sales.length === 0 ? (
        <Text c="dimmed">{word('today.sales.none')}</Text>
      ) : (
        <WideTable label={word('today.sales')} minWidth={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{word('sale.title')}</Table.Th>
              <Table.Th>{word('sale.customer')}</Table.Th>
              <Table.Th>{word('sale.gate')}</Table.Th>
              <Table.Th ta="right">{word('sale.amount')}</Table.Th>
              <Table.Th>{word('sale.close')}</Table.Th>
              <Table.Th>{word('sale.gate-due')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sales.map((sale) => (
              <Table.Tr key={sale.id}>
                <Table.Td>
                  <Anchor component={Link} to={`/opportunities/${sale.id}`} size="sm">
                    {sale.title ?? word('name.untitled')}
                  </Anchor>
                </Table.Td>
                <Table.Td>{sale.customerName ?? word('name.erased')}</Table.Td>
                <Table.Td>
                  <Gate playbookKey={sale.playbookKey} gate={sale.gate} />
                </Table.Td>
                <Table.Td ta="right">{amountOf(sale) === null ? '—' : money(language, amountOf(sale)!)}</Table.Td>
                <Table.Td>{sale.closeOn === null ? '—' : date(language, sale.closeOn)}</Table.Td>
                <Table.Td>{sale.gateDueAt === null ? '—' : distance(language, sale.gateDueAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </Card>
  );
}

function amountOf({
  offerAmountFen,
  expectedFen,
}: {
  offerAmountFen: number | null;
  expectedFen: number | null;
}): number | null {
  return offerAmountFen ?? expectedFen;
}

function Gate({ playbookKey, gate }: { playbookKey: string; gate: string }): ReactElement {
  const { of } = useWords();
  const { data: definition } = useQuery(playbookLatest(playbookKey));
  return (
    <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {of(definition?.gates.find(({ key }) => key === gate)?.title, gate)}
    </Text>
  );
}
