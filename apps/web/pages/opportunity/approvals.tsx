// Approvals of the sale: what each is about, its rounds, who voted how, and the vote of whoever is asked.
import { Badge, Button, Card, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Approval } from '#domain';
import { useCommand } from '../../client/commands';
import { useDraft } from '../../forms/draft';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { pathOf, useSale } from './sale';

const colours: { [S in Approval['status']]: string } = {
  open: 'orange',
  granted: 'teal',
  rejected: 'red',
  returned: 'yellow',
  recalled: 'gray',
  superseded: 'gray',
};

export function Approvals(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  return (
    <Stack component="section" aria-label={word('approvals.name')}>
      <Title order={2} size="h3">
        {word('approvals.name')}
      </Title>
      {view.approvals.length === 0 && <Text c="dimmed">{word('approvals.none')}</Text>}
      {[...view.approvals].reverse().map((approval) => (
        <OneApproval key={approval.id} approval={approval} />
      ))}
    </Stack>
  );
}

function OneApproval({ approval }: { approval: Approval }): ReactElement {
  const { word, label, of } = useWords();
  const sale = useSale();
  const { definition, nameOf } = sale;
  const groupName = (key: string): string =>
    key.startsWith('staff:')
      ? nameOf(key.slice('staff:'.length))
      : of(definition.approvals.groups.find((each) => each.key === key)?.title, key);
  return (
    <Card withBorder component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{label('approval-kind', approval.subject.kind)}</Text>
          <Badge color={colours[approval.status]}>{label('approval-status', approval.status)}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {word('approvals.submitted-by', { who: nameOf(approval.submittedById) })}
        </Text>
        {approval.rounds.map((round, index) => (
          <Stack key={index} gap={2}>
            <Text size="sm" fw={index === approval.round && approval.status === 'open' ? 700 : 500}>
              {word('approvals.round', { number: index + 1 })}:{' '}
              {round.slots
                .map(({ group, quorum }) => `${groupName(group)}${quorum > 1 ? ` × ${quorum}` : ''}`)
                .join(word('list.comma'))}
            </Text>
            {approval.ballots
              .filter((ballot) => ballot.round === index)
              .map((ballot) => (
                <Text
                  key={`${ballot.voterId}${ballot.version}`}
                  size="sm"
                  td={ballot.superseded ? 'line-through' : undefined}
                >
                  {nameOf(ballot.eyesId)}: {label('decision', ballot.decision)}
                </Text>
              ))}
          </Stack>
        ))}
        {approval.status === 'open' && <Vote opportunityPath={pathOf(sale, '')} approval={approval} />}
      </Stack>
    </Card>
  );
}

export type VotedOn = { id: string; round: number; contentHash: string; actingFor?: string };

/** What was seen goes with the vote: a content or a round that changed meanwhile refuses it. */
export function Vote({
  opportunityPath,
  approval,
  onVoted,
}: {
  opportunityPath: string;
  approval: VotedOn;
  onVoted?: () => void;
}): ReactElement {
  const { word } = useWords();
  const [note, keepNote, dropNote] = useDraft(`vote.${approval.id}`, '');
  const command = useCommand({
    onAccepted: () => {
      dropNote();
      onVoted?.();
    },
  });
  const vote = (decision: 'approve' | 'reject'): void =>
    command.mutate({
      path: `${opportunityPath}/approvals/${approval.id}/vote`,
      body: {
        round: approval.round,
        contentHash: approval.contentHash,
        decision,
        ...(approval.actingFor === undefined ? {} : { actingFor: approval.actingFor }),
        ...(note === '' ? {} : { note }),
      },
    });
  return (
    <Stack gap="xs">
      <Textarea label={word('vote.note')} value={note} onChange={(event) => keepNote(event.target.value)} autosize />
      <ProblemAlert error={command.error} />
      <Group>
        <Button color="teal" loading={command.isPending} onClick={() => vote('approve')}>
          {word('vote.approve')}
        </Button>
        <Button color="red" variant="light" loading={command.isPending} onClick={() => vote('reject')}>
          {word('vote.reject')}
        </Button>
      </Group>
    </Stack>
  );
}
