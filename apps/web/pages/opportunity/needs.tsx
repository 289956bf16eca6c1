// What the customer needs (S19): questions planned, needs recorded and guided, the matrix of needs and products, what is recommended, the way to those who decide.
import { Badge, Button, Card, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Need } from '#domain';
import { catalogue, needs } from '../../client/queries';
import { useIsReading } from '../../forms/acting';
import { CommandForm, optionsField, severalField, useCodeField } from '../../forms/command-form';
import { CommandMenu } from '../../forms/command-menu';
import type { Choice } from '../../forms/schema-fields';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { Noted } from './noted';
import { useProductName } from './offer-content';
import { pathOf, usePeople, useSale } from './sale';

export function Needs(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const open = !useIsReading() && sale.view.status === 'open';
  return (
    <Stack gap="lg">
      <Stack component="section" gap="sm">
        <Title order={2} size="h3">
          {word('needs.name')}
        </Title>
        {view.needs.length === 0 && <Text c="dimmed">{word('needs.none')}</Text>}
        {view.needs.map((need) => (
          <OneNeed key={need.id} need={need} open={open} />
        ))}
        {open && <RecordNeed />}
      </Stack>
      <Matrix />
      {open && <Recommend />}
      {(open || view.planned.questions !== undefined) && (sale.definition.questionBank?.length ?? 0) > 0 && (
        <Questions open={open} />
      )}
      {(open || view.breakThrough.plan !== undefined) && sale.definition.breakThrough !== undefined && (
        <BreakThrough open={open} />
      )}
    </Stack>
  );
}

function useDifficulties(): { choices: Choice[]; name: (code: string) => string } {
  const { of } = useWords();
  const { data } = useQuery(catalogue);
  const choices = (data?.difficulties ?? []).map(({ code, title }) => ({ value: code, label: of(title, code) }));
  return { choices, name: (code) => choices.find(({ value }) => value === code)?.label ?? code };
}

const outcomes: { [K in Need['kind']]: string[] } = {
  latent: ['created'],
  explicit: ['confirmed', 'widened', 'rewritten'],
};

function OneNeed({ need, open }: { need: Need; open: boolean }): ReactElement {
  const { word, label } = useWords();
  const sale = useSale();
  const { name } = useDifficulties();
  const codeField = useCodeField();
  const [guiding, setGuiding] = useState(false);
  return (
    <Card withBorder component="article">
      <Group justify="space-between">
        <Text fw={500}>{need.difficulties.map(name).join(word('list.comma'))}</Text>
        <Group gap={6}>
          <Badge variant="light">{label('need-kind', need.kind)}</Badge>
          {need.guided !== undefined && <Badge color="teal">{label('guided-outcome', need.guided.outcome)}</Badge>}
        </Group>
      </Group>
      {need.contactId !== undefined && (
        <Text size="sm" c="dimmed">
          {sale.nameOf(need.contactId)}
        </Text>
      )}
      {open && !guiding && (
        <Group mt="xs">
          <Button size="xs" variant="light" onClick={() => setGuiding(true)}>
            {word('needs.guide')}
          </Button>
          <CommandMenu
            name={word('sale.ways')}
            commands={[
              {
                draft: `${sale.view.id}.gap.${need.id}`,
                path: pathOf(sale, `/needs/${need.id}/gaps`),
                title: word('needs.gap'),
                about: word('needs.gap.text'),
                fields: {
                  difficulties: severalField(need.difficulties.map((code) => ({ value: code, label: name(code) }))),
                  reason: { type: 'string' },
                },
                required: ['difficulties', 'reason'],
              },
            ]}
          />
        </Group>
      )}
      {guiding && (
        <CommandForm
          draft={`${sale.view.id}.guide.${need.id}`}
          path={pathOf(sale, `/needs/${need.id}/guide`)}
          fields={{ outcome: codeField('guided-outcome', outcomes[need.kind]), evidence: { type: 'string' } }}
          required={['outcome', 'evidence']}
          submit={word('needs.guide')}
          onDone={() => setGuiding(false)}
        />
      )}
    </Card>
  );
}

function RecordNeed(): ReactElement {
  const { word } = useWords();
  const sale = useSale();
  const people = usePeople();
  const codeField = useCodeField();
  const { choices } = useDifficulties();
  const [recording, setRecording] = useState(false);
  if (!recording) {
    return (
      <Group>
        <Button variant="light" onClick={() => setRecording(true)}>
          {word('needs.record')}
        </Button>
      </Group>
    );
  }
  return (
    <Card withBorder>
      <CommandForm
        draft={`${sale.view.id}.need`}
        path={pathOf(sale, '/needs')}
        fields={{
          kind: codeField('need-kind'),
          difficulties: severalField(choices),
          contactId: { 'x-contact': true },
          words: { type: 'string' },
        }}
        required={['kind', 'difficulties', 'words']}
        people={people}
        submit={word('needs.record')}
        onDone={() => setRecording(false)}
      />
    </Card>
  );
}

