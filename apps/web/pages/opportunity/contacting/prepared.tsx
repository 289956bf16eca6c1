// What one has prepared oneself by: rehearsals that were played (S17), and the negotiation with its walk-away (S23).
import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import type { JsonObject } from '#domain';
import { useIsReading } from '../../../forms/acting';
import { CommandForm, optionsField } from '../../../forms/command-form';
import { Section } from '../../../layout/section';
import { useWords } from '../../../words/words';
import { pathOf, useSale } from '../sale';
import { Noted } from '../noted';
import { contacting } from '../queries';

const negotiated = ['target', 'walkAway', 'alternative', 'trades'] as const;
const line = { type: 'string', maxLength: 500 };

export function Prepared(): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { data } = useSuspenseQuery(contacting(sale.view.id));
  const [doing, setDoing] = useState<'rehearsal' | 'negotiation'>();
  const cases = sale.definition.rehearsals ?? [];
  const titleOf = (key: string): string => of(cases.find((each) => each.key === key)?.title, key);
  const isOpen = !useIsReading() && sale.view.status === 'open';
  const done = (): void => setDoing(undefined);
  return (
    <Section title={word('contacting.prepared')}>
      <Stack gap="sm">
        {data.rehearsals.length === 0 && <Text c="dimmed">{word('contacting.rehearsals.none')}</Text>}
        <List size="sm">
          {data.rehearsals.map((each) => (
            <List.Item key={each.rehearsalId}>{word('contacting.rehearsed', { case: titleOf(each.case) })}</List.Item>
          ))}
          {data.negotiationPrepared && <List.Item>{word('contacting.negotiation.done')}</List.Item>}
        </List>
        {data.negotiation !== undefined &&
          negotiated.map((name) => <Noted key={name} name={label('field', name)} lines={[data.negotiation?.[name]]} />)}
        <Anchor component={Link} to="/training" size="sm">
          {word('contacting.to-training')}
        </Anchor>
        {isOpen && doing === undefined && (
          <Group gap="xs">
            {cases.length > 0 && (
              <Button size="xs" variant="default" onClick={() => setDoing('rehearsal')}>
                {word('contacting.rehearsal')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => setDoing('negotiation')}>
              {word('contacting.negotiation')}
            </Button>
          </Group>
        )}
        {doing === 'rehearsal' && (
          <CommandForm
            draft={`${sale.view.id}.rehearsal`}
            path={pathOf(sale, '/rehearsals')}
            fields={{ case: optionsField(cases.map(({ key }) => ({ value: key, label: titleOf(key) }))) }}
            required={['case']}
            submit={word('contacting.rehearsal')}
            onDone={done}
          />
        )}
        {doing === 'negotiation' && (
          <CommandForm
            draft={`${sale.view.id}.negotiation`}
            path={pathOf(sale, '/negotiation')}
            fields={Object.fromEntries(negotiated.map((name) => [name, line]))}
            required={[...negotiated]}
            initial={wordsOf(data.negotiation)}
            submit={word('contacting.negotiation')}
            onDone={done}
          />
        )}
      </Stack>
    </Section>
  );
}

/** As the form asks for it: it begins with what was prepared before. */
function wordsOf(before: { [N in (typeof negotiated)[number]]?: string } = {}): JsonObject {
  return Object.fromEntries(negotiated.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])));
}
