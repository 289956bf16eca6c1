// The way to those who decide (S20): the barrier at the door, what removes it, and who introduces us.
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { JsonObject, Label } from '#domain';
import { needs } from '../../client/queries';
import { CommandForm, optionsField, type Fields } from '../../forms/command-form';
import type { Choice } from '../../forms/schema-fields';
import { useWords } from '../../words/words';
import { Noted } from './noted';
import { pathOf, usePeople, useSale } from './sale';

type Titled = { key: string; title: Label };

export function BreakThrough({ open }: { open: boolean }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const people = usePeople();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { barriers, techniques } = sale.definition.breakThrough!;
  const [doing, setDoing] = useState<'plan' | 'introduction'>();
  const named = (list: readonly Titled[]): Choice[] =>
    list.map(({ key, title }) => ({ value: key, label: of(title, key) }));
  /** What removes another barrier does not remove this one: remedies are offered once it is known. */
  const fieldsOf = ({ barrier }: JsonObject): Fields => {
    const remedies = named(barriers.find(({ key }) => key === barrier)?.remedies ?? []);
    return {
      barrier: optionsField(named(barriers)),
      ...(remedies.length > 0 ? { remedy: optionsField(remedies) } : {}),
      technique: optionsField(named(techniques)),
      introducerId: { 'x-contact': true },
      note: { type: 'string' },
    };
  };
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('break-through.name')}
      </Title>
      {view.breakThrough.plan !== undefined && <WayThrough />}
      {doing === 'plan' && (
        <CommandForm
          draft={`${sale.view.id}.break-through`}
          path={pathOf(sale, '/break-through')}
          fields={fieldsOf}
          required={['barrier', 'remedy', 'technique', 'introducerId']}
          people={people}
          submit={word('break-through.plan')}
          onDone={() => setDoing(undefined)}
        />
      )}
      {doing === 'introduction' && (
        <CommandForm
          draft={`${sale.view.id}.introduction`}
          path={pathOf(sale, '/introductions')}
          fields={{
            contactId: { 'x-contact': true },
            introducerId: { 'x-contact': true },
            metOn: { type: 'string', format: 'date' },
            report: { type: 'string' },
          }}
          required={['contactId', 'introducerId', 'metOn']}
          people={people}
          submit={word('break-through.met')}
          onDone={() => setDoing(undefined)}
        />
      )}
      {open && doing === undefined && (
        <Group mt="xs">
          <Button size="xs" variant="light" onClick={() => setDoing('plan')}>
            {word('break-through.plan')}
          </Button>
          <Button size="xs" variant="light" onClick={() => setDoing('introduction')}>
            {word('break-through.met')}
          </Button>
        </Group>
      )}
    </Card>
  );
}

/** The plan that holds, in the words of the playbook. */
function WayThrough(): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { barrier, remedy, technique, introducerId } = view.breakThrough.plan!;
  const { barriers, techniques } = sale.definition.breakThrough!;
  const titleIn = (list: readonly Titled[], key: string): string =>
    of(list.find((each) => each.key === key)?.title, key);
  const remedies = barriers.flatMap((each) => each.remedies);
  return (
    <Stack gap="xs">
      <Text size="sm">{word('break-through.planned')}</Text>
      <Noted name={label('field', 'barrier')} lines={[titleIn(barriers, barrier)]} />
      <Noted name={label('field', 'remedy')} lines={[titleIn(remedies, remedy)]} />
      <Noted name={label('field', 'technique')} lines={[titleIn(techniques, technique)]} />
      <Noted name={label('field', 'introducerId')} lines={[sale.nameOf(introducerId)]} />
      <Noted name={label('field', 'note')} lines={[view.planned.breakThroughNote]} />
    </Stack>
  );
}
