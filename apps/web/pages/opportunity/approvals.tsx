// Approvals of the sale: what each is about, its rounds, who voted how, and the vote of whoever is asked.
import { Badge, Button, Card, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { getHotkeyHandler, useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { Approval } from '#domain';
import { useCommand } from '../../client/commands';
import { inboxOf, me, opportunity, staffNames } from '../../client/queries';
import type { OpportunityView } from '../../client/views';
import { voteOn, type Decision, type VotedOn } from '../../client/votes';
import { useDraft } from '../../forms/draft';
import { ProblemAlert } from '../../forms/problem-alert';
import { useWords } from '../../words/words';
import { ApproverWays, SubmitterWays } from './approval-ways';
import { saidIn, useWhole } from '../../layout/story';
import { useSale } from './sale';
import { useStory } from './story';
import { ForShownVersion } from './version-choice';

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

function OneApproval({ approval }: { approval: OpportunityView['approvals'][number] }): ReactElement {
  const { word, label, of } = useWords();
  const sale = useSale();
  const { definition, nameOf } = sale;
  const { data: self } = useQuery(me);
  const whom = useWhomItWaitsFor();
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
        <Said approvalId={approval.id} by="submitter" />
        {approval.rounds.map((round, index) => (
          <Stack key={index} gap={2}>
            <Text size="sm" fw={index === approval.round && approval.status === 'open' ? 700 : 500}>
              {word('list.line', {
                what: word('approvals.round', { number: index + 1 }),
                value: round.slots
                  .map(({ group, quorum }) => `${groupName(group)}${quorum > 1 ? ` × ${quorum}` : ''}`)
                  .join(word('list.comma')),
              })}
            </Text>
            {approval.ballots
              .filter((ballot) => ballot.round === index)
              .map((ballot) => (
                <Text
                  key={`${ballot.voterId}${ballot.version}`}
                  size="sm"
                  td={ballot.superseded ? 'line-through' : undefined}
                >
                  {word('list.line', { what: nameOf(ballot.eyesId), value: label('decision', ballot.decision) })}
                </Text>
              ))}
          </Stack>
        ))}
        <Said approvalId={approval.id} by="approvers" />
        {approval.status === 'open' && <Text size="sm">{whom(approval)}</Text>}
        {approval.status === 'open' &&
          (self?.id === approval.submittedById ? <SubmitterWays approval={approval} /> : <Votes approval={approval} />)}
      </Stack>
    </Card>
  );
}

/** Why it is asked; or what came after that: questions and answers, and the reasons of votes. */
export function Said({ approvalId, by }: { approvalId: string; by: 'submitter' | 'approvers' }): ReactElement {
  const { word } = useWords();
  const { nameOf } = useSale();
  const entries = useWhole(useStory()).filter(
    ({ type, data }) => data?.approvalId === approvalId && (type === 'ApprovalRequested') === (by === 'submitter'),
  );
  return (
    <>
      {entries.flatMap((entry) =>
        saidIn(entry).map((said) => (
          <Text key={`${entry.version}${said}`} size="sm" className="said">
            {entry.by.id === undefined ? said : word('list.line', { what: nameOf(entry.by.id), value: said })}
          </Text>
        )),
      )}
    </>
  );
}

/** Whose vote comes next, by name; while a question is open, whose answer. */
function useWhomItWaitsFor(): (approval: OpportunityView['approvals'][number]) => string {
  const { word } = useWords();
  const { data: names } = useQuery(staffNames);
  const nameOf = (id: string): string => names?.get(id) ?? '…';
  return ({ waitsFor = [], askedAt, submittedById }) => {
    if (askedAt !== undefined) return word('approvals.waits.answer', { who: nameOf(submittedById) });
    if (waitsFor.length === 0) return word('approvals.waits.nobody');
    return word('approvals.waits', { who: waitsFor.map(nameOf).join(word('list.comma')) });
  };
}

/** The reader's own and those that they may cast for others. */
function Votes({ approval }: { approval: Approval }): ReactElement | null {
  const { word } = useWords();
  const { view, nameOf } = useSale();
  const { data: rows } = useQuery(inboxOf(view.id));
  if (rows === undefined) return null;
  // Whoever is asked in two groups votes once.
  const mine = new Set(rows.filter(({ approvalId }) => approvalId === approval.id).map(({ actingFor }) => actingFor));
  if (mine.size === 0) return null;
  const votes = (
    <>
      {[...mine].map((actingFor) => (
        <Stack key={actingFor ?? 'own'} gap="xs">
          {actingFor !== null && <Text size="sm">{word('inbox.for', { who: nameOf(actingFor) })}</Text>}
          <Vote on={{ ...approval, opportunityId: view.id, approvalId: approval.id, actingFor }} />
        </Stack>
      ))}
    </>
  );
  if (approval.subject.kind !== 'offer') return votes;
  return <ForShownVersion offerHash={approval.contentHash}>{votes}</ForShownVersion>;
}

/** After a vote: what it decided, or for whom it waits now. */
function useOutcomeTold(): (on: VotedOn) => Promise<void> {
  const { word, choice } = useWords();
  const queries = useQueryClient();
  const whom = useWhomItWaitsFor();
  return async ({ opportunityId, approvalId }) => {
    const { approvals } = await queries.fetchQuery(opportunity(opportunityId));
    const approval = approvals.find(({ id }) => id === approvalId);
    if (approval === undefined) return;
    const next = approval.status === 'open' ? whom(approval) : choice('approval-status', approval.status);
    notifications.show({ color: colours[approval.status], message: word('inbox.decided', { next }) });
  };
}

export function Vote({
  on,
  byKeys = false,
}: {
  on: VotedOn;
  /** `a` approves; `r` rejects. */
  byKeys?: boolean;
}): ReactElement {
  const { word, label } = useWords();
  const [asksWhy, setAsksWhy] = useState(false);
  const [note, keepNote, dropNote] = useDraft(`vote.${on.approvalId}${on.actingFor ?? ''}`, '');
  const tell = useOutcomeTold();
  const command = useCommand({
    onAccepted: () => {
      dropNote();
      void tell(on);
    },
  });
  const field = useRef<HTMLTextAreaElement>(null);
  const vote = (decision: Decision): void => command.mutate(voteOn(on, decision, note));
  /** Who is refused wants to know why. */
  const rejectOrAsk = (): void => {
    if (note.trim() !== '') return vote('reject');
    setAsksWhy(true);
    field.current?.focus();
  };
  useHotkeys(
    byKeys
      ? [
          ['a', () => vote('approve')],
          ['r', rejectOrAsk],
        ]
      : [],
  );
  return (
    <Stack gap="xs">
      <Textarea
        ref={field}
        label={word('vote.note')}
        description={
          byKeys ? (
            <Text span inherit visibleFrom="sm">
              {word('vote.note.keys')}
            </Text>
          ) : undefined
        }
        value={note}
        error={asksWhy && note.trim() === '' ? label('problem', 'required') : undefined}
        onChange={(event) => keepNote(event.target.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', rejectOrAsk]])}
        autosize
      />
      <ProblemAlert error={command.error} />
      <Group>
        <Button color="teal" loading={command.isPending} onClick={() => vote('approve')}>
          {word('vote.approve')}
        </Button>
        <Button color="red" variant="light" loading={command.isPending} onClick={rejectOrAsk}>
          {word('vote.reject')}
        </Button>
        <ApproverWays on={on} />
      </Group>
    </Stack>
  );
}
