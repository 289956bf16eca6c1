// Who read what: what auditors and administrators read, and what anybody exported or opened of a person.
import { Button, Center, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { staffNames } from '../../client/queries';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { WideTable } from '../../layout/wide-table';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { Filters, useAsked } from './filters';
import { readings } from './queries';

export function Readings(): ReactElement {
  const { word, label, language } = useWords();
  const [asked] = useAsked();
  const { data: staff } = useQuery(staffNames);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(readings(asked));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {word('audit.readings.text')}
      </Text>
      <Filters among={['streamId', 'byStaffId', 'from', 'to']} />
      <ProblemAlert error={error} />
      {isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Text c="dimmed">{word('audit.none')}</Text>
      ) : (
        <WideTable label={word('audit.readings')} minWidth={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{word('audit.at')}</Table.Th>
              <Table.Th>{word('audit.reader')}</Table.Th>
              <Table.Th>{word('audit.read')}</Table.Th>
              <Table.Th>{word('audit.which')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTime(language, row.at)}</Table.Td>
                <Table.Td>{staff?.get(row.staffId) ?? '…'}</Table.Td>
                <Table.Td>{label('reading', row.what)}</Table.Td>
                <Table.Td>{row.subjectIds.map((id) => id.slice(0, 8)).join(word('list.comma'))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {word('story.more')}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
