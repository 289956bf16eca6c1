// What waits for the reader's own decision, on the page of the morning: the earliest deadline first, and the way to the inbox.
import { useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { inbox, me, staffNames } from '../../client/queries';
import type { InboxRow } from '../../client/views';
import { Listed } from '../../layout/listed';
import { money } from '../../shown/values';
import { useWords } from '../../words/words';
import { DueBadge, Row } from './row';

/** For supervisors; nobody else decides anything. */
export function ToDecide(): ReactElement | null {
  const { data: self } = useSuspenseQuery(me);
  return self.roles.includes('supervisor') ? <Decisions /> : null;
}

function Decisions(): ReactElement {
  const { word } = useWords();
  const { data: rows, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(inbox);
  return (
    <Listed
      title={word('today.to-decide')}
      rows={rows}
      more={hasNextPage ? { read: () => void fetchNextPage(), reading: isFetchingNextPage } : undefined}
      empty={word('today.to-decide.none')}
      keyOf={({ approvalId, group, actingFor }) => `${approvalId}:${group}:${actingFor ?? ''}`}
      row={(row) => <OneToDecide row={row} />}
    />
  );
}

function OneToDecide({ row: { title, kind, submittedById, amountFen, dueAt } }: { row: InboxRow }): ReactElement {
  const { word, label, language } = useWords();
  const { data: names } = useQuery(staffNames);
  const amount = amountFen === null ? null : money(language, amountFen);
  return (
    <Row
      to="/inbox"
      title={title ?? word('name.untitled')}
      about={[label('approval-kind', kind), names?.get(submittedById), amount]}
    >
      {dueAt !== null && <DueBadge dueAt={dueAt} />}
    </Row>
  );
}
