// What is looked for in the log or in the record of reading; the address keeps it, so that a search can be passed on.
import { Button, Group, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { found, staffNames } from '../../client/queries';
import { Period } from '../../forms/period';
import { useAddress } from '../../layout/address';
import { useWords } from '../../words/words';
import type { Asked } from './queries';

const names = ['type', 'streamType', 'streamId', 'byStaffId', 'from', 'to'] as const;
type Name = (typeof names)[number];

/** While one types: the server is asked when one pauses. */
const PAUSE_MS = 250;

export const thingTypes = [
  'opportunity',
  'customer',
  'contact',
  'follow-up-plan',
  'staff',
  'playbook',
  'catalogue',
  'calendar',
] as const;

export function useAsked(): Asked {
  const [chosen] = useAddress();
  return Object.fromEntries(names.map((name) => [name, chosen(name) ?? '']));
}

/** @param by what whoever did it is called here */
export function Filters({ among, by }: { among: readonly Name[]; by: string }): ReactElement {
  const { word, codes, label } = useWords();
  const asked = useAsked();
  const [, choose] = useAddress();
  // What cannot be read as a day is in no address, and goes with the rest.
  const [cleared, setCleared] = useState(0);
  const { data: staff } = useQuery(staffNames);
  const people = [...(staff ?? new Map<string, string>())].map(([value, name]) => ({ value, label: name }));
  const choice = (name: Name, text: string, data: { value: string; label: string }[]): ReactElement | false =>
    among.includes(name) && (
      <Select
        label={text}
        placeholder={word('filter.all')}
        data={data}
        value={asked[name] === '' ? null : asked[name]}
        onChange={(value) => choose({ [name]: value })}
        searchable
        clearable
        w={{ base: '100%', xs: 220 }}
      />
    );
  return (
    <Group align="flex-end" component="search">
      {choice(
        'type',
        word('audit.what'),
        codes('event').map((value) => ({ value, label: eventName(label('event', value)) })),
      )}
      {choice(
        'streamType',
        word('audit.kind'),
        thingTypes.map((value) => ({ value, label: word(`audit.thing.${value}`) })),
      )}
      {among.includes('streamId') && <Thing />}
      {choice('byStaffId', by, people)}
      <Period key={cleared} from={asked['from']} to={asked['to']} onDay={choose} w={{ base: '100%', xs: 190 }} />
      <Button
        variant="default"
        onClick={() => {
          setCleared(cleared + 1);
          choose(Object.fromEntries(names.map((name) => [name, null])));
        }}
      >
        {word('audit.clear')}
      </Button>
    </Group>
  );
}

/** By name, as in search; somebody who passes on an address passes on the id. */
function Thing(): ReactElement {
  const { word } = useWords();
  const asked = useAsked();
  const [, choose] = useAddress();
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed, PAUSE_MS);
  const { data: rows = [] } = useQuery(found(sought));
  const data = rows.map(({ id, label, kind }) => ({ value: id, label: `${label} · ${word(`audit.thing.${kind}`)}` }));
  const chosen = asked['streamId'] ?? '';
  if (chosen !== '' && !data.some(({ value }) => value === chosen)) {
    data.unshift({ value: chosen, label: chosen.slice(0, 8) });
  }
  return (
    <Select
      label={word('audit.which')}
      description={word('audit.which.hint')}
      data={data}
      filter={({ options }) => options}
      value={chosen === '' ? null : chosen}
      onChange={(value) => choose({ streamId: value })}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={word('audit.which.none')}
      searchable
      clearable
      w={{ base: '100%', xs: 280 }}
    />
  );
}

/** An event's words without what fills them. */
function eventName(line: string): string {
  return line.replaceAll(/[“「"]?\{\w+\}[”」"]?/g, '…');
}
