// The call plan by kind of question (S19c): open ones first, then closed, then confirming ones.
import { Button, Card, List, Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { needs } from '../../client/queries';
import { CommandForm, severalField } from '../../forms/command-form';
import type { Choice } from '../../forms/schema-fields';
import { useWords } from '../../words/words';
import { Noted } from './noted';
import { pathOf, usePeople, useSale } from './sale';

/** How many of the bank are shown while nothing is planned. */
const AT_FIRST = 5;

export function Questions({ open }: { open: boolean }): ReactElement {
  const { word, of, choice } = useWords();
  const sale = useSale();
  const bank = sale.definition.questionBank ?? [];
  const choices = bank.map(({ key, kind, text }) => ({
    value: key,
    label: `${choice('question-kind', kind)} · ${of(text, key)}`,
  }));
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const [planning, setPlanning] = useState(false);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('questions.name')}
      </Title>
      {view.questionsPlanned && <QuestionsPlanned />}
      {!open ? null : planning ? (
        <QuestionPlan choices={choices} onDone={() => setPlanning(false)} />
      ) : (
        <>
          <List size="sm" my="xs">
            {choices.slice(0, AT_FIRST).map(({ value, label: text }) => (
              <List.Item key={value}>{text}</List.Item>
            ))}
          </List>
          <Button size="xs" variant="light" onClick={() => setPlanning(true)} style={{ alignSelf: 'flex-start' }}>
            {word('questions.plan')}
          </Button>
        </>
      )}
    </Card>
  );
}

function QuestionsPlanned(): ReactElement {
  const { word, of, label, choice } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { contactId, asked } = view.planned.questions ?? { asked: [] };
  const banked = (key: string | undefined): string =>
    of((sale.definition.questionBank ?? []).find((each) => each.key === key)?.text, key ?? word('name.erased'));
  const lines = asked.map(({ kind, key, text }) => `${choice('question-kind', kind)} · ${text ?? banked(key)}`);
  return (
    <Stack gap="xs">
      <Noted name={word('questions.planned')} lines={lines} />
      {contactId !== undefined && <Noted name={label('field', 'contactId')} lines={[sale.nameOf(contactId)]} />}
    </Stack>
  );
}

function QuestionPlan({ choices, onDone }: { choices: Choice[]; onDone: () => void }): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const people = usePeople();
  return (
    <CommandForm
      draft={`${sale.view.id}.questions`}
      path={pathOf(sale, '/questions')}
      fields={{ contactId: { 'x-contact': true }, questions: severalField(choices) }}
      required={['questions']}
      people={people}
      // In the order of the bank, which is the order in which they are asked.
      toBody={({ questions = [], ...others }) => ({
        ...others,
        questions: choices
          .filter(({ value }) => (questions as string[]).includes(value))
          .map(({ value }) => ({ key: value })),
      })}
      submit={word('questions.plan')}
      onDone={onDone}
    />
  );
}
