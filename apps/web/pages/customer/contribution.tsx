// What a customer contributes (S4): four axes from 0 to 10, weighted to a score, over time; and the class that follows from it.
import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useCommand } from '../../client/commands';
import { staffNames } from '../../client/queries';
import { optionsField } from '../../forms/command-form';
import { Acting } from '../../forms/acting';
import { NoPlaybook, usePlaybooksWith } from '../../forms/chosen-playbook';
import { OpenedForm } from '../../forms/opened-form';
import { ProblemAlert } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { date, percentage } from '../../shown/values';
import { useWords } from '../../words/words';
import { AxesChart, axes } from './axes-chart';
import { useCustomerId } from './customer-id';
import { contribution } from './queries';

const axisField = { type: 'integer', minimum: 0, maximum: 10 };

export function Contribution(): ReactElement {
  const { word } = useWords();
  const { data: view } = useSuspenseQuery(contribution(useCustomerId()));
  return (
    <Stack>
      {view.proposal !== undefined && <Proposal proposal={view.proposal} />}
      <Section title={word('contribution.over-time')}>
        <Stack gap="md">
          {view.scores.length === 0 ? (
            <Text c="dimmed">{word('contribution.none')}</Text>
          ) : (
            <>
              <AxesChart scores={view.scores} />
              <Scores />
            </>
          )}
          <Acting>
            <Score />
          </Acting>
        </Stack>
      </Section>
    </Stack>
  );
}

function Score(): ReactElement {
  const { word } = useWords();
  const id = useCustomerId();
  const playbooks = usePlaybooksWith('contribution');
  const [first] = playbooks;
  if (first === undefined) return <NoPlaybook />;
  return (
    <OpenedForm
      draft={`${id}.contribution`}
      path={`/v1/customers/${id}/contribution`}
      initial={{ playbookKey: first.value }}
      fields={{
        volume: axisField,
        potential: axisField,
        profit: axisField,
        loyalty: axisField,
        ...(playbooks.length > 1 ? { playbookKey: optionsField(playbooks) } : {}),
        note: { type: 'string' },
      }}
      required={[...axes, 'playbookKey']}
      submit={word('contribution.score')}
    />
  );
}

function Proposal({ proposal }: { proposal: { class: string; score: number } }): ReactElement {
  const { word } = useWords();
  const id = useCustomerId();
  const command = useCommand();
  return (
    <Alert color="blue" title={word('contribution.proposal', { class: proposal.class })}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{word('contribution.proposal.who')}</Text>
        <Acting>
          <Button
            size="xs"
            loading={command.isPending}
            onClick={() =>
              command.mutate({ path: `/v1/customers/${id}/contribution/class`, body: { score: proposal.score } })
            }
          >
            {word('contribution.take-over')}
          </Button>
        </Acting>
        <ProblemAlert error={command.error} />
      </Stack>
    </Alert>
  );
}

/** The numbers of the chart, newest first. */
function Scores(): ReactElement {
  const { word, label, language } = useWords();
  const { data: view } = useSuspenseQuery(contribution(useCustomerId()));
  const { data: staff } = useQuery(staffNames);
  return (
    <WideTable
      label={word('contribution.table')}
      minWidth={620}
      columns={[
        word('customer.when'),
        ...axes.map((axis) => figures(label('contribution-axis', axis))),
        figures(word('contribution.total')),
        word('contribution.class'),
        label('field', 'note'),
      ]}
    >
      {[...view.scores].reverse().map((score) => (
        <Table.Tr key={score.version}>
          <Table.Td className="unbroken">{date(language, score.at)}</Table.Td>
          {axes.map((axis) => (
            <Table.Td key={axis} ta="right">
              {score[axis]}
              <Text span size="xs" c="dimmed">
                {' '}
                × {percentage(language, score.weights[axis])}
              </Text>
            </Table.Td>
          ))}
          <Table.Td ta="right" fw={600}>
            {score.score}
          </Table.Td>
          <Table.Td>{score.proposedClass}</Table.Td>
          <Table.Td>
            {score.note}
            <Text size="xs" c="dimmed">
              {staff?.get(String(score.by['id'])) ?? ''}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
