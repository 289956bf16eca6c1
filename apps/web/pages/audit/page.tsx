// For auditors: what is in the log, and who read what.
import { Alert, Anchor, Stack, Table, Tabs, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { me, staffNames } from '../../client/queries';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { Damaged } from './damaged';
import { Filters, useAsked } from './filters';
import { Found } from './found';
import { Readings } from './readings';
import { events } from './queries';
import { Since } from './since';

export function Page(): ReactElement {
  const { word } = useWords();
  const { data: self } = useQuery(me);
  const [query, setQuery] = useSearchParams();
  const part = query.get('part') === 'readings' ? 'readings' : 'log';
  const mayRead = self?.roles.some((role) => role === 'auditor' || role === 'administrator');
  return (
    <Stack>
      <Title order={1} size="h2">
        {word('place.audit')}
      </Title>
      {mayRead === false ? (
        <Alert color="yellow" title={word('audit.closed')}>
          {word('audit.closed.text')}
        </Alert>
      ) : (
        <Tabs value={part} onChange={(next) => setQuery(next === 'readings' ? { part: next } : {})} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="log">{word('audit.log')}</Tabs.Tab>
            <Tabs.Tab value="readings">{word('audit.readings')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="log" pt="md">
            <Log />
          </Tabs.Panel>
          <Tabs.Panel value="readings" pt="md">
            <Readings />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}

function Log(): ReactElement {
  const { word, language, choice } = useWords();
  const asked = useAsked();
  const { data: staff } = useQuery(staffNames);
  const query = useInfiniteQuery(events(asked));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {word('audit.log.text')}
      </Text>
      <Filters among={['type', 'streamType', 'streamId', 'byStaffId', 'from', 'to']} by={word('audit.who')} />
      <Since read={events(asked).queryKey} again={() => void query.refetch()} />
      <Found
        query={query}
        label={word('audit.log')}
        minWidth={720}
        heads={[
          word('audit.at'),
          word('audit.what'),
          { head: word('audit.which'), width: '14rem' },
          { head: word('audit.who'), width: '8rem' },
        ]}
      >
        {(row) => (
          <Table.Tr key={row.position}>
            <Table.Td className="unbroken">{dateTime(language, row.at)}</Table.Td>
            <Table.Td>
              {row.line}
              {row.damaged !== undefined && <Damaged damaged={row.damaged} />}
            </Table.Td>
            <Table.Td>
              <Stack gap={0}>
                <Anchor
                  component={Link}
                  size="sm"
                  to={`/audit/${row.streamType}/${row.streamId}?version=${row.version}`}
                >
                  {row.name ?? row.streamId.slice(0, 8)}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {word(`audit.thing.${row.streamType}`)}
                </Text>
              </Stack>
            </Table.Td>
            <Table.Td>{whoDid(row.by)}</Table.Td>
          </Table.Tr>
        )}
      </Found>
    </Stack>
  );

  function whoDid(by: By): string {
    return by.kind === 'process' ? choice('process', by.name ?? '') : (staff?.get(by.id ?? '') ?? '…');
  }
}

type By = { kind?: string; id?: string; name?: string };
