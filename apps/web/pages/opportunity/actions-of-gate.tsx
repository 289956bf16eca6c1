// What the gate asks for: each action with its form, its answers when it is done, and what keeps it from being done by hand.
import { Accordion, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ActionDefinition, ActionStanding, JsonObject, LevelDefinition } from '#domain';
import { Problem } from '../../client/problem';
import { Acting } from '../../forms/acting';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { SchemaFields } from '../../forms/schema-fields';
import { useSettledCommand, type Settles } from '../../forms/settled-command';
import { useWords } from '../../words/words';
import { Answered, useAnswered, type ActionAnswers } from './answered';
import { useGateShown } from './chain';
import { Derived } from './derived';
import { PeopleOfLevel } from './people-of-level';
import { pathOf, usePeople, useSale, type Sale } from './sale';

const colours: { [S in ActionStanding['status']]: string } = {
  open: 'orange',
  completed: 'teal',
  waived: 'blue',
  'not-applicable': 'gray',
  undecided: 'yellow',
};

export function ActionsOfGate(): ReactElement {
  const { word, of } = useWords();
  const { view, definition } = useSale();
  const [shown] = useGateShown();
  const gate = definition.gates.find(({ key }) => key === shown)!;
  const standing = view.explanation.gates.find((each) => each.gate === shown)!;
  const level = definition.levels.find(({ key }) => key === gate.level);
  // At another gate, what is open there is opened anew.
  const [chosen, choose] = useState<{ gate: string; action: string | null }>();
  const blocking = standing.actions.filter(({ blocks }) => blocks);
  const first = (blocking.find(({ derived }) => !derived) ?? blocking[0])?.key ?? null;
  const opened = chosen?.gate === shown ? chosen.action : first;
  return (
    <Stack component="section" gap="sm" aria-label={of(gate.title)}>
      <Title order={2} size="h3">
        {of(gate.title)}
      </Title>
      {level !== undefined && <Traits level={level} />}
      {gate.level !== undefined && <PeopleOfLevel key={gate.level} level={gate.level} />}
      {standing.actions.length === 0 && <Text c="dimmed">{word('actions.none')}</Text>}
      <Accordion variant="separated" value={opened} onChange={(action) => choose({ gate: shown, action })} order={3}>
        {standing.actions.map((action) => (
          <Action
            key={action.key}
            standing={action}
            action={gate.actions.find(({ key }) => key === action.action)!}
            reachable={standing.status === 'current' || standing.status === 'passed'}
          />
        ))}
      </Accordion>
    </Stack>
  );
}

/** S8: what the people of this level care about, and what to ask them. */
function Traits({ level }: { level: LevelDefinition }): ReactElement | null {
  const { word, of } = useWords();
  const { traits } = level;
  if (traits === undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      {word('traits.told', {
        concern: of(traits.concern),
        convinced: of(traits.convincedBy),
        ask: of(traits.ask),
      })}
    </Text>
  );
}

