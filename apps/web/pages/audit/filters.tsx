// What is looked for in the log or in the record of reading; the address keeps it, so that a search can be passed on.
import { Button, Group, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { found, staffNames } from '../../client/queries';
import { DayField } from '../../forms/day-field';
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

export function useAsked(): [asked: Asked, ask: (name: Name, value: string | null) => void, clear: () => void] {
  const [query, setQuery] = useSearchParams();
  const asked = Object.fromEntries(names.map((name) => [name, query.get(name) ?? '']));
  const ask = (name: Name, value: string | null): void =>
    setQuery(
      (before) => {
        if (value === null || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const clear = (): void =>
    setQuery(
      (before) => {
        for (const name of names) before.delete(name);
        return before;
      },
      { replace: true },
    );
  return [asked, ask, clear];
}

export function Filters({ among }: { among: readonly Name[] }): ReactElement {
  const { word, codes, label } = useWords();
  const [asked, ask, clear] = useAsked();
  const { data: staff } = useQuery(staffNames);
  const people = [...(staff ?? new Map<string, string>())].map(([value, name]) => ({ value, label: name }));
  const choice = (name: Name, text: string, data: { value: string; label: string }[]): ReactElement | false =>
    among.includes(name) && (
      <Select
        label={text}
        data={data}
        value={asked[name] === '' ? null : asked[name]}
        onChange={(value) => ask(name, value)}
        searchable
        clearable
        w={{ base: '100%', xs: 220 }}
      />
    );
  const day = (name: 'from' | 'to'): ReactElement => (
    <DayField
      label={word(`audit.${name}`)}
      day={asked[name]}
      earliest={name === 'to' ? asked['from'] : undefined}
      latest={name === 'from' ? asked['to'] : undefined}
      onDay={(chosen) => ask(name, chosen)}
      w={{ base: '100%', xs: 160 }}
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
      {choice('byStaffId', word('audit.who'), people)}
      {day('from')}
      {day('to')}
      <Button variant="default" onClick={clear}>
        {word('audit.clear')}
      </Button>
    </Group>
  );
}

/** By name, as in search; somebody who passes on an address passes on the id. */
function Thing(): ReactElement {
  const { word } = useWords();
  const [asked, ask] = useAsked();
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
      onChange={(value) => ask('streamId', value)}
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
