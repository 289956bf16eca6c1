// Chooses one of the customers that one may see: the server looks for them as one types, so that each of them can be found.
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { answered, api } from '../client/client';
import { lastWritten } from '../client/commands';
import { useWords } from '../words/words';

export type ChosenCustomer = { id: string; name: string };

/** As many as one looks through; whoever does not see theirs types more of the name. */
const SHOWN = 50;
/** Nobody remembers more of a name, and the server takes no more. */
const MAX_LENGTH = 100;
/** Letters typed quickly are one question. */
const TYPING_MS = 250;

const customersNamed = (named: string) =>
  queryOptions({
    queryKey: ['/v1/customers', 'named', named],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const query = { named: named === '' ? undefined : named, limit: SHOWN, seen: lastWritten() };
      return (await answered(api.GET('/v1/customers', { params: { query } }))).items;
    },
  });

type Asked = {
  value: ChosenCustomer | undefined;
  error?: string;
  onChange: (customer: ChosenCustomer | undefined) => void;
};

export function CustomerField({ value, error, onChange }: Asked): ReactElement {
  const { word, label } = useWords();
  const [typed, setTyped] = useState(value?.name ?? '');
  // The field shows the name of the chosen one: that is no question.
  const asked = typed === value?.name ? '' : typed.trim();
  const [named] = useDebouncedValue(asked, TYPING_MS);
  const { data: found = [], isFetching } = useQuery(customersNamed(named));
  const choices = found.map(({ id, name }) => ({ value: id, label: name ?? word('name.erased') }));
  const isFound = choices.some((each) => each.value === value?.id);
  // The field names only what is among its choices; in the list stands what was looked for.
  const chosen = value === undefined || isFound ? [] : [{ value: value.id, label: value.name }];
  const isAsking = isFetching || named !== asked;
  return (
    <Select
      label={label('field', 'customerId')}
      description={word('customer-field.how', { count: SHOWN })}
      data={[...chosen, ...choices]}
      filter={({ options }) => (asked === '' ? options : options.slice(chosen.length))}
      value={value?.id ?? null}
      onChange={(_, option) => onChange(option === null ? undefined : { id: option.value, name: option.label })}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={word(isAsking ? 'state.loading' : 'customer-field.none')}
      maxLength={MAX_LENGTH}
      error={error}
      searchable
      withAsterisk
    />
  );
}
