// What was answered when an action was done, in the words of its form, by whom and when.
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ActionDefinition, ActionStanding, JsonObject } from '#domain';
import { staffNames } from '../../client/queries';
import type { SchemaProperty } from '../../forms/schema-fields';
import { count, date, dateTime, money } from '../../shown/values';
import { useWords } from '../../words/words';
import { answers } from './queries';
import { useSale } from './sale';

export type ActionAnswers = Awaited<ReturnType<NonNullable<ReturnType<typeof answers>['queryFn']>>>[number];

/** `said` is missing while it is read, where it could not be read, and where nothing was answered by hand. */
export function useAnswered({ key, status, derived }: ActionStanding): {
  said?: ActionAnswers;
  isReading: boolean;
  error: Error | null;
} {
  const { view } = useSale();
  const { data, isLoading, error } = useQuery({ ...answers(view.id), enabled: status === 'completed' && !derived });
  return { said: data?.find((each) => each.key === key), isReading: isLoading, error };
}

export function Answered({ action, said }: { action: ActionDefinition; said: ActionAnswers }): ReactElement {
  const { of, label, word, language } = useWords();
  const { data: staff } = useQuery(staffNames);
  const inWords = useAnswer();
  const { properties = {} } = (action.form ?? {}) as SchemaProperty;
  const who = said.by as { kind?: string; id?: string; name?: string };
  const name = who.kind === 'process' ? label('process', who.name ?? '') : (staff?.get(who.id ?? '') ?? '…');
  return (
    <Stack gap={4}>
      {Object.entries(properties).map(([field, property]) => {
        const value = (said.answers as JsonObject)[field];
        if (value === undefined) return null;
        return (
          <Text key={field} size="sm">
            <Text span inherit c="dimmed">
              {word('action.answer', { what: of(property['x-title'], label('field', field)) })}
            </Text>
            <Text span inherit className="said">
              {inWords(property, value)}
            </Text>
          </Text>
        );
      })}
      {said.reason !== undefined && (
        <Text size="sm" className="said">
          {word('action.corrected-because', { reason: said.reason })}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {[dateTime(language, said.at), name, ...(said.corrected ? [word('action.corrected')] : [])].join(' · ')}
      </Text>
    </Stack>
  );
}

type Value = JsonObject[string];

function useAnswer(): (property: SchemaProperty, value: Value) => string {
  const { of, choice, word, language } = useWords();
  const { nameOf } = useSale();
  const inWords = (property: SchemaProperty, value: Value): string => {
    if (Array.isArray(value)) {
      const each = { ...property.items, 'x-options': property.items?.['x-options'] ?? property['x-options'] };
      return value.map((one) => inWords(each, one)).join(word('list.comma'));
    }
    if (typeof value === 'boolean') return choice('boolean', String(value));
    if (typeof value === 'number') return property.format === 'fen' ? money(language, value) : count(language, value);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (property['x-contact'] === true) return nameOf(text);
    if (property.format === 'date') return date(language, text);
    if (property.format === 'date-time') return dateTime(language, text);
    return of(property['x-options']?.[text], text);
  };
  return inWords;
}
