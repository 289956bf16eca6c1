// What a supervisor has to decide, by deadline: the content, what changed since the last version, the rule that asked, earlier votes.
import { Alert, Anchor, Badge, Card, Grid, Group, Kbd, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { inbox, opportunity, playbook, staffNames } from '../../client/queries';
import type { InboxRow } from '../../client/views';
import { Loading } from '../../layout/loading';
import { distance, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { Vote } from '../opportunity/approvals';
import { Difference, OfferTable } from '../opportunity/offer-panel';
import { SaleProvider } from '../opportunity/sale';

const keyOf = ({ approvalId, round, group, actingFor }: InboxRow): string =>
  [approvalId, round, group, actingFor].join(':');

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: rows } = useSuspenseQuery(inbox);
  const [chosen, choose] = useState<string>();
  const shown = rows.find((row) => keyOf(row) === chosen) ?? rows[0];
  const step = (by: number): void => {
    const at = rows.findIndex((row) => row === shown);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next !== undefined) choose(keyOf(next));
  };
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ]);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.inbox')}
        </Title>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          <Kbd>j</Kbd> <Kbd>k</Kbd> {word('inbox.keys')}
        </Text>
      </Group>
      {shown === undefined ? (
        <Alert color="teal" title={word('inbox.empty')}>
          {word('inbox.empty.text')}
        </Alert>
      ) : (
        <Grid>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack gap="xs" component="ol" p={0} m={0} className="plain-list">
              {rows.map((row) => (
                <li key={keyOf(row)}>
                  <Row row={row} chosen={row === shown} onChoose={() => choose(keyOf(row))} />
                </li>
              ))}
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Decision key={keyOf(shown)} row={shown} />
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}

function Row({ row, chosen, onChoose }: { row: InboxRow; chosen: boolean; onChoose: () => void }): ReactElement {
  const { word, label, language } = useWords();
  const { data: names } = useQuery(staffNames);
  const late = row.dueAt !== null && Date.parse(row.dueAt) < Date.now();
  return (
    <UnstyledButton className="inbox-row" aria-pressed={chosen} onClick={onChoose} w="100%">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} lineClamp={1}>
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
          {word('inbox.due', { when: distance(language, row.dueAt) })}
        </Text>
      )}
    </UnstyledButton>
  );
}

function Decision({ row }: { row: InboxRow }): ReactElement {
  const { data: view } = useQuery(opportunity(row.opportunityId));
  const { data: definition } = useQuery({
    ...playbook(view?.playbook.key ?? '', view?.playbook.version ?? 0),
    enabled: view !== undefined,
  });
  const { data: names } = useQuery(staffNames);
  const sale = useMemo(
    () =>
      view === undefined || definition === undefined
        ? undefined
        : { view, definition, nameOf: (id: string) => names?.get(id) ?? '…', contacts: [] },
    [view, definition, names],
  );
  if (sale === undefined) return <Loading />;
  return (
    <SaleProvider sale={sale}>
      <Content row={row} sale={sale} />
    </SaleProvider>
  );
}

function Content({ row, sale }: { row: InboxRow; sale: Parameters<typeof SaleProvider>[0]['sale'] }): ReactElement {
  const { word, label, of } = useWords();
  const { view, definition, nameOf } = sale;
  const approval = view.approvals.find(({ id }) => id === row.approvalId);
  const rules = [...new Set(approval?.rounds.flatMap(({ slots }) => slots.flatMap((slot) => slot.rules)) ?? [])];
  const { subject } = approval ?? { subject: { kind: row.kind } as never };
  return (
    <Card withBorder component="section" aria-label={view.title}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {view.title ?? word('name.untitled')}
          </Title>
          <Anchor component={Link} to={`/opportunities/${view.id}`} size="sm">
            {word('inbox.open-sale')}
          </Anchor>
        </Group>
        <Text size="sm" c="dimmed">
          {view.customerName} · {of(definition.gates.find(({ key }) => key === view.gate)?.title, view.gate)}
        </Text>
        {subject.kind === 'offer' && view.offer !== undefined && (
          <>
            <OfferTable lines={view.offer.lines} totals={view.offer.totals} />
            {view.offer.revision > 1 && <Difference from={view.offer.revision - 1} to={view.offer.revision} />}
          </>
        )}
        {subject.kind === 'waiver' && <Text>{word('inbox.waiver', { action: actionTitle(subject.action) })}</Text>}
        {subject.kind === 'absent-level' && (
          <Text>
            {word('inbox.absent', {
              level: of(definition.levels.find(({ key }) => key === subject.level)?.title, subject.level),
              reason: label('absence-reason', subject.reasonCode),
            })}
          </Text>
        )}
        {subject.kind === 'override' && (
          <Text>
            {word('inbox.override', {
              gate: of(definition.gates.find(({ key }) => key === subject.gate)?.title, subject.gate),
            })}
          </Text>
        )}
        {subject.kind === 'strategy-exception' && (
          <Text>{word('inbox.strategy', { strategy: label('strategy', subject.strategy) })}</Text>
        )}
        {rules.length > 0 && (
          <Text size="sm">
            {word('inbox.rules', {
              rules: rules
                .map((key) =>
                  of(definition.approvals.offer.find((rule) => rule.key === key)?.title, label('approval-kind', key)),
                )
                .join(word('list.comma')),
            })}
          </Text>
        )}
        {(approval?.ballots ?? []).map((ballot) => (
          <Text key={`${ballot.voterId}:${ballot.version}`} size="sm">
            {word('approvals.round', { number: ballot.round + 1 })} · {nameOf(ballot.eyesId)}:{' '}
            {label('decision', ballot.decision)}
          </Text>
        ))}
        <Vote
          opportunityPath={`/v1/opportunities/${view.id}`}
          approval={{
            id: row.approvalId,
            round: row.round,
            contentHash: row.contentHash,
            actingFor: row.actingFor ?? undefined,
          }}
        />
      </Stack>
    </Card>
  );

  function actionTitle(key: string): string {
    return of(definition.gates.flatMap(({ actions }) => actions).find((action) => action.key === key)?.title, key);
  }
}
