// Objections in their four steps (S21): what kind it is, what lies behind it, what answers it, and that it is settled. In this order.
import { Badge, Button, Card, Group, Select, Stack, Stepper, Text, Textarea, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ObjectionType } from '#domain';
import { useCommand } from '../../client/commands';
import type { OpportunityView } from '../../client/views';
import { Acting } from '../../forms/acting';
import { useDraft } from '../../forms/draft';
import { ProblemAlert, problemsByField } from '../../forms/problem-alert';
import { useIsWide } from '../../layout/is-wide';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { hasEnded, pathOf, useSale } from './sale';
import { saidIn, useWhole } from '../../layout/story';
import { useStory } from './story';

type Objection = OpportunityView['objections'][number];

const steps = ['raised', 'type-determined', 'truth-found', 'measure-chosen', 'solved'];

export function Objections(): ReactElement {
  const { word } = useWords();
  const { view } = useSale();
  return (
    <Stack>
      {view.objections.length === 0 && <Text c="dimmed">{word('objections.none')}</Text>}
      {[...view.objections].reverse().map((objection) => (
        <OneObjection key={objection.id} objection={objection} />
      ))}
      {!hasEnded(view) && (
        <Acting>
          <RaiseObjection />
        </Acting>
      )}
    </Stack>
  );
}

function OneObjection({ objection }: { objection: Objection }): ReactElement {
  const { word, of, label, choice } = useWords();
  const { definition, nameOf } = useSale();
  const isWide = useIsWide();
  const entries = useWhole(useStory());
  const level = definition.levels.find(({ key }) => key === objection.level);
  const said = entries.filter(({ data }) => data?.objectionId === objection.id);
  return (
    <Card withBorder component="article">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {of(level?.title, objection.level)}
            {objection.contactId === undefined ? '' : ` · ${nameOf(objection.contactId)}`}
          </Title>
          <Group gap={6}>
            {objection.objectionType !== undefined && (
              <Badge variant="light">{label('objection-type', objection.objectionType)}</Badge>
            )}
            <Badge color={objection.step === 'solved' ? 'teal' : 'orange'}>
              {label('objection-step', objection.step)}
            </Badge>
          </Group>
        </Group>
        <Stepper
          active={steps.indexOf(objection.step) + 1}
          size="xs"
          // Beside each other five labels break between any two characters on a phone.
          orientation={isWide ? 'horizontal' : 'vertical'}
          wrap={false}
          aria-label={word('objections.steps')}
        >
          {steps.map((step) => (
            <Stepper.Step key={step} label={choice('objection-step', step)} />
          ))}
        </Stepper>
        {said
          .flatMap((entry) => saidIn(entry))
          .map((words) => (
            <Text key={words} size="sm" className="said">
              {words}
            </Text>
          ))}
        {objection.step !== 'solved' && (
          <Acting>
            <NextStep key={objection.step} objection={objection} />
          </Acting>
        )}
      </Stack>
    </Card>
  );
}

/** The one thing that can be done with it now. */
function NextStep({ objection }: { objection: Objection }): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const types = useCodes('objection-type');
  const [choice, setChoice] = useState<string | null>(null);
  const [text, keepText, dropText] = useDraft(`${sale.view.id}.${objection.id}.${objection.step}`, '');
  const command = useCommand({
    onAccepted: () => {
      dropText();
      setChoice(null);
    },
  });
  const problems = problemsByField(command.error);
  const measures =
    objection.objectionType === undefined
      ? undefined
      : sale.definition.objectionMeasures?.[objection.objectionType as ObjectionType];
  const at = pathOf(sale, `/objections/${objection.id}`);
  const send = (): void => {
    switch (objection.step) {
      case 'raised':
        return command.mutate({ path: `${at}/type`, body: { objectionType: choice } });
      case 'type-determined':
        return command.mutate({ path: `${at}/truth`, body: { truth: text } });
      case 'truth-found':
        return command.mutate({ path: `${at}/measure`, body: { measure: choice ?? text } });
      default:
        return command.mutate({ path: `${at}/solved`, body: text === '' ? {} : { note: text } });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Group align="flex-end" gap="sm">
        {objection.step === 'raised' && (
          <Select
            label={label('field', 'objectionType')}
            data={types}
            value={choice}
            onChange={setChoice}
            error={problems['objectionType']}
          />
        )}
        {objection.step === 'type-determined' && (
          <Textarea
            label={label('field', 'truth')}
            value={text}
            onChange={(event) => keepText(event.target.value)}
            error={problems['truth']}
            autosize
            flex={1}
            miw={220}
          />
        )}
        {objection.step === 'truth-found' &&
          (measures === undefined ? (
            <Textarea
              label={label('field', 'measure')}
              value={text}
              onChange={(event) => keepText(event.target.value)}
              error={problems['measure']}
              flex={1}
            />
          ) : (
            <Select
              label={label('field', 'measure')}
              data={measures.map(({ key, title }) => ({ value: key, label: of(title, key) }))}
              value={choice}
              onChange={setChoice}
              error={problems['measure']}
              flex={1}
              miw={220}
            />
          ))}
        {objection.step === 'measure-chosen' && (
          <Textarea
            label={label('field', 'note')}
            value={text}
            onChange={(event) => keepText(event.target.value)}
            error={problems['note']}
            autosize
            flex={1}
            miw={220}
          />
        )}
        <Button type="submit" loading={command.isPending}>
          {word(objection.step === 'measure-chosen' ? 'objections.settled' : 'form.next')}
        </Button>
      </Group>
      <ProblemAlert error={command.error} />
    </form>
  );
}

function RaiseObjection(): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const { view, definition, nameOf } = sale;
  const reached = definition.gates.flatMap(({ level }) => (level === undefined ? [] : [level]));
  const here = definition.gates.find(({ key }) => key === view.gate)?.level;
  const [level, setLevel] = useState<string | null>(here ?? reached[0] ?? null);
  const [contactId, setContact] = useState<string | null>(null);
  const [words, keepWords, dropWords] = useDraft(`${view.id}.objection`, '');
  const command = useCommand({ onAccepted: dropWords });
  const problems = problemsByField(command.error);
  return (
    <Card
      withBorder
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({
          path: pathOf(sale, '/objections'),
          body: { level, contactId: contactId ?? undefined, words },
        });
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h5">
          {word('objections.raise')}
        </Title>
        <Group gap="sm">
          <Select
            label={label('field', 'level')}
            data={reached.map((key) => ({
              value: key,
              label: of(definition.levels.find((each) => each.key === key)?.title, key),
            }))}
            value={level}
            onChange={setLevel}
            error={problems['level']}
          />
          <Select
            label={label('field', 'contactId')}
            data={(view.chain[level ?? ''] ?? []).map((id) => ({ value: id, label: nameOf(id) }))}
            value={contactId}
            onChange={setContact}
            error={problems['contactId']}
            clearable
          />
        </Group>
        <Textarea
          label={label('field', 'words')}
          value={words}
          onChange={(event) => keepWords(event.target.value)}
          error={problems['words']}
          autosize
          minRows={2}
          withAsterisk
        />
        <ProblemAlert error={command.error} />
        <Group>
          <Button type="submit" variant="light" loading={command.isPending}>
            {word('objections.record')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
