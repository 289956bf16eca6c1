// What is done for an agreement: missing days with their forms in place, follow-ups that wait, those to come, and handing it over.
import { Alert, Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { playbook, staffNames } from '../../client/queries';
import { optionsField, type Fields } from '../../forms/command-form';
import { Acting } from '../../forms/acting';
import { OpenedForm } from '../../forms/opened-form';
import { useSuppliers } from '../../forms/problem-alert';
import { Section } from '../../layout/section';
import { WideTable } from '../../layout/wide-table';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import { itemOf, titleIn } from './care';
import { OpenFollowUps } from './open-follow-ups';
import { aheadOf, plan } from './queries';

/** The forms by which a day that follow-ups count from is put on record. */
const startForms: { [from: string]: { path: string; fields: Fields } } = {
  live: { path: 'go-live', fields: { liveAt: { type: 'string', format: 'date-time' } } },
  bill: { path: 'first-bill', fields: { billedOn: { type: 'string', format: 'date' } } },
  anniversary: { path: 'anniversary', fields: { anniversary: { type: 'string', maxLength: 10 } } },
};

export function PlanCare(): ReactElement {
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  return (
    <Stack>
      {!view.ended && view.missing.length > 0 && <Missing />}
      <Waiting />
      <Coming />
      <Starts />
      {!view.ended && <Keeping />}
    </Stack>
  );
}

function Missing(): ReactElement {
  const { word, label } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const supplied = useSuppliers();
  return (
    <Alert color="orange" title={word('plan.missing')}>
      <Stack gap="sm">
        <Text size="sm">{word('plan.missing.text')}</Text>
        {view.missing.map((thing) => (
          <Stack key={thing.key} gap={4} align="flex-start">
            <Text size="sm">
              {label('follow-up-from', thing.key)} — {supplied(thing)}
            </Text>
            <StartForm planId={id} from={thing.key} />
          </Stack>
        ))}
      </Stack>
    </Alert>
  );
}

function StartForm({ planId, from }: { planId: string; from: string }): ReactElement | null {
  const { word } = useWords();
  const form = startForms[from];
  if (form === undefined) return null;
  return (
    <OpenedForm
      draft={`${planId}.${from}`}
      path={`/v1/follow-up-plans/${planId}/${form.path}`}
      fields={form.fields}
      required={Object.keys(form.fields)}
      submit={word(`plan.record.${from}` as 'plan.record.live')}
    />
  );
}

/** What a follow-up of this plan is called. */
function useTitle(): (item: string) => string {
  const { of } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const { data: definition } = useSuspenseQuery(playbook(view.playbook.key, view.playbook.version));
  return (item) => of(titleIn(definition, item), item);
}

function Waiting(): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const titleOf = useTitle();
  return (
    <Section title={word('after-sales.open')} beside={<Badge variant="light">{view.open.length}</Badge>}>
      {view.open.length === 0 && <Text c="dimmed">{word('after-sales.open.none')}</Text>}
      <OpenFollowUps plan={view} titleOf={titleOf} />
    </Section>
  );
}

function Coming(): ReactElement {
  const { word, language } = useWords();
  const { id = '' } = useParams();
  const titleOf = useTitle();
  const { data: due } = useSuspenseQuery(aheadOf(id));
  const coming = due.filter(({ key }) => key.startsWith('due:'));
  return (
    <Section title={word('plan.coming')}>
      {coming.length === 0 ? (
        <Text c="dimmed">{word('plan.coming.none')}</Text>
      ) : (
        <WideTable
          label={word('plan.coming')}
          minWidth={320}
          columns={[word('after-sales.when'), word('after-sales.what')]}
        >
          {coming.map(({ key, dueAt }) => (
            <Table.Tr key={key}>
              <Table.Td className="unbroken">{date(language, dueAt)}</Table.Td>
              <Table.Td>{titleOf(itemOf(key).item)}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Section>
  );
}

/** Days on record; those that may be corrected have their form beside them. */
function Starts(): ReactElement {
  const { word, label, language } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  return (
    <Section title={word('plan.starts')}>
      <Stack gap="xs">
        {view.starts.map(({ from, at }) => (
          <Group key={from} justify="space-between" gap="xs" align="flex-start">
            <Text size="sm">
              {label('follow-up-from', from)}{' '}
              <Text span size="sm" fw={500}>
                {from === 'anniversary' ? dayAndMonth(language, at) : date(language, at)}
              </Text>
            </Text>
            {!view.ended && (from === 'bill' || from === 'anniversary') && <StartForm planId={id} from={from} />}
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function dayAndMonth(language: string, at: string): string {
  const options = { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' } as const;
  return new Intl.DateTimeFormat(language, options).format(new Date(at));
}

function Keeping(): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  const { data: staff } = useQuery(staffNames);
  const colleagues = [...(staff ?? [])].map(([value, label]) => ({ value, label }));
  return (
    <Acting>
      <Section title={word('plan.keeping')}>
        <Group align="flex-start" gap="xs">
          <OpenedForm
            draft={`${id}.owner`}
            path={`/v1/follow-up-plans/${id}/owner`}
            fields={{ to: optionsField(colleagues), reason: { type: 'string' } }}
            required={['to', 'reason']}
            submit={word('plan.hand-over')}
          />
          <OpenedForm
            draft={`${id}.cancel`}
            path={`/v1/follow-up-plans/${id}/cancel`}
            fields={{ reason: { type: 'string' } }}
            required={['reason']}
            submit={word('plan.cancel')}
            color="red"
          />
        </Group>
      </Section>
    </Acting>
  );
}
