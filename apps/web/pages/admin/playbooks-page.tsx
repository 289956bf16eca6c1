// The playbooks that sales go by, each with its versions.
import { Anchor, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { playbooks } from '../../client/queries';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { NewPlaybook } from './new-playbook';
import { AdminPlaces } from './places';
import { versionsOf } from './versions';

export function Page(): ReactElement {
  const { word, of } = useWords();
  const { data, error, isPending } = useQuery(playbooks);
  return (
    <Stack>
      <AdminPlaces />
      <Title order={1} size="h2">
        {word('admin.playbooks')}
      </Title>
      <Text size="sm" c="dimmed">
        {word('playbook.purpose')}
      </Text>
      <NewPlaybook />
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {data !== undefined && (
        <Card withBorder component="section">
          <WideTable
            label={word('admin.playbooks')}
            minWidth={480}
            columns={[word('playbook.title'), word('playbook.key'), word('playbook.versions')]}
          >
            {data.map(({ key, title, latestVersion }) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <Anchor component={Link} to={`/admin/playbooks/${key}`} size="sm">
                    {of(title, key)}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <code>{key}</code>
                </Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    {versionsOf(latestVersion).map((version) => (
                      <Anchor
                        key={version}
                        component={Link}
                        to={`/admin/playbooks/${key}?version=${version}`}
                        size="sm"
                        aria-label={word('playbook.version-of', { title: of(title, key), version })}
                      >
                        {version}
                      </Anchor>
                    ))}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </WideTable>
        </Card>
      )}
    </Stack>
  );
}
