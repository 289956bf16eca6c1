// The morning of an account manager: what is late, what is due, what stands still, and what can go on.
import { Badge, Button, Grid, Group, Stack, Title } from '@mantine/core';
import { usePrefetchInfiniteQuery, usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query';
import { IconLayoutKanban, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { me } from '../../client/queries';
import { Listed } from '../../layout/listed';
import { dueIn } from '../../shown/values';
import { useWords } from '../../words/words';
import { DueList } from './due-list';
import { OpenLeads } from './open-leads';
import { due, passableSales, stalledSales } from './queries';
import { SaleRow } from './sale-row';
import { ToDecide } from './to-decide';

const NewSale = lazy(() => import('../../forms/new-sale'));

const DAY_MS = 86_400_000;

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: self } = useSuspenseQuery(me);
  const [opening, setOpening] = useState(false);
  // All at once; each list would ask only after the one before it was there.
  usePrefetchInfiniteQuery(due);
  usePrefetchQuery(passableSales);
  usePrefetchQuery(stalledSales);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.today')}
        </Title>
        <Group gap="xs">
          <Button
            variant="default"
            component={Link}
            to="/board"
            leftSection={<IconLayoutKanban size={16} aria-hidden />}
          >
            {word('today.to-board')}
          </Button>
          {self.roles.includes('account-manager') && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpening(true)}>
              {word('today.new-sale')}
            </Button>
          )}
        </Group>
      </Group>
      {opening && (
        <Suspense>
          <NewSale onDone={() => setOpening(false)} />
        </Suspense>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <DueList />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <ToDecide />
            <OpenLeads />
            <Passable />
            <Stalled />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** What became possible since yesterday comes first. */
function Passable(): ReactElement {
  const { word } = useWords();
  const { data: sales } = useSuspenseQuery(passableSales);
  const moments = sales.map((sale) => ({ sale, since: Date.parse(sale.passableSince ?? sale.gateSince) }));
  moments.sort((one, other) => other.since - one.since);
  return (
    <Listed
      title={word('today.passable')}
      rows={moments}
      empty={word('today.passable.none')}
      keyOf={({ sale }) => sale.id}
      row={({ sale, since }) => (
        <SaleRow sale={sale}>
          {Date.now() - since < DAY_MS && (
            <Badge color="teal" variant="light" style={{ flexShrink: 0 }}>
              {word('today.since-yesterday')}
            </Badge>
          )}
        </SaleRow>
      )}
    />
  );
}

function Stalled(): ReactElement {
  const words = useWords();
  const { word } = words;
  const { data: sales } = useSuspenseQuery(stalledSales);
  return (
    <Listed
      title={word('today.stalled')}
      rows={sales}
      empty={word('today.stalled.none')}
      keyOf={({ id }) => id}
      row={(sale) => (
        <SaleRow sale={sale}>
          <Badge color="red" variant="light" style={{ flexShrink: 0 }}>
            {dueIn(words, sale.dueAt ?? sale.since)}
          </Badge>
        </SaleRow>
      )}
    />
  );
}
