// Every part of the product: whether it works, what waits for it and since when, and what to do where it stands still. It is asked again
// every few seconds while one looks.
import { Alert, Card, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClock, IconHelp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { me } from '../../client/queries';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { figures, WideTable } from '../../layout/wide-table';
import { count, dateTime, distance } from '../../shown/values';
import { useWords } from '../../words/words';
import type { PageWord } from '../../words/page-words';
import { healthOf, type Health, type PartHealth, type Status } from './health';
import { OnlyAdministrators } from './only-administrators';
import { AdminPlaces } from './places';
import { partsStatus, readiness } from './queries';
import { Refills } from './refills';

const signs: { [H in Health]: { Icon: typeof IconClock; color: string } } = {
  well: { Icon: IconCircleCheck, color: 'teal' },
  late: { Icon: IconClock, color: 'orange' },
  halted: { Icon: IconCircleX, color: 'red' },
  nobody: { Icon: IconAlertTriangle, color: 'red' },
  unknown: { Icon: IconHelp, color: 'gray' },
};

export function Page(): ReactElement {
  const { word } = useWords();
  return (
    <Stack>
      <AdminPlaces />
      <Title order={1} size="h2">
        {word('admin.health')}
      </Title>
      <OnlyAdministrators roles={readers}>
        <Parts />
      </OnlyAdministrators>
    </Stack>
  );
}

const readers = ['administrator', 'auditor'] as const;

function Parts(): ReactElement {
  const { word, language } = useWords();
  const { data: self } = useQuery(me);
  const mayAsk = self?.roles.some((role) => readers.some((reader) => reader === role)) === true;
  const ready = useQuery(readiness);
  const { data: status, error, dataUpdatedAt } = useQuery({ ...partsStatus, enabled: mayAsk });
  if (status === undefined && error === null) return <Loading />;
  const parts = healthOf(ready.data, error === null ? status : undefined, dataUpdatedAt);
  const troubled = parts.filter(({ trouble }) => trouble !== undefined);
  const codes = [...new Set(troubled.map(({ trouble }) => trouble!))];
  return (
    <>
      <ProblemAlert error={error} />
      <Alert
        role="note"
        variant="light"
        color={troubled.length === 0 ? 'teal' : 'red'}
        icon={troubled.length === 0 ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        title={troubled.length === 0 ? word('health.all-well') : word('health.some-not', { count: troubled.length })}
      >
        {codes.length > 0 && (
          <List size="sm" spacing={4}>
            {codes.map((code) => (
              <List.Item key={code}>{word(wayOut(code))}</List.Item>
            ))}
          </List>
        )}
      </Alert>
      <Card withBorder component="section">
        <WideTable
          label={word('admin.health')}
          minWidth={640}
          columns={[
            word('health.part'),
            word('admin.state'),
            figures(word('health.waiting')),
            word('health.since'),
            word('health.held-by'),
          ]}
        >
          {parts.map((part) => (
            <PartRow key={part.part} part={part} now={dataUpdatedAt} />
          ))}
        </WideTable>
        <Text size="xs" c="dimmed" mt="sm">
          {word('health.asked-at', { at: new Date(dataUpdatedAt).toLocaleTimeString(language) })}
        </Text>
      </Card>
      {status !== undefined && <Besides status={status} />}
      {/* Not before what stands above it: it would move down under the hand that presses. */}
      <Refills />
    </>
  );
}

function PartRow({
  part: { part, health, waiting, since, heldBy },
  now,
}: {
  part: PartHealth;
  now: number;
}): ReactElement {
  const { word, language } = useWords();
  const { Icon, color } = signs[health];
  return (
    <Table.Tr>
      <Table.Td>{named.includes(part) ? word(`health.part.${part}` as PageWord) : part}</Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon
            size={18}
            stroke={1.8}
            style={{ color: `light-dark(var(--mantine-color-${color}-filled), var(--mantine-color-${color}-4))` }}
            aria-hidden
          />
          <Text size="sm">{word(`health.is.${health}`)}</Text>
        </Group>
      </Table.Td>
      <Table.Td ta="right">{waiting === undefined ? '—' : count(language, waiting)}</Table.Td>
      <Table.Td>{since === undefined ? '—' : distance(language, since, now)}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{heldBy ?? '—'}</Table.Td>
    </Table.Tr>
  );
}

/** What has no row of its own: letters, and things of which no rows can be made. */
function Besides({ status: { mail, setAside, published } }: { status: Status }): ReactElement {
  const { word, language } = useWords();
  return (
    <Stack gap={4}>
      <Text size="sm">{word('health.log', { count: count(language, published) })}</Text>
      {mail !== undefined && (
        <Text size="sm">
          {word('health.mail', { days: mail.days, sent: count(language, mail.sent), dead: count(language, mail.dead) })}
          {mail.lastSentAt !== undefined && word('health.mail.last', { at: dateTime(language, mail.lastSentAt) })}
        </Text>
      )}
      {setAside.map(({ streamType, streamId, problem }) => (
        <Text key={streamId} size="sm">
          {word('health.set-aside', { thing: `${streamType} ${streamId}`, problem })}
        </Text>
      ))}
    </Stack>
  );
}

/** Those of every installation; others go by what they call themselves. */
const named = ['log', 'keys', 'sequencer', 'erasures', 'read-models', 'temporal', 'kafka', 'mail'];

const known = [
  'POSTGRES',
  'NO_RELAY',
  'DEAD_LETTERS',
  'TEMPORAL_UNREACHABLE',
  'KAFKA_UNREACHABLE',
  'KAFKA_AHEAD_OF_LOG',
  'KAFKA_WITHOUT_MARKER',
];

/** As the runbook says; what was not foreseen says so. */
function wayOut(code: string): PageWord {
  return `health.way.${known.includes(code) ? code : 'FAILED'}` as PageWord;
}
