// The role-play sheets of one account manager: fourteen items and what they add up to, whether it rises, and the sheet of the next.
import { Button, Group, Radio, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { JsonObject } from '#domain';
import { useCommand } from '../../client/commands';
import { playbookLatest, staffNames } from '../../client/queries';
import { usePlaybooksWith } from '../../forms/chosen-playbook';
import { optionsField } from '../../forms/command-form';
import { useDraft } from '../../forms/draft';
import { problemsByField, ProblemAlert } from '../../forms/problem-alert';
import { SchemaFields } from '../../forms/schema-fields';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { date } from '../../shown/values';
import { useCodes } from '../../words/codes';
import { useWords } from '../../words/words';
import { rehearsals } from './queries';

/** An item is done well, passably, or not yet. */
const SCORES = [7, 5, 3];
const MOST = 98;

type Of = { staffId: string; isSelf: boolean };

export function Rehearsals({ staffId, isSelf }: Of): ReactElement {
  const { word, label, of, language } = useWords();
  const { data, error } = useQuery(rehearsals(staffId));
  const { data: names } = useQuery(staffNames);
  const [observing, setObserving] = useState(false);
  const cases = useCases();
  return (
    <Section
      title={word('training.rehearsals')}
      beside={
        !isSelf &&
        !observing && (
          <Button size="xs" onClick={() => setObserving(true)}>
            {word('training.rehearsal.record')}
          </Button>
        )
      }
    >
      <Stack>
        {isSelf && (
          <Text size="sm" c="dimmed">
            {word('training.rehearsal.self')}
          </Text>
        )}
        {observing && <Sheet staffId={staffId} onDone={() => setObserving(false)} />}
        <ProblemAlert error={error} />
        {data !== undefined && data.items.length === 0 && <Text c="dimmed">{word('training.rehearsals.none')}</Text>}
        {data?.trend.averageTotal !== undefined && (
          <Text size="sm">
            {word('training.trend', {
              average: data.trend.averageTotal,
              most: MOST,
              change: signed(data.trend.change),
              items: data.trend.weakest.map((item) => label('rehearsal-item', item)).join(word('list.comma')),
            })}
          </Text>
        )}
        {data !== undefined && data.items.length > 0 && (
          <WideTable
            label={word('training.rehearsals')}
            minWidth={560}
            columns={[
              label('field', 'heldOn'),
              label('field', 'case'),
              word('training.observer'),
              figures(word('training.total')),
              label('field', 'comment'),
            ]}
          >
            {data.items.map((held) => (
              <Table.Tr key={held.rehearsalId}>
                <Table.Td>{date(language, held.heldOn)}</Table.Td>
                <Table.Td>{of(cases.find(({ key }) => key === held.case)?.title, held.case)}</Table.Td>
                <Table.Td>{names?.get(held.observerId) ?? '…'}</Table.Td>
                <Table.Td ta="right">
                  {held.total} / {MOST}
                </Table.Td>
                <Table.Td>{held.comment ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </WideTable>
        )}
      </Stack>
    </Section>
  );
}

function signed(change: number | undefined): string {
  if (change === undefined) return '±0';
  return change > 0 ? `+${change}` : String(change);
}

function useCases(): { key: string; title: { 'zh-CN': string; en: string }; playbookKey: string }[] {
  const first = usePlaybooksWith('rehearsals')[0]?.value ?? '';
  const { data: definition } = useQuery({ ...playbookLatest(first), enabled: first !== '' });
  return (definition?.rehearsals ?? []).map(({ key, title }) => ({ key, title, playbookKey: first }));
}

type Draft = { answers: JsonObject; scores: { [item: string]: number } };

function Sheet({ staffId, onDone }: { staffId: string; onDone: () => void }): ReactElement {
  const { word, of, label } = useWords();
  const items = useCodes('rehearsal-item');
  const cases = useCases();
  const { data: names } = useQuery(staffNames);
  const [{ answers, scores }, keep, drop] = useDraft<Draft>(`${staffId}.rehearsal`, { answers: {}, scores: {} });
  const command = useCommand({
    onAccepted: () => {
      drop();
      onDone();
    },
  });
  const problems = problemsByField(command.error);
  const total = Object.values(scores).reduce((sum, score) => sum + score, 0);
  return (
    <form
      aria-label={word('training.rehearsal.record')}
      onSubmit={(event) => {
        event.preventDefault();
        const playbookKey = cases.find(({ key }) => key === answers['case'])?.playbookKey ?? cases[0]?.playbookKey;
        command.mutate({ path: `/v1/staff/${staffId}/rehearsals`, body: { ...answers, playbookKey, scores } });
      }}
    >
      <Stack>
        <SchemaFields
          form={{
            properties: {
              case: optionsField(cases.map(({ key, title }) => ({ value: key, label: of(title, key) }))),
              heldOn: { type: 'string', format: 'date' },
              customerPlayedById: optionsField([...(names ?? [])].map(([value, name]) => ({ value, label: name }))),
              minutes: { type: 'integer', minimum: 1 },
            },
            required: ['case', 'heldOn', 'customerPlayedById', 'minutes'],
          }}
          answers={answers}
          people={[]}
          problems={problems}
          beside
          onChange={(next) => keep({ answers: next, scores })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {items.map(({ value: item, label: title }) => (
            <Radio.Group
              key={item}
              label={title}
              value={scores[item] === undefined ? null : String(scores[item])}
              onChange={(score) => keep({ answers, scores: { ...scores, [item]: Number(score) } })}
              error={problems[`scores.${item}`]}
              withAsterisk
            >
              <Group mt={4}>
                {SCORES.map((score) => (
                  <Radio key={score} value={String(score)} label={score} />
                ))}
              </Group>
            </Radio.Group>
          ))}
        </SimpleGrid>
        <Text fw={600} role="status">
          {word('list.line', { what: word('training.total'), value: `${total} / ${MOST}` })}
        </Text>
        <SchemaFields
          form={{
            properties: { comment: { type: 'string', maxLength: 2000 }, remark: { type: 'string', maxLength: 2000 } },
            required: ['comment'],
          }}
          answers={answers}
          people={[]}
          problems={problems}
          onChange={(next) => keep({ answers: next, scores })}
        />
        <ProblemAlert error={command.error} />
        <Group>
          <Button type="submit" loading={command.isPending}>
            {word('training.rehearsal.record')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {word('form.cancel')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {word('list.line', { what: label('field', 'scores'), value: SCORES.join(' / ') })}
        </Text>
      </Stack>
    </form>
  );
}
