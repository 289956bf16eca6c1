// Whose sales, of which customers and by which playbook: asked of lists and reports alike, and kept in the address.
import { Button, Group, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { playbooks, regionsBelow, staffNames } from '../client/queries';
import { useAddress } from '../layout/address';
import { useIsWide } from '../layout/is-wide';
import { useCodes } from '../words/codes';
import { useWords } from '../words/words';

export type SalesAsked = { ownerId?: string; customerClass?: CustomerClass; region?: string; playbookKey?: string };
type CustomerClass = 'A' | 'B' | 'C';

export function useSalesAsked(): SalesAsked {
  const [chosen] = useAddress();
  return {
    ownerId: chosen('ownerId'),
    customerClass: chosen('customerClass') as CustomerClass | undefined,
    region: chosen('region'),
    playbookKey: chosen('playbookKey'),
  };
}

/** @param playbookKey whose sales are shown while none was chosen; without it, those of all */
export function SaleFilters({ playbookKey }: { playbookKey?: string }): ReactElement {
  const { word, label, of } = useWords();
  const { data: names } = useQuery(staffNames);
  const { data: published = [] } = useQuery(playbooks);
  const { data: regions = [] } = useQuery(regionsBelow());
  const classes = useCodes('customer-class');
  const people = [...(names ?? [])].map(([value, name]) => ({ value, label: name }));
  const books = published.map(({ key, title }) => ({ value: key, label: of(title, key) }));
  const places = regions.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      <Choice name="ownerId" title={word('filter.owner')} data={people} />
      <Choice name="customerClass" title={label('report-column', 'customerClass')} data={classes} />
      <Choice name="region" title={word('filter.region')} data={places} />
      <Choice
        name="playbookKey"
        title={label('field', 'playbookKey')}
        data={books}
        otherwise={playbookKey}
        width={290}
      />
    </>
  );
}

type Option = { value: string; label: string };

type Asked = {
  name: string;
  title: string;
  data: Option[];
  /** What holds while nothing was chosen; all when left out. */
  otherwise?: string;
  /** What stands there when nothing is chosen, where that is not all. */
  none?: string;
  /** Pixels. */
  width?: number;
};

/** One choice of the address. */
export function Choice({ name, title, data, otherwise, none, width = 150 }: Asked): ReactElement {
  const { word } = useWords();
  const [chosen, choose] = useAddress();
  return (
    <Select
      label={title}
      placeholder={none ?? word('filter.all')}
      data={data}
      value={chosen(name) ?? otherwise ?? null}
      onChange={(value) => choose({ [name]: value })}
      size="xs"
      w={width}
      searchable
      clearable={otherwise === undefined}
      allowDeselect={otherwise === undefined}
      clearButtonProps={{ 'aria-label': word('filter.clear', { what: title }) }}
    />
  );
}

/** Beside each other where there is room; on a phone behind a button, which says how many hold. */
export function Filters({ children }: { children: ReactNode }): ReactElement {
  const { word } = useWords();
  const [opened, { toggle }] = useDisclosure();
  const isWide = useIsWide();
  const [asked] = useSearchParams();
  const shown = (
    <Group gap="xs" align="flex-end" component="search">
      {children}
    </Group>
  );
  if (isWide) return shown;
  return (
    <Stack gap="xs">
      <Button variant="default" size="xs" onClick={toggle} aria-expanded={opened} w="fit-content">
        {word('filter.title')}
        {asked.size > 0 && ` (${asked.size})`}
      </Button>
      {opened && shown}
    </Stack>
  );
}
