// Who read what: what auditors and administrators read, and what anybody exported or opened of a person.
import { Anchor, Box, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { StreamType } from '#domain';
import { staffNames } from '../../client/queries';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { Filters, useAsked } from './filters';
import { Found } from './found';
import { readings } from './queries';

export function Readings(): ReactElement {
  const { word, label, language } = useWords();
  const asked = useAsked();
  const { data: staff } = useQuery(staffNames);
  const query = useInfiniteQuery(readings(asked));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {word('audit.readings.text')}
      </Text>
      <Filters among={['streamId', 'byStaffId', 'from', 'to']} by={word('audit.reader')} />
      <Found
        query={query}
        label={word('audit.readings')}
        minWidth={640}
        heads={[word('audit.at'), word('audit.reader'), word('audit.read'), word('audit.which')]}
      >
        {(row) => (
          <Table.Tr key={row.id}>
            <Table.Td className="unbroken">{dateTime(language, row.at)}</Table.Td>
            <Table.Td>{staff?.get(row.staffId) ?? '…'}</Table.Td>
            <Table.Td>{label('reading', row.what)}</Table.Td>
            <Table.Td>
              {row.subjectIds.length > 0 && (
                <Stack gap={4}>
                  {row.subjectIds.map((id) => (
                    <Subject key={id} id={id} stream={row.subjects.find(({ streamId }) => streamId === id)} />
                  ))}
                </Stack>
              )}
            </Table.Td>
          </Table.Tr>
        )}
      </Found>
    </Stack>
  );
}

type Subject = { id: string; stream?: { streamType: StreamType; name: string | null } };

/** By name where it has one, and with the way to its history. */
function Subject({ id, stream }: Subject): ReactElement {
  const { word } = useWords();
  if (stream === undefined) return <Text size="sm">{id.slice(0, 8)}</Text>;
  return (
    <Box>
      <Anchor component={Link} size="sm" to={`/audit/${stream.streamType}/${id}`}>
        {stream.name ?? id.slice(0, 8)}
      </Anchor>
      <Text size="xs" c="dimmed">
        {word(`audit.thing.${stream.streamType}`)}
      </Text>
    </Box>
  );
}
