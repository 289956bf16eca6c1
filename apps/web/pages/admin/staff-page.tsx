// Everybody who works here: roles, reporting line, approver groups, and who has left; the way to enter somebody new.
import { Anchor, Badge, Card, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { severalField, useCodeField, usePersonName } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { WideTable } from '../../layout/wide-table';
import { useApproverGroupName } from '../../shown/approver-groups';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { useColleagues } from './colleagues';
import { OnlyAdministrators } from './only-administrators';
import { AdminPlaces } from './places';
import { everybody, type StaffRow } from './queries';

export function Page(): ReactElement {
  const { word } = useWords();
  return (
    <Stack>
      <AdminPlaces />
      <Title order={1} size="h2">
        {word('admin.staff')}
      </Title>
      <OnlyAdministrators>
        <Registration />
      </OnlyAdministrators>
      <Everybody />
    </Stack>
  );
}

function Registration(): ReactElement {
  const { word } = useWords();
  const roles = useCodes('role');
  const codeField = useCodeField();
  const colleagues = useColleagues();
  return (
    <OpenedForm
      draft="new-staff"
      path="/v1/staff"
      fields={{
        name: usePersonName(),
        roles: severalField(roles),
        superiorId: colleagues,
        email: { type: 'string', maxLength: 200 },
        mobile: { type: 'string', maxLength: 20 },
        language: codeField('language'),
        unit: { type: 'string', maxLength: 64 },
        signInSubject: { type: 'string', maxLength: 200 },
      }}
      required={['name', 'roles']}
      submit={word('admin.register')}
    />
  );
}

function Everybody(): ReactElement {
  const { word, label, choice } = useWords();
  const { data: staff, error, isPending } = useQuery(everybody);
  const groupName = useApproverGroupName();
  const [sought, setSought] = useState('');
  if (isPending) return <Loading />;
  if (staff === undefined) return <ProblemAlert error={error} />;
  const groupsOf = ({ groups }: StaffRow): string => groups.map(groupName).join(word('list.comma'));
  const nameOf = (id: string | null): string => staff.find((row) => row.id === id)?.name ?? '—';
  const texts = (row: StaffRow): string =>
    [row.name, row.unit, groupsOf(row), ...row.roles.map((role) => label('role', role))].join(' ').toLowerCase();
  const fitting = staff.filter((row) => texts(row).includes(sought.trim().toLowerCase()));
  return (
    <>
      <TextInput
        label={word('admin.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        maw={420}
      />
      <Card withBorder component="section">
        {fitting.length === 0 ? (
          <Text c="dimmed">{word('admin.none')}</Text>
        ) : (
          <WideTable
            label={word('admin.staff')}
            minWidth={680}
            columns={[
              label('field', 'personName'),
              label('field', 'roles'),
              label('field', 'superiorId'),
              label('field', 'unit'),
              label('field', 'groups'),
              word('admin.state'),
            ]}
          >
            {fitting.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Anchor component={Link} to={`/admin/staff/${row.id}`} size="sm">
                    {row.name ?? word('name.erased')}
                  </Anchor>
                </Table.Td>
                <Table.Td>{row.roles.map((role) => choice('role', role)).join(word('list.comma'))}</Table.Td>
                <Table.Td>{nameOf(row.superiorId)}</Table.Td>
                <Table.Td>{row.unit ?? '—'}</Table.Td>
                <Table.Td>{groupsOf(row) || '—'}</Table.Td>
                <Table.Td>
                  <Active active={row.active} />
                </Table.Td>
              </Table.Tr>
            ))}
          </WideTable>
        )}
      </Card>
    </>
  );
}

export function Active({ active }: { active: boolean }): ReactElement {
  const { word } = useWords();
  return (
    <Group gap="xs">
      <Badge variant="light" color={active ? 'teal' : 'gray'}>
        {word(active ? 'admin.active' : 'admin.left')}
      </Badge>
    </Group>
  );
}
