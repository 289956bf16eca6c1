// A region of the country, chosen from the province down: each choice is one already, and may be made more exact.
import { Fieldset, Select, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { regionsBelow } from '../client/queries';
import { useWords } from '../words/words';

type Asked = {
  label: string;
  name: string;
  error?: string;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
};

export function RegionField({ label, name, error, value, onChange }: Asked): ReactElement {
  const { word } = useWords();
  const province = value === undefined ? undefined : `${value.slice(0, 2)}0000`;
  const { data: provinces } = useSuspenseQuery(regionsBelow());
  const { data: second = [], isLoading: isSecondComing } = useQuery({
    ...regionsBelow(province),
    enabled: province !== undefined,
  });
  const chosenSecond = second.find(({ code }) => code === value || code === `${value?.slice(0, 4)}00`)?.code;
  const isPrefecture = chosenSecond?.endsWith('00') === true;
  const { data: counties = [], isLoading: areCountiesComing } = useQuery({
    ...regionsBelow(chosenSecond),
    enabled: isPrefecture,
  });
  // What is chosen already keeps its place while the names are on their way.
  const namesCounty = value?.endsWith('00') === false;
  const chosenCounty = counties.find(({ code }) => code === value)?.code;
  return (
    <Fieldset legend={label} variant="default" p="sm">
      <Stack gap="xs">
        <Select
          label={word('region.province')}
          name={name}
          data={provinces.map(asChoice)}
          value={province ?? null}
          onChange={(code) => onChange(code ?? undefined)}
          searchable
          clearable
        />
        {(second.length > 0 || isSecondComing) && (
          <Select
            label={word('region.prefecture')}
            data={second.map(asChoice)}
            value={chosenSecond ?? null}
            onChange={(code) => onChange(code ?? province)}
            searchable
            clearable
          />
        )}
        {(counties.length > 0 || (namesCounty && (isSecondComing || areCountiesComing))) && (
          <Select
            label={word('region.county')}
            data={counties.map(asChoice)}
            value={chosenCounty ?? null}
            onChange={(code) => onChange(code ?? chosenSecond)}
            searchable
            clearable
          />
        )}
        {error !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

function asChoice({ code, name }: { code: string; name: string }): { value: string; label: string } {
  return { value: code, label: name };
}
