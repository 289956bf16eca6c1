// Group customers: found by name, class, life cycle and who looks after them; the way to a new one, to import and to export.
import { Anchor, Badge, Button, Card, Group, Menu, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconDownload, IconPlus, IconSearch, IconTableImport } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { staffNames } from '../../client/queries';
import { useDownload } from '../../client/download';
import { useIsAuditor } from '../../forms/acting';
import { useAddress } from '../../layout/address';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { figures, WideTable } from '../../layout/wide-table';
import { count } from '../../shown/values';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { customersFitting, type CustomerFilter } from './queries';

/** The value of the filter that means: nobody. */
const NOBODY = 'nobody';
/** Letters typed quickly are one question. */
const TYPING_MS = 250;

export function Page(): ReactElement {
  const { word } = useWords();
  const isAuditor = useIsAuditor();
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.customers')}
        </Title>
        <Group gap="xs">
          {!isAuditor && (
            <>
              <Button component={Link} to="/customers/new" leftSection={<IconPlus size={16} aria-hidden />}>
                {word('customers.new')}
              </Button>
              <Button
                component={Link}
                to="/customers/import"
                variant="default"
                leftSection={<IconTableImport size={16} aria-hidden />}
              >
                {word('customers.import')}
              </Button>
            </>
          )}
          <Export />
        </Group>
      </Group>
      <Customers />
    </Stack>
  );
}

function Export(): ReactElement {
  const { word, language } = useWords();
  const { save, error, saving } = useDownload();
  const files = [
    ['customers', 'xlsx'],
    ['customers', 'csv'],
    ['contacts', 'xlsx'],
    ['contacts', 'csv'],
  ] as const;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" loading={saving} leftSection={<IconDownload size={16} aria-hidden />}>
            {word('customers.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {files.map(([table, format]) => (
            <Menu.Item
              key={table + format}
              onClick={() => save(`/v1/exports/${table}?format=${format}&heads=${language}`, `${table}.${format}`)}
            >
              {word(`customers.export.${table}.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ProblemAlert error={error} />
    </>
  );
}

function Customers(): ReactElement {
  const { word } = useWords();
  const [chosen, choose] = useAddress();
  const [typed, setTyped] = useState(chosen('named') ?? '');
  const [named] = useDebouncedValue(typed.trim(), TYPING_MS);
  const classes = useCodes('customer-class');
  const states = useCodes('life-cycle-state');
  const { data: staff } = useQuery(staffNames);
  const keepers = [...(staff ?? [])].map(([value, label]) => ({ value, label }));
  const keeper = chosen('keeper');
  const filter = {
    named: named === '' ? undefined : named,
    class: chosen('class'),
    lifeCycle: chosen('lifeCycle'),
    accountManagerId: keeper === undefined || keeper === NOBODY ? undefined : keeper,
    unassigned: keeper === NOBODY ? 'true' : undefined,
  } as CustomerFilter;
  const isFiltered = Object.values(filter).some((each) => each !== undefined);
  return (
    <>
      <Group align="flex-end" gap="sm" role="search" aria-label={word('customers.filter')}>
        <TextInput
          label={word('customers.named')}
          description={word('customers.named.how')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          flex="1 1 16rem"
        />
        <Select
          label={word('customers.class')}
          placeholder={word('filter.all')}
          data={classes}
          value={chosen('class') ?? null}
          onChange={(value) => choose({ class: value })}
          clearable
          flex="1 1 8rem"
        />
        <Select
          label={word('customers.life-cycle')}
          placeholder={word('filter.all')}
          data={states}
          value={chosen('lifeCycle') ?? null}
          onChange={(value) => choose({ lifeCycle: value })}
          clearable
          flex="1 1 10rem"
        />
        <Select
          label={word('customers.keeper')}
          placeholder={word('filter.all')}
          data={[{ value: NOBODY, label: word('customers.keeper.nobody') }, ...keepers]}
          value={keeper ?? null}
          onChange={(value) => choose({ keeper: value })}
          searchable
          clearable
          flex="1 1 10rem"
        />
      </Group>
      <Found filter={filter} isFiltered={isFiltered} />
    </>
  );
}

function Found({ filter, isFiltered }: { filter: CustomerFilter; isFiltered: boolean }): ReactElement {
  const { word, label, language } = useWords();
  const { data: staff } = useQuery(staffNames);
  const found = useInfiniteQuery({ ...customersFitting(filter), placeholderData: keepPreviousData });
  if (found.isPending) return <Loading />;
  if (found.isError) return <ProblemAlert error={found.error} />;
  const rows = found.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Nothing isFiltered={isFiltered} />;
  return (
    <Card withBorder component="section" aria-busy={found.isPlaceholderData}>
      <WideTable
        label={word('place.customers')}
        minWidth={640}
        columns={[
          label('field', 'name'),
          word('customers.class'),
          word('customers.life-cycle'),
          word('customers.keeper'),
          figures(word('customers.open-sales')),
        ]}
      >
        {rows.map(({ id, name, class: of, lifeCycle, accountManagerId, openSales }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <Anchor component={Link} to={`/customers/${id}`} size="sm">
                {name ?? word('name.erased')}
              </Anchor>
            </Table.Td>
            <Table.Td>{of === null ? '—' : <Badge variant="light">{label('customer-class', of)}</Badge>}</Table.Td>
            <Table.Td>{label('life-cycle-state', lifeCycle)}</Table.Td>
            <Table.Td>
              {accountManagerId === null ? word('customers.keeper.nobody') : (staff?.get(accountManagerId) ?? '…')}
            </Table.Td>
            <Table.Td ta="right">{count(language, openSales)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {found.hasNextPage && (
        <Button mt="sm" variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {word('customers.more')}
        </Button>
      )}
    </Card>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }): ReactElement {
  const { word } = useWords();
  return (
    <Card withBorder>
      <Text>{word(isFiltered ? 'customers.none-fitting' : 'customers.none')}</Text>
    </Card>
  );
}
