// What each version of a profile changed, the newest first; of what was erased nothing is shown.
import { Button, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { regionsBelow, staffNames } from '../client/queries';
import { Section } from '../layout/section';
import { dateTime, withoutUnit } from '../shown/values';
import { fieldOf, type ProfileTable } from '../words/field-of';
import { useWords } from '../words/words';
import { useKindOfField, useProfileValue } from './profile-form';

type Change = { field: string; from?: unknown; to?: unknown };
type Version = { version: number; at: string; by: { id?: string; name?: string }; changed: Change[] };

/** The rest comes when it is asked for. */
const SHOWN = 5;

export function ProfileHistory({ form, versions }: { form: ProfileTable; versions: readonly Version[] }): ReactElement {
  const { word, language, label } = useWords();
  const { data: staff } = useQuery(staffNames);
  const [shown, setShown] = useState(SHOWN);
  return (
    <Section title={word('profile.history')}>
      <Stack gap="sm">
        {versions.slice(0, shown).map(({ version, at, by, changed }) => (
          <div key={version}>
            <Text size="sm" fw={500}>
              {dateTime(language, at)} · {staff?.get(by.id ?? '') ?? label('process', by.name ?? '')}
            </Text>
            <List size="sm">
              {changed.map((change) => (
                <List.Item key={change.field}>
                  <Changed form={form} {...change} />
                </List.Item>
              ))}
            </List>
          </div>
        ))}
        {versions.length > shown && (
          <Button variant="default" size="xs" onClick={() => setShown(versions.length)}>
            {word('profile.history.more')}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function Changed({ form, field, from, to }: Change & { form: ProfileTable }): ReactElement {
  const { word, label } = useWords();
  return (
    <>
      {word('profile.changed', { field: withoutUnit(label('field', fieldOf(form, field))) })}
      {from !== undefined && (
        <>
          <del>
            <Value field={field} value={from} />
          </del>{' '}
        </>
      )}
      {to === undefined ? word('profile.emptied') : <Value field={field} value={to} />}
    </>
  );
}

function Value({ field, value }: { field: string; value: unknown }): ReactElement {
  const valueLabel = useProfileValue();
  const kindOf = useKindOfField();
  if (kindOf(field) === 'region' && typeof value === 'string') return <RegionName code={value} />;
  return <>{valueLabel(field, value)}</>;
}

/** From the province down. */
export function RegionName({ code }: { code: string }): ReactElement {
  const [province, prefecture] = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`];
  const { data: provinces = [] } = useQuery(regionsBelow());
  const { data: second = [] } = useQuery(regionsBelow(province));
  const { data: third = [] } = useQuery(regionsBelow(prefecture));
  const all = [...provinces, ...second, ...third];
  const names = [...new Set([province, prefecture, code])].map(
    (each) => all.find((region) => region.code === each)?.name,
  );
  return <>{names.join('') || code}</>;
}
