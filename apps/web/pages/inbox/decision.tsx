// One thing to decide: the content, what changed since the last version, the rule that asked, earlier votes, and the vote.
import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactElement } from 'react';
import { Link } from 'react-router';
import { inbox, opportunity, playbook, staffNames } from '../../client/queries';
import type { InboxRow, OpportunityView } from '../../client/views';
import { Missing } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { useWords } from '../../words/words';
import { Said, Vote } from '../opportunity/approvals';
import { Difference, OfferTable } from '../opportunity/offer-panel';
import { SaleProvider } from '../opportunity/sale';

/** Soon enough for who waits to decide, seldom enough for a bad line. */
const READ_AGAIN_MS = 1_000;

type DrawnApproval = OpportunityView['approvals'][number];

export function Decision({ row }: { row: InboxRow }): ReactElement {
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
  const approval = view === undefined ? undefined : drawnApproval(row, view);
  useReadAgainWhile(view !== undefined && approval === undefined, row.opportunityId);
  if (sale === undefined || approval === undefined) return <Loading />;
  return (
    <SaleProvider sale={sale}>
      <Content row={row} approval={approval} sale={sale} />
    </SaleProvider>
  );
}

/**
 * The approval of the sale as it is drawn, when that is what the row asks about. The row and the sale are read one after the
 * other: until both say the same there is nothing to vote on, or a vote would be for what nobody has seen.
 */
function drawnApproval({ approvalId, contentHash, round }: InboxRow, view: OpportunityView): DrawnApproval | undefined {
  const approval = view.approvals.find(({ id }) => id === approvalId);
  if (approval?.contentHash !== contentHash || approval.round !== round) return undefined;
  return approval.subject.kind === 'offer' && view.offer?.hash !== contentHash ? undefined : approval;
}

/** Both of them, as either may be the older one. */
function useReadAgainWhile(isBehind: boolean, opportunityId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isBehind) return;
    const readAgain = (): void => {
      for (const { queryKey } of [opportunity(opportunityId), inbox]) {
        void queries.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
      }
    };
    readAgain();
    const timer = setInterval(readAgain, READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [queries, isBehind, opportunityId]);
}

function Content({
  row,
  approval,
  sale,
}: {
  row: InboxRow;
  approval: DrawnApproval;
  sale: Parameters<typeof SaleProvider>[0]['sale'];
}): ReactElement {
  const { word, label, of } = useWords();
  const { view, definition, nameOf } = sale;
  const rules = [...new Set(approval.rounds.flatMap(({ slots }) => slots.flatMap((slot) => slot.rules)))];
  const { subject, round, contentHash } = approval;
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
        {subject.kind === 'override' && (
          <Missing things={view.explanation.gates.find(({ gate }) => gate === subject.gate)?.missing ?? []} />
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
        {approval.ballots.map((ballot) => (
          <Text key={`${ballot.voterId}:${ballot.version}`} size="sm">
            {word('approvals.round', { number: ballot.round + 1 })} · {nameOf(ballot.eyesId)}:{' '}
            {label('decision', ballot.decision)}
          </Text>
        ))}
        <Said approvalId={row.approvalId} />
        <Vote byKeys on={{ ...row, round, contentHash }} />
      </Stack>
    </Card>
  );

  function actionTitle(key: string): string {
    return of(definition.gates.flatMap(({ actions }) => actions).find((action) => action.key === key)?.title, key);
  }
}
