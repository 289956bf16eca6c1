// The board: sales by gate, narrowed by what the address says; a card that is moved passes its gate, or says why not.
import { Anchor, Button, Checkbox, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import type { Label } from '#domain';
import { useCommand } from '../../client/commands';
import { playbooks } from '../../client/queries';
import { useIsAuditor } from '../../forms/acting';
import { ProblemAlert } from '../../forms/problem-alert';
import { Choice, Filters, SaleFilters, useSalesAsked } from '../../forms/sale-filters';
import { count, money } from '../../shown/values';
import { useAddress } from '../../layout/address';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { Column } from './column';
import { columnTotals, type BoardAsked, type Card, type Status, type Totals } from './queries';

const SEARCH_WAIT_MS = 300;

export function Page(): ReactElement {
  const { word, of } = useWords();
  const { data: published } = useSuspenseQuery(playbooks);
  const [chosen, choose] = useAddress();
  const { ownerId, customerClass, region, playbookKey: preferred } = useSalesAsked();
  const isAuditor = useIsAuditor();
  const statuses = useCodes('opportunity-status');
  const status = (chosen('status') ?? 'open') as Status;
  const passable = chosen('passable') === 'true' ? ('true' as const) : undefined;
  const named = chosen('named');
  const playbook = published.find(({ key }) => key === preferred) ?? published[0];
  const playbookKey = playbook?.key;
  const asked = useMemo<BoardAsked>(
    () => ({ ownerId, customerClass, region, playbookKey, status, passable, named }),
    [ownerId, customerClass, region, playbookKey, status, passable, named],
  );
  const { data: all } = useQuery(columnTotals({ ...asked, playbookKey: undefined }));
  const totals = all?.filter((each) => each.playbookKey === playbookKey);
  const [moving, setMoving] = useState<{ sale: Card; to: string }>();
  const search = useDebouncedCallback((text: string) => choose({ named: text }), SEARCH_WAIT_MS);
  const gates = playbook?.gates ?? [];
  const titleOf = (gate: string): string => of(gates.find(({ key }) => key === gate)?.title, gate);
  const nextOf = (gate: string): string | undefined => gates[gates.findIndex(({ key }) => key === gate) + 1]?.key;
  const pass = useCommand({
    onAccepted: () => {
      if (moving !== undefined)
        notifications.show({ color: 'teal', message: word('board.moved', { gate: moving.to }) });
      setMoving(undefined);
    },
  });
  const move = (sale: Card): void => {
    setMoving({ sale, to: titleOf(nextOf(sale.gate) ?? sale.gate) });
    pass.mutate({ path: `/v1/opportunities/${sale.id}/gates/${sale.gate}/pass`, seenVersion: sale.version });
  };
  const drop = (sale: Card, gate: string): void => {
    if (gate === sale.gate) return;
    if (gate === nextOf(sale.gate)) move(sale);
    else
      notifications.show({
        color: 'orange',
        message: word('board.only-next', { gate: titleOf(nextOf(sale.gate) ?? gate) }),
      });
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.board')}
        </Title>
        {totals !== undefined && <Sum totals={totals} />}
      </Group>
      <Filters>
        <TextInput
          size="xs"
          w={200}
          type="search"
          label={word('board.search')}
          defaultValue={named ?? ''}
          onChange={(event) => search(event.target.value.trim())}
        />
        <SaleFilters playbookKey={playbookKey} />
        <Choice name="status" title={word('board.status')} data={statuses} otherwise="open" />
        <Checkbox
          size="sm"
          pb={6}
          label={word('board.passable')}
          checked={passable !== undefined}
          onChange={(event) => choose({ passable: event.target.checked ? 'true' : null })}
        />
      </Filters>
      <Elsewhere totals={all ?? []} shown={playbookKey} published={published} />
      <div className="board-frame">
        <div className="board">
          {gates.map(({ key, title }) => (
            <Column
              key={key}
              gate={key}
              title={of(title, key)}
              next={nextOf(key) === undefined || isAuditor ? undefined : titleOf(nextOf(key)!)}
              totals={totals?.find(({ gate }) => gate === key)}
              asked={asked}
              onMove={move}
              onDropped={(sale) => drop(sale, key)}
            />
          ))}
        </div>
      </div>
      {moving !== undefined && pass.isError && (
        <Modal
          opened
          onClose={() => {
            setMoving(undefined);
            pass.reset();
          }}
          title={word('board.why-not', { title: moving.sale.title ?? word('name.untitled'), gate: moving.to })}
          closeButtonProps={{ 'aria-label': word('form.cancel') }}
        >
          <Stack>
            <ProblemAlert error={pass.error} />
            <Group justify="flex-end">
              <Button component={Link} to={`/opportunities/${moving.sale.id}`}>
                {word('board.to-sale')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Stack>
  );
}

/** Sales that the same filter finds by other playbooks: a board has the gates of one. */
function Elsewhere({
  totals,
  shown,
  published,
}: {
  totals: readonly Totals[];
  shown?: string;
  published: readonly { key: string; title: Label }[];
}): ReactElement {
  const { word, of, language } = useWords();
  const [, choose] = useAddress();
  const found = published
    .filter(({ key }) => key !== shown)
    .map(({ key, title }) => ({ key, title, sales: countOf(totals.filter((each) => each.playbookKey === key)) }))
    .filter(({ sales }) => sales > 0);
  return (
    <Group gap="xs" mih={22} component="nav" aria-label={word('board.elsewhere')}>
      {found.length > 0 && (
        <Text size="sm" c="dimmed">
          {word('board.elsewhere')}
        </Text>
      )}
      {found.map(({ key, title, sales }) => (
        <Anchor key={key} component="button" size="sm" onClick={() => choose({ playbookKey: key })}>
          {of(title, key)} · {count(language, sales)}
        </Anchor>
      ))}
    </Group>
  );
}

function countOf(totals: readonly Totals[]): number {
  return totals.reduce((all, each) => all + each.count, 0);
}

function Sum({ totals }: { totals: readonly Totals[] }): ReactElement {
  const { word, language } = useWords();
  const sum = (pick: (each: Totals) => number): number => totals.reduce((all, each) => all + pick(each), 0);
  const said = {
    count: count(language, countOf(totals)),
    amount: money(
      language,
      sum(({ amountFen }) => amountFen),
    ),
    weighted: money(
      language,
      sum(({ weightedFen }) => weightedFen),
    ),
  };
  return (
    <Text size="sm" role="status">
      {word('board.all', said)}
    </Text>
  );
}
