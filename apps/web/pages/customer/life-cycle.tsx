// The life cycle of the customer (S3): where it is, which ways lead on and on what ground, and how it came here.
import { Badge, Stack, Table, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { staffNames } from '../../client/queries';
import { useCodeField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { Section } from '../../layout/section';
import { WideTable } from '../../layout/wide-table';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import { useCustomerId } from './customer-id';
import { lifeCycle } from './queries';

export function LifeCycle(): ReactElement {
  const { word, label, language } = useWords();
  const id = useCustomerId();
  const { data: cycle } = useSuspenseQuery(lifeCycle(id));
  const codeField = useCodeField();
  const states = cycle.ways.map(({ to }) => to);
  const closed = cycle.ways.flatMap(({ to, grounds }) =>
    grounds.flatMap(({ reason, needs, holds }) => (holds || needs === undefined ? [] : [{ to, reason, needs }])),
  );
  return (
    <Section
      title={word('customers.life-cycle')}
      beside={
        <Badge variant="light" color="gray">
          {label('life-cycle-state', cycle.state)}
        </Badge>
      }
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {cycle.since === undefined
            ? word('customer.life-cycle.never-moved')
            : word('customer.life-cycle.since', { date: date(language, cycle.since) })}
        </Text>
        <OpenedForm
          draft={`${id}.life-cycle`}
          path={`/v1/customers/${id}/life-cycle`}
          fields={({ to }) => ({
            to: codeField('life-cycle-state', states),
            reason: codeField(
              'life-cycle-reason',
              (cycle.ways.find((way) => way.to === to)?.grounds ?? []).flatMap(({ reason, holds }) =>
                holds ? reason : [],
              ),
            ),
            note: { type: 'string' },
          })}
          required={['to', 'reason']}
          submit={word('customer.life-cycle.move')}
        />
        {closed.length > 0 && (
          <details>
            <summary>
              <Text span size="sm">
                {word('customer.life-cycle.why-not')}
              </Text>
            </summary>
            <Stack gap={4} mt="xs">
              {closed.map(({ to, reason, needs }) => (
                <Text key={`${to} ${reason}`} size="sm">
                  {word('customer.life-cycle.needs', {
                    to: label('life-cycle-state', to),
                    reason: label('life-cycle-reason', reason),
                    needs: label('life-cycle-fact', needs),
                  })}
                </Text>
              ))}
            </Stack>
          </details>
        )}
        {cycle.history.length > 0 && <Moves />}
      </Stack>
    </Section>
  );
}

function Moves(): ReactElement {
  const { word, label, language } = useWords();
  const { data: cycle } = useSuspenseQuery(lifeCycle(useCustomerId()));
  const { data: staff } = useQuery(staffNames);
  return (
    <WideTable
      label={word('customer.life-cycle.history')}
      minWidth={420}
      columns={[word('customer.when'), word('customer.life-cycle.change'), label('field', 'reason')]}
    >
      {[...cycle.history].reverse().map(({ version, at, by, from, to, reason, note }) => (
        <Table.Tr key={version}>
          <Table.Td className="unbroken">{date(language, at)}</Table.Td>
          <Table.Td>
            {label('life-cycle-state', from)} → {label('life-cycle-state', to)}
          </Table.Td>
          <Table.Td>
            {label('life-cycle-reason', reason)}
            {note !== undefined && (
              <Text size="xs" c="dimmed">
                {note}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {staff?.get(String(by['id'])) ?? ''}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