/** Which product meets which difficulty, what is recommended, and what stays open. */
function Matrix(): ReactElement | null {
  const { word, label } = useWords();
  const sale = useSale();
  const product = useProductName();
  const { name } = useDifficulties();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  if (view.matrix.length === 0) return null;
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h3">
        {word('matrix.name')}
      </Title>
      <WideTable
        label={word('matrix.name')}
        minWidth={520}
        columns={[word('matrix.difficulty'), label('field', 'kind'), word('matrix.met-by'), word('matrix.recommended')]}
      >
        {view.matrix.map((row) => (
          <Table.Tr key={`${row.needId}:${row.difficulty}`}>
            <Table.Td>{name(row.difficulty)}</Table.Td>
            <Table.Td>{label('need-kind', row.kind)}</Table.Td>
            <Table.Td>
              {row.metBy.length === 0
                ? '—'
                : [...new Set(row.metBy.map((by) => product(by.product)))].join(word('list.comma'))}
            </Table.Td>
            <Table.Td>
              {row.recommended.length > 0
                ? row.recommended.map(product).join(word('list.comma'))
                : row.gapAccepted
                  ? word('matrix.gap')
                  : '—'}
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </Stack>
  );
}

function Recommend(): ReactElement | null {
  const { word, of } = useWords();
  const sale = useSale();
  const product = useProductName();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { data: all } = useQuery(catalogue);
  if (view.needs.length === 0 || all === undefined) return null;
  const proposed = view.proposed.map((each) => each.product);
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4" mb="xs">
        {word('recommend.name')}
      </Title>
      {proposed.length > 0 && (
        <Text size="sm" mb="xs">
          {word('recommend.proposed', { products: proposed.map(product).join(word('list.comma')) })}
        </Text>
      )}
      <CommandForm
        key={view.recommendation?.version ?? 0}
        draft={`${sale.view.id}.recommend`}
        path={pathOf(sale, '/recommendation')}
        settles={{ version: view.version, timeline: pathOf(sale, '/timeline'), concerns: ['ProductsRecommended'] }}
        initial={{
          products: view.recommendation?.products.map(({ code }) => code) ?? proposed,
          ...(view.planned.recommendationNote === undefined ? {} : { note: view.planned.recommendationNote }),
        }}
        fields={{
          products: severalField(all.products.map(({ code, title }) => ({ value: code, label: of(title, code) }))),
          note: { type: 'string' },
        }}
        required={['products']}
        submit={word('recommend.do')}
      />
    </Card>
  );
}

/** The call plan by kind of question: open ones first, then closed, then confirming ones (S19c). */
function Questions({ open }: { open: boolean }): ReactElement {
  const { word, of, label } = useWords();
  const sale = useSale();
  const bank = sale.definition.questionBank ?? [];
  const choices = bank.map(({ key, kind, text }) => ({
    value: key,
    label: `${label('question-kind', kind)} · ${of(text, key)}`,
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
            {choices.slice(0, 5).map(({ value, label: text }) => (
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
  const { word, of, label } = useWords();
  const sale = useSale();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { contactId, asked } = view.planned.questions ?? { asked: [] };
  const banked = (key: string | undefined): string =>
    of((sale.definition.questionBank ?? []).find((each) => each.key === key)?.text, key ?? word('name.erased'));
  const lines = asked.map(({ kind, key, text }) => `${label('question-kind', kind)} · ${text ?? banked(key)}`);
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

/** S20: the barrier at the door, what removes it, and who introduces us. */
function BreakThrough({ open }: { open: boolean }): ReactElement {
  const { word, of } = useWords();
  const sale = useSale();
  const people = usePeople();
  const { data: view } = useSuspenseQuery(needs(sale.view.id));
  const { barriers, techniques } = sale.definition.breakThrough!;
  const [doing, setDoing] = useState<'plan' | 'introduction'>();
  const named = (list: readonly { key: string; title: Parameters<typeof of>[0] }[]): Choice[] =>
    list.map(({ key, title }) => ({ value: key, label: of(title, key) }));
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
          fields={{
            barrier: optionsField(named(barriers)),
            remedy: optionsField(barriers.flatMap(({ remedies }) => named(remedies))),
            technique: optionsField(named(techniques)),
            introducerId: { 'x-contact': true },
            note: { type: 'string' },
          }}
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
  const titleIn = (list: readonly { key: string; title: Parameters<typeof of>[0] }[], key: string): string =>
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
