// Who read what: what auditors and administrators read, and what anybody exported or opened of a person.
import { Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { staffNames } from '../../client/queries';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { Filters, useAsked } from './filters';
import { Found } from './found';
import { readings } from './queries';

export function Readings(): ReactElement {
  const { word, label, language } = useWords();
  const [asked] = useAsked();
  const { data: staff } = useQuery(staffNames);
  const query = useInfiniteQuery(readings(asked));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {word('audit.readings.text')}
      </Text>
      <Filters among={['streamId', 'byStaffId', 'from', 'to']} />
      <Found
        query={query}
        label={word('audit.readings')}
        minWidth={640}
        heads={[word('audit.at'), word('audit.reader'), word('audit.read'), word('audit.which')]}
      >
        {(row) => (
          <Table.Tr key={row.id}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTime(language, row.at)}</Table.Td>
            <Table.Td>{staff?.get(row.staffId) ?? '…'}</Table.Td>
            <Table.Td>{label('reading', row.what)}</Table.Td>
            <Table.Td>{row.subjectIds.map((id) => id.slice(0, 8)).join(word('list.comma'))}</Table.Td>
          </Table.Tr>
        )}
      </Found>
    </Stack>
  );
}
