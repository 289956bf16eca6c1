// Reports (S26): where sales stand still, at which level, which objection, which strategy wins; for each person, class, region and period.
import { Button, Card, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReportGroup } from '#domain';
import { Period } from '../../forms/period';
import { Choice, Filters, SaleFilters, useSalesAsked } from '../../forms/sale-filters';
import { useCodes } from '../../words/codes';
import { useAddress } from '../../layout/address';
import { useInSight } from '../../layout/in-sight';
import { useWords } from '../../words/words';
import { csvOf, type ReportAsked } from './queries';
import { Report } from './report-table';
import { reportNames, shapes, type ReportName } from './shapes';

export function Page(): ReactElement {
  const { word } = useWords();
  const [chosen, choose] = useAddress();
  const sales = useSalesAsked();
  const groups = useCodes('report-group').filter(({ value: group }) => group !== 'all');
  const name = reportNames.find((each) => each === chosen('report')) ?? 'funnel';
  const { grouped } = shapes[name];
  const asked: ReportAsked = {
    ...sales,
    by: grouped ? (chosen('by') as ReportGroup | undefined) : undefined,
    from: chosen('from'),
    to: chosen('to'),
  };
  const row = useInSight<HTMLDivElement>('[aria-selected=true]', name);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.reports')}
        </Title>
        <Export name={name} asked={asked} />
      </Group>
      <Filters>
        {grouped && <Choice name="by" title={word('reports.by')} none={word('reports.by.none')} data={groups} />}
        <SaleFilters />
        <Period size="xs" from={asked.from} to={asked.to} onDay={choose} />
      </Filters>
      <Tabs value={name} onChange={(report) => choose({ report })} keepMounted={false}>
        <Tabs.List ref={row}>
          {reportNames.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {word(`reports.name.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={name} pt="sm">
          <Card withBorder>
            <Text size="sm" c="dimmed" mb="xs">
              {word(`reports.about.${name}`)}
            </Text>
            <Report name={word(`reports.name.${name}`)} shape={shapes[name]} asked={asked} />
          </Card>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Export({ name, asked }: { name: ReportName; asked: ReportAsked }): ReactElement {
  const { word, language } = useWords();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await csvOf(shapes[name].path, asked, language));
      link.download = `${word(`reports.name.${name}`)}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch {
      notifications.show({ color: 'orange', message: word('state.unreachable.way') });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => void save()}
    >
      {word('reports.export')}
    </Button>
  );
}
