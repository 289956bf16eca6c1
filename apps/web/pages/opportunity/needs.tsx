// What the customer needs (S19): recorded and guided, the matrix of needs and products, what is recommended.
import { Badge, Button, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Need } from '#domain';
import { catalogue, needs } from '../../client/queries';
import { useIsReading } from '../../forms/acting';
import { CommandForm, severalField, useCodeField } from '../../forms/command-form';
import { CommandMenu } from '../../forms/command-menu';
import type { Choice } from '../../forms/schema-fields';
import { WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { BreakThrough } from './break-through';
import { useProductName } from './offer-content';
import { Questions } from './questions';
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
  const { word, label, choice } = useWords();
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
            <Table.Td>{choice('need-kind', row.kind)}</Table.Td>
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