function Action({
  standing,
  action,
  reachable,
}: {
  standing: ActionStanding;
  action: ActionDefinition;
  reachable: boolean;
}): ReactElement {
  const { of, label, word } = useWords();
  const { nameOf, definition, view } = useSale();
  const { said, isReading, error } = useAnswered(standing);
  const facts = standing.undecidedFacts.map((key) => of(definition.facts.find((fact) => fact.key === key)?.title, key));
  return (
    <Accordion.Item value={standing.key}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap" pr="xs">
          <div>
            <Text size="sm" fw={500}>
              {of(action.title, action.key)}
            </Text>
            {standing.contactId !== undefined && (
              <Text size="xs" c="dimmed">
                {nameOf(standing.contactId)}
              </Text>
            )}
          </div>
          <Badge color={colours[standing.status]} variant="light" style={{ flexShrink: 0 }}>
            {label('action-status', standing.status)}
          </Badge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          {standing.derived && <Derived from={[action.derivedFrom ?? []].flat()} />}
          {standing.status === 'not-applicable' && <Text size="sm">{word('action.not-applicable')}</Text>}
          {facts.length > 0 && (
            <Text size="sm">{word('action.undecided', { facts: facts.join(word('list.comma')) })}</Text>
          )}
          {!reachable && <Text size="sm">{word('action.locked')}</Text>}
          {said === undefined ? <ProblemAlert error={error} /> : <Answered action={action} said={said} />}
          {!standing.derived && reachable && view.status === 'open' && standing.status !== 'not-applicable' && (
            <Acting alsoBy={action.alsoBy} otherwise={<Text size="sm">{label('action-status', standing.status)}</Text>}>
              {!isReading && <Completion standing={standing} action={action} said={said} />}
            </Acting>
          )}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

/**
 * A form while it is open, a button to correct it when it is done. A correction replaces every answer, so it begins with what was
 * answered, and there is none where that could not be read.
 */
function Completion({
  standing,
  action,
  said,
}: {
  standing: ActionStanding;
  action: ActionDefinition;
  said?: ActionAnswers;
}): ReactElement {
  const { word } = useWords();
  const [corrected, correct] = useState<ActionAnswers>();
  if (standing.status !== 'completed') return <ActionForm standing={standing} action={action} />;
  if (action.form === undefined) return <Text size="sm">{word('action.done')}</Text>;
  if (corrected !== undefined) {
    return <ActionForm standing={standing} action={action} corrected={corrected} onDone={() => correct(undefined)} />;
  }
  if (said === undefined) return <Text size="sm">{word('action.done')}</Text>;
  return (
    <Group>
      <Button variant="default" size="xs" onClick={() => correct(said)}>
        {word('action.correct')}
      </Button>
    </Group>
  );
}

/** Another answer to the same action, since the one that is corrected. */
function settlesAfter(sale: Sale, { version, action, contactId }: ActionAnswers): Settles {
  return {
    version,
    timeline: pathOf(sale, '/timeline'),
    concerns: ['ActionCompleted', 'ActionCorrected'],
    isAbout: (data) => data['action'] === action && data['contactId'] === contactId,
  };
}

function ActionForm({
  standing,
  action,
  corrected,
  onDone,
}: {
  standing: ActionStanding;
  action: ActionDefinition;
  /** What is corrected, as it was when the form was opened. */
  corrected?: ActionAnswers;
  onDone?: () => void;
}): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const people = usePeople();
  const correcting = corrected !== undefined;
  const draft = `${sale.view.id}.${standing.key}${correcting ? '.correction' : ''}`;
  const [answers, keep, drop] = useDraft<JsonObject>(draft, (corrected?.answers ?? {}) as JsonObject);
  const [reason, keepReason, dropReason] = useDraft(`${draft}.reason`, '');
  const finish = (): void => {
    drop();
    dropReason();
    onDone?.();
  };
  const command = useSettledCommand({
    draft,
    ...(correcting ? settlesAfter(sale, corrected) : {}),
    onAccepted: finish,
    onGivenUp: finish,
  });
  const problems = problemsByField(command.error, 'answers.');
  const isAboutFields = command.error instanceof Problem && command.error.code === 'FORM_INVALID';
  const send = (): void =>
    command.send({
      path: pathOf(sale, `/actions/${action.key}/${correcting ? 'correct' : 'complete'}`),
      body: { contactId: standing.contactId, answers, ...(correcting ? { reason } : {}) },
    });
  return (
    <form
      aria-label={of(action.title, action.key)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        {action.form !== undefined && (
          <SchemaFields
            form={action.form}
            answers={answers}
            people={people}
            problems={problems}
            onChange={(next) => {
              command.begin();
              keep(next);
            }}
          />
        )}
        {correcting && (
          <SchemaFields
            form={{ required: ['reason'], properties: { reason: { type: 'string' } } }}
            answers={{ reason }}
            people={[]}
            problems={problemsByField(command.error)}
            onChange={({ reason: next }) => {
              command.begin();
              keepReason(typeof next === 'string' ? next : '');
            }}
          />
        )}
        {command.dialog}
        {(!isAboutFields || Object.keys(problems).length === 0) && <ProblemAlert error={command.error} />}
        <Group>
          <Button type="submit" loading={command.isPending}>
            {word(
              correcting
                ? 'action.save-correction'
                : action.form === undefined
                  ? 'action.mark-done'
                  : 'action.complete',
            )}
          </Button>
          {correcting && (
            <Button
              variant="default"
              onClick={() => {
                command.end();
                finish();
              }}
            >
              {word('form.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
