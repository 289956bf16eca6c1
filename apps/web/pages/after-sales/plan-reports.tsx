// What the customer reported after the sale: a complaint, a warning, a loss …; what is due then falls due by itself, and it is over
// when it is settled.
import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { contactsOf, playbook } from '../../client/queries';
import { Acting } from '../../forms/acting';
import { CommandForm, useCodeField } from '../../forms/command-form';
import { OpenedForm } from '../../forms/opened-form';
import { Section } from '../../layout/section';
import { dateTime } from '../../shown/values';
import { useWords } from '../../words/words';
import { plan } from './queries';

export function PlanReports(): ReactElement {
  const { word, label, language } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const { data: definition } = useSuspenseQuery(playbook(view.playbook.key, view.playbook.version));
  const codeField = useCodeField();
  const events = (definition.followUps.events ?? []).map(({ event }) => event);
  return (
    <Stack>
      {!view.ended && (
        <Acting>
          <Section title={word('plan.report')}>
            <CommandForm
              draft={`${id}.report`}
              path={`/v1/follow-up-plans/${id}/reports`}
              fields={{
                event: codeField('after-sales-event', events),
                reportedAt: { type: 'string', format: 'date-time' },
                note: { type: 'string' },
              }}
              required={['event']}
              submit={word('plan.report')}
            />
          </Section>
        </Acting>
      )}
      <Section title={word('plan.part.reports')}>
        {view.reports.length === 0 && <Text c="dimmed">{word('plan.reports.none')}</Text>}
        <Stack gap="md">
          {[...view.reports].reverse().map(({ number, event, at, closed }) => (
            <Stack key={number} gap="xs" component="article">
              <Group gap="xs">
                <Text fw={500}>{label('after-sales-event', event)}</Text>
                <Badge variant="light" color={closed ? 'teal' : 'orange'}>
                  {word(closed ? 'plan.report.closed' : 'plan.report.open')}
                </Badge>
                <Text size="sm" c="dimmed">
                  {dateTime(language, at)}
                </Text>
              </Group>
              {!closed && <Close number={number} />}
            </Stack>
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}

function Close({ number }: { number: number }): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const { data: contacts = [] } = useQuery(contactsOf(view.customerId));
  const people = contacts.flatMap(({ id: value, name, erased }) => (erased ? [] : [{ value, label: name ?? '…' }]));
  return (
    <OpenedForm
      draft={`${id}.report.${number}`}
      path={`/v1/follow-up-plans/${id}/reports/close`}
      fields={{ agreedById: { 'x-contact': true }, note: { type: 'string' } }}
      people={people}
      toBody={(answers) => ({ ...answers, reportNumber: number })}
      submit={word('plan.report.close')}
    />
  );
}
