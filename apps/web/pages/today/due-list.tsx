// What falls due: narrowed to what is late, to today or to the week, and to one kind of thing.
import { Badge, Group, NativeSelect, Stack } from '@mantine/core';
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { playbookLatest } from '../../client/queries';
import { useAddress } from '../../layout/address';
import { Listed } from '../../layout/listed';
import { useWords } from '../../words/words';
import { titleIn } from '../after-sales/care';
import { due } from './queries';
import { DueBadge, Row } from './row';

type DueRow = ReturnType<NonNullable<typeof due.select>>[number];

const DAY_MS = 86_400_000;
const spans = ['all', 'late', 'day', 'week'] as const;

export function DueList(): ReactElement {
  const { word, choice } = useWords();
  const { data: items, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(due);
  const [chosen, choose] = useAddress();
  const span = chosen('due') ?? 'all';
  const kind = chosen('kind') ?? '';
  const kinds = [...new Set(items.map(({ streamType }) => streamType))];
  const rows = items.filter((row) => fits(row, span) && (kind === '' || row.streamType === kind));
  // The earliest come first: once one lies beyond the time that is asked for, all after it do.
  const mayBeMore = hasNextPage && items.every((row) => fits(row, span));
  return (
    <Listed
      title={word('today.due')}
      rows={rows}
      more={mayBeMore ? { read: () => void fetchNextPage(), reading: isFetchingNextPage } : undefined}
      empty={items.length === 0 ? word('today.due.none') : word(mayBeMore ? 'list.none-yet' : 'list.none-fits')}
      keyOf={(row) => `${row.streamId}:${row.key}`}
      row={(row) => <OneDue row={row} />}
      tools={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={word('today.due.when')}
            value={span}
            data={spans.map((value) => ({ value, label: word(`today.span.${value}`) }))}
            onChange={({ target: { value } }) => choose({ due: value === 'all' ? null : value })}
          />
          {kinds.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={word('today.due.kind')}
              value={kind}
              data={[
                { value: '', label: word('today.due.any') },
                ...kinds.map((value) => ({ value, label: choice('stream', value) })),
              ]}
              onChange={({ target: { value } }) => choose({ kind: value })}
            />
          )}
        </Group>
      }
    />
  );
}

function fits({ dueAt }: DueRow, span: string): boolean {
  const away = Date.parse(dueAt) - Date.now();
  if (span === 'late') return away < 0;
  return span === 'all' || away < (span === 'day' ? DAY_MS : 7 * DAY_MS);
}

function OneDue({ row }: { row: DueRow }): ReactElement {
  const { word } = useWords();
  return (
    <Row to={placeOf(row)} title={useWhatIsDue(row)} about={[row.title, row.customerName]}>
      <Stack gap={4} align="flex-end" style={{ flexShrink: 0 }}>
        <DueBadge dueAt={row.dueAt} />
        {row.told !== null && (
          <Badge size="sm" color={row.told === 'escalated' ? 'red' : 'orange'} variant="light">
            {word(`today.told.${row.told}`)}
          </Badge>
        )}
      </Stack>
    </Row>
  );
}

/** The key of a wait names its kind and its thing: `action:visit-user`, `due:f5:3`. */
function useWhatIsDue({ streamType, key, playbookKey, approvalKind }: DueRow): string {
  const { word, of, label } = useWords();
  const { data: definition } = useQuery({ ...playbookLatest(playbookKey ?? ''), enabled: playbookKey !== null });
  const [kind = '', thing = ''] = key.split(':');
  switch (kind) {
    case 'call':
    case 'lead':
    case 'parked':
    case 'end':
    case 'life-cycle':
      return word(`today.wait.${kind}`);
    case 'approval':
      return word('today.wait.approval', { what: label('approval-kind', approvalKind ?? 'offer') });
    case 'action': {
      const actions = definition?.gates.flatMap((gate) => gate.actions) ?? [];
      return of(actions.find((each) => each.key === thing)?.title, label('stream', streamType));
    }
    default: {
      const title = titleIn(definition, thing) ?? titleIn(definition, kind);
      return of(title, streamType === 'follow-up-plan' ? word('today.follow-up') : label('stream', streamType));
    }
  }
}

/** Where it can be done. */
function placeOf({ streamType, streamId, key, opportunityId, customerId }: DueRow): string {
  if (streamType === 'follow-up-plan') return `/after-sales/${streamId}`;
  if (opportunityId !== null) return `/opportunities/${opportunityId}?part=${partOf(key)}`;
  if (customerId === null) return '/customers';
  return `/customers/${customerId}${key.startsWith('lead:') ? '?part=leads' : ''}`;
}

function partOf(key: string): string {
  if (key.startsWith('approval:')) return 'offer';
  return key.startsWith('call:') ? 'contacting' : 'gate';
}
