// Visits (S18): planned with whom, by which list and in which steps; afterwards reported.
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { JsonObject, Label } from '#domain';
import {
  CommandForm,
  optionsField,
  severalField,
  titled,
  useCodeField,
  type Fields,
} from '../../../forms/command-form';
import { Acting } from '../../../forms/acting';
import { Section } from '../../../layout/section';
import { date, dateTime } from '../../../shown/values';
import { useWords } from '../../../words/words';
import { pathOf, usePeople, useSale } from '../sale';
import { contacting } from '../queries';

type Visit = Awaited<ReturnType<NonNullable<ReturnType<typeof contacting>['queryFn']>>>['visits'][number];

export function Visits(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { data } = useSuspenseQuery(contacting(sale.view.id));
  const [planning, setPlanning] = useState(false);
  const visits = [...data.visits].sort((one, other) => other.plannedAt.localeCompare(one.plannedAt));
  return (
    <Section
      title={word('contacting.visits')}
      beside={
        sale.view.status === 'open' &&
        !planning && (
          <Acting>
            <Button size="xs" onClick={() => setPlanning(true)}>
              {word('contacting.visit.plan')}
            </Button>
          </Acting>
        )
      }
    >
      <Stack>
        {planning && <Plan onDone={() => setPlanning(false)} />}
        {visits.length === 0 && !planning && <Text c="dimmed">{word('contacting.visits.none')}</Text>}
        {visits.map((visit) => (
          <OneVisit key={visit.visitId} visit={visit} />
        ))}
      </Stack>
    </Section>
  );
}

function OneVisit({ visit }: { visit: Visit }): ReactElement {
  const { word, label, of, language } = useWords();
  const sale = useSale();
  const [reporting, setReporting] = useState(false);
  const { kind, plannedAt, contactIds, topics, reported } = visit;
  const known = sale.definition.visits?.topics ?? [];
  const titles = topics.map((topic) => of(known.find(({ key }) => key === topic)?.title, topic));
  return (
    <Card withBorder component="article">
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fw={600} className="sentence">
            {label('visit-kind', kind)} · {dateTime(language, plannedAt)}
          </Text>
          {reported !== undefined && (
            <Badge variant="light" color={reported.accepted ? 'teal' : 'orange'}>
              {word(reported.accepted ? 'contacting.visit.accepted' : 'contacting.visit.not-accepted')}
            </Badge>
          )}
        </Group>
        <Text size="sm">{contactIds.map(sale.nameOf).join(word('list.comma'))}</Text>
        {titles.length > 0 && (
          <Text size="sm" c="dimmed">
            {word('contacting.visit.topics', { topics: titles.join(word('list.comma')) })}
          </Text>
        )}
        {reported !== undefined && (
          <Text size="sm" c="dimmed">
            {word('contacting.visit.reported', {
              on: date(language, reported.visitedOn),
              who: reported.metIds.map(sale.nameOf).join(word('list.comma')),
            })}
          </Text>
        )}
        {reported === undefined && sale.view.status === 'open' && !reporting && (
          <Acting>
            <Group>
              <Button size="xs" variant="light" onClick={() => setReporting(true)}>
                {word('contacting.visit.report')}
              </Button>
            </Group>
          </Acting>
        )}
        {reporting && <Report visit={visit} onDone={() => setReporting(false)} />}
      </Stack>
    </Card>
  );
}

/** Each note and each step is asked for by a name of its own and sent as a list. */
const TOPIC = 'topic.';
const STEP = 'step.';

function Plan({ onDone }: { onDone: () => void }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const people = usePeople();
  const codeField = useCodeField();
  const entriesField = useEntries();
  const { appearance = [], topics = [], steps = [] } = sale.definition.visits ?? {};
  const asked = (answers: JsonObject): Fields => ({
    kind: codeField('visit-kind'),
    plannedAt: { type: 'string', format: 'date-time' },
    contactIds: severalField(people),
    appearance: entriesField.one(appearance),
    ...(topics.length === 0 ? {} : { topics: entriesField.several(topics) }),
    ...Object.fromEntries(
      topics
        .filter(({ key, nothingStored }) => isIn(answers['topics'], key) && nothingStored !== true)
        .map(({ key, title }) => [`${TOPIC}${key}`, entriesField.text(title, key)]),
    ),
    ...(answers['kind'] === 'introductory'
      ? Object.fromEntries(steps.map(({ key, title }) => [`${STEP}${key}`, entriesField.text(title, key)]))
      : {}),
    givenFirst: { type: 'string', maxLength: 500 },
  });
  return (
    <CommandForm
      draft={`${sale.view.id}.visit`}
      path={pathOf(sale, '/visits')}
      fields={asked}
      required={['kind', 'plannedAt', 'contactIds', 'appearance', 'givenFirst']}
      toBody={(answers) => ({
        kind: answers['kind'] ?? '',
        plannedAt: answers['plannedAt'] ?? '',
        contactIds: answers['contactIds'] ?? [],
        appearance: answers['appearance'] ?? '',
        givenFirst: answers['givenFirst'] ?? '',
        topics: listOf(answers['topics']).map((key) => ({ key, note: answers[`${TOPIC}${key}`] ?? undefined })),
        steps:
          answers['kind'] === 'introductory'
            ? steps.map(({ key }): JsonObject => ({ key, text: answers[`${STEP}${key}`] ?? '' }))
            : [],
      })}
      submit={word('contacting.visit.plan')}
      onDone={onDone}
    />
  );
}

function Report({ visit, onDone }: { visit: Visit; onDone: () => void }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const entriesField = useEntries();
  const { appearance = [] } = sale.definition.visits ?? {};
  const items = appearance.find(({ key }) => key === visit.appearance)?.items ?? [];
  return (
    <CommandForm
      draft={`${visit.visitId}.report`}
      path={pathOf(sale, `/visits/${visit.visitId}/report`)}
      fields={{
        visitedOn: { type: 'string', format: 'date' },
        metIds: severalField(visit.contactIds.map((id) => ({ value: id, label: sale.nameOf(id) }))),
        ...(items.length === 0 ? {} : { checked: entriesField.several(items) }),
        accepted: { type: 'boolean' },
        report: { type: 'string', maxLength: 2000 },
      }}
      required={['visitedOn', 'metIds', 'accepted', 'report']}
      toBody={(answers) => ({ metIds: [], checked: [], ...answers })}
      submit={word('contacting.visit.report')}
      onDone={onDone}
    />
  );
}

type Entry = { key: string; title: Label };

function useEntries(): {
  one: (entries: readonly Entry[]) => Fields[string];
  several: (entries: readonly Entry[]) => Fields[string];
  text: (title: Label, key: string) => Fields[string];
} {
  const { of } = useWords();
  const choices = (entries: readonly Entry[]): { value: string; label: string }[] =>
    entries.map(({ key, title }) => ({ value: key, label: of(title, key) }));
  return {
    // A playbook without lists takes any code.
    one: (entries) => (entries.length === 0 ? { type: 'string', maxLength: 60 } : optionsField(choices(entries))),
    several: (entries) => severalField(choices(entries)),
    text: (title, key) => ({ type: 'string', maxLength: 200, 'x-title': titled(of(title, key)) }),
  };
}

function listOf(value: JsonObject[string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isIn(value: JsonObject[string] | undefined, key: string): boolean {
  return listOf(value).includes(key);
}
