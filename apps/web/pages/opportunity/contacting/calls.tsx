// Calls to the people of the chain (S16): what is said, what came of it, and which one is owed next.
import { Accordion, Button, Group, List, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { CommandForm, optionsField, useCodeField } from '../../../forms/command-form';
import { useIsReading } from '../../../forms/acting';
import { Section } from '../../../layout/section';
import { dateTime } from '../../../shown/values';
import { useWords } from '../../../words/words';
import { pathOf, usePeople, useSale } from '../sale';
import { contacting } from '../queries';

const OWES_ANOTHER: readonly unknown[] = ['call-again', 'not-reached'];

export function Calls(): ReactElement {
  const { word, label, language } = useWords();
  const sale = useSale();
  const { data } = useSuspenseQuery(contacting(sale.view.id));
  const [calling, setCalling] = useState(false);
  const isOpen = !useIsReading() && sale.view.status === 'open';
  return (
    <Section
      title={word('contacting.calls')}
      beside={
        isOpen &&
        !calling && (
          <Button size="xs" variant="default" onClick={() => setCalling(true)}>
            {word('contacting.call')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        {data.nextCalls.map(({ contactId, at }) => (
          <Text key={contactId} size="sm" fw={600}>
            {word('contacting.call.next', { who: sale.nameOf(contactId), at: dateTime(language, at) })}
          </Text>
        ))}
        {data.calls.length === 0 && <Text c="dimmed">{word('contacting.calls.none')}</Text>}
        <List size="sm">
          {data.calls.map(({ contactId, outcome }) => (
            <List.Item key={contactId}>
              {word('list.line', { what: sale.nameOf(contactId), value: label('call-outcome', outcome) })}
            </List.Item>
          ))}
        </List>
        {calling && <Call onDone={() => setCalling(false)} />}
      </Stack>
    </Section>
  );
}

function Call({ onDone }: { onDone: () => void }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const people = usePeople();
  const codeField = useCodeField();
  const scripts = sale.definition.callScripts ?? [];
  return (
    <Stack gap="sm">
      <Scripts />
      <CommandForm
        draft={`${sale.view.id}.call`}
        path={pathOf(sale, '/calls')}
        fields={({ outcome }) => ({
          contactId: { 'x-contact': true, type: 'string' },
          script:
            scripts.length === 0
              ? { type: 'string', maxLength: 60 }
              : optionsField(scripts.map(({ key, title }) => ({ value: key, label: of(title, key) }))),
          outcome: codeField('call-outcome'),
          ...(OWES_ANOTHER.includes(outcome) ? { nextCallAt: { type: 'string', format: 'date-time' } } : {}),
          note: { type: 'string', maxLength: 2000 },
        })}
        required={['contactId', 'script', 'outcome']}
        people={people}
        submit={word('contacting.call.record')}
        onDone={onDone}
      />
    </Stack>
  );
}

/** What one says, line by line: read it while the telephone rings. */
function Scripts(): ReactElement {
  const { of } = useWords();
  const { definition } = useSale();
  return (
    <Accordion variant="contained">
      {(definition.callScripts ?? []).map(({ key, title, lines }) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control>{of(title, key)}</Accordion.Control>
          <Accordion.Panel>
            {lines.map((line) => (
              <Group key={line.key} gap={4} mb={4} wrap="nowrap" align="flex-start">
                <Text size="sm" fw={600} style={{ flexShrink: 0 }}>
                  {of(line.title, line.key)}
                </Text>
                <Text size="sm">{of(line.say, '')}</Text>
              </Group>
            ))}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
