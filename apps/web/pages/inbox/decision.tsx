// One thing to decide: the content, what changed since the last version, the rule that asked, earlier votes, and the vote.
import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactElement } from 'react';
import { Link } from 'react-router';
import { inbox, opportunity, playbook, staffNames } from '../../client/queries';
import type { InboxRow, OpportunityView } from '../../client/views';
import { Loading } from '../../layout/loading';
import { useWords } from '../../words/words';
import { Said, Vote } from '../opportunity/approvals';
import { offerVersions, type OfferVersion } from '../opportunity/queries';
import { SaleProvider } from '../opportunity/sale';
import { usuallyComparedWith } from '../opportunity/version-choice';
import { AskedFor, type Offers } from './asked-for';

/** Soon enough for who waits to decide, seldom enough for a bad line. */
const READ_AGAIN_MS = 1_000;

/** What is drawn, and voted on. */
type Drawn = { approval: OpportunityView['approvals'][number]; offers?: Offers };

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
  const { data: versions } = useQuery(offerVersions(row.opportunityId));
  const isRead = view !== undefined && versions !== undefined;
  const drawn = isRead ? whatIsAsked(row, view, versions) : undefined;
  useReadAgainWhile(isRead && drawn === undefined, row.opportunityId);
  if (sale === undefined || drawn === undefined) return <Loading />;
  return (
    <SaleProvider sale={sale}>
      <Content row={row} drawn={drawn} sale={sale} />
    </SaleProvider>
  );
}

/**
 * The approval, and the offer that it is for, when they are what the row asks about. The row, the sale and its offers are read
 * one by one: until all of them say the same there is nothing to vote on, or a vote would be for what nobody has seen.
 */
function whatIsAsked(
  { approvalId, contentHash, round }: InboxRow,
  view: OpportunityView,
  versions: readonly OfferVersion[],
): Drawn | undefined {
  const approval = view.approvals.find(({ id }) => id === approvalId);
  if (approval?.contentHash !== contentHash || approval.round !== round) return undefined;
  if (approval.subject.kind !== 'offer') return { approval };
  const asked = versions.find(({ offerHash }) => offerHash === contentHash);
  if (asked === undefined || view.offer?.hash !== contentHash) return undefined;
  return { approval, offers: { asked, before: usuallyComparedWith(versions, asked) } };
}

/** All of them, as any may be the oldest. */
function useReadAgainWhile(isBehind: boolean, opportunityId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isBehind) return;
    const readAgain = (): void => {
      for (const { queryKey } of [opportunity(opportunityId), offerVersions(opportunityId), inbox]) {
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
  drawn: { approval, offers },
  sale,
}: {
  row: InboxRow;
  drawn: Drawn;
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
        <AskedFor subject={subject} offers={offers} />
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
        <Said approvalId={row.approvalId} by="submitter" />
        {approval.ballots.map((ballot) => (
          <Text key={`${ballot.voterId}:${ballot.version}`} size="sm">
            {word('approvals.round', { number: ballot.round + 1 })} ·{' '}
            {word('list.line', { what: nameOf(ballot.eyesId), value: label('decision', ballot.decision) })}
          </Text>
        ))}
        <Said approvalId={row.approvalId} by="approvers" />
        <Vote byKeys on={{ ...row, round, contentHash }} />
      </Stack>
    </Card>
  );
}
