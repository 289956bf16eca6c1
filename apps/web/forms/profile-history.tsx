// What each version of a profile changed, the newest first; of what was erased nothing is shown.
import { Button, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { profileForms, regionsBelow, staffNames } from '../client/queries';
import { Section } from '../layout/section';
import { dateTime, money, withoutUnit } from '../shown/values';
import { useWords } from '../words/words';
import { useProfileValue, type ProfileField } from './profile-form';

type Change = { field: string; from?: unknown; to?: unknown };
type Version = { version: number; at: string; by: { id?: string; name?: string }; changed: Change[] };

/** The rest comes when it is asked for. */
const SHOWN = 5;

export function ProfileHistory({ versions }: { versions: readonly Version[] }): ReactElement {
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
                  <Changed {...change} />
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

function Changed({ field, from, to }: Change): ReactElement {
  const { word, label } = useWords();
  return (
    <>
      {word('profile.changed', { field: withoutUnit(label('field', field)) })}{' '}
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
  const { language } = useWords();
  const valueLabel = useProfileValue();
  const { data: forms } = useQuery(profileForms);
  const fields = [...(forms?.customer ?? []), ...(forms?.contact ?? [])].flatMap((part) => part.fields);
  const { kind } = (fields.find(({ key }) => key === field) ?? {}) as Partial<ProfileField>;
  if (kind === 'region' && typeof value === 'string') return <RegionName code={value} />;
  if ((kind === 'fen' || kind === 'profit') && typeof value === 'number') return <>{money(language, value)}</>;
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
