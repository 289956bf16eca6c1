// After-sales: what has fallen due and waits for an outcome, what is to come as a list or a calendar, renewals, and every plan.
import { Alert, Anchor, Badge, Card, Group, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { staffNames } from '../../client/queries';
import { OpenToAuditors } from '../../forms/acting';
import { Section } from '../../layout/section';
import { figures, WideTable } from '../../layout/wide-table';
import { count, date, distance, lastDay } from '../../shown/values';
import { useWords } from '../../words/words';
import { Calendar } from './calendar';
import { useCare, type Care, type PlanRow } from './care';
import { FollowUpForms } from './follow-up-forms';
import { FollowUpHead } from './follow-up-head';
import { DAY_MS, dayFrom } from './queries';

/** What is planned with; the calendar shows any month. */
const AHEAD_DAYS = 60;
/** The renewal of the most important customers begins half a year before the end. */
const RENEWAL_DAYS = 180;

export function Page(): ReactElement {
  const { word } = useWords();
  const [query, setQuery] = useSearchParams();
  const view = query.get('view') === 'calendar' ? 'calendar' : 'list';
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {word('place.after-sales')}
        </Title>
        <SegmentedControl
          aria-label={word('after-sales.view')}
          value={view}
          onChange={(value) => setQuery({ view: value }, { replace: true })}
          data={[
            { value: 'list', label: word('after-sales.view.list') },
            { value: 'calendar', label: word('after-sales.view.calendar') },
          ]}
        />
      </Group>
      <OpenToAuditors>{view === 'calendar' ? <Calendar /> : <Lists />}</OpenToAuditors>
    </Stack>
  );
}

function Lists(): ReactElement {
  const { word } = useWords();
  const until = dayFrom(AHEAD_DAYS);
  const { plans, care } = useCare(until);
  const open = care.filter(({ isOpen }) => isOpen);
  const coming = care.filter(({ isOpen }) => !isOpen);
  if (plans.length === 0) {
    return (
      <Alert color="gray" title={word('after-sales.none')}>
        {word('after-sales.none.text')}
      </Alert>
    );
  }
  return (
    <Stack>
      <Section title={word('after-sales.open')} beside={<Badge variant="light">{open.length}</Badge>}>
        {open.length === 0 && <Text c="dimmed">{word('after-sales.open.none')}</Text>}
        <Stack gap="md">
          {open.map((each) => (
            <Card key={`${each.plan.id} ${each.item} ${each.occurrence}`} withBorder component="article" p="sm">
              <Waiting care={each} />
            </Card>
          ))}
        </Stack>
      </Section>
      <Section title={word('after-sales.coming')}>
        {coming.length === 0 ? (
          <Text c="dimmed">{word('after-sales.coming.none')}</Text>
        ) : (
          <ComingTable care={coming} />
        )}
      </Section>
      <Renewals plans={plans} />
      <Plans plans={plans} />
    </Stack>
  );
}

function Waiting({ care }: { care: Care }): ReactElement {
  const { word } = useWords();
  const { plan, item, occurrence, title, at, doneBy } = care;
  return (
    <Stack gap="xs">
      <FollowUpHead title={title} at={at} doneBy={doneBy} />
      <Anchor component={Link} to={`/after-sales/${plan.id}`} size="sm">
        {plan.customerName ?? word('name.erased')}
      </Anchor>
      <FollowUpForms planId={plan.id} item={item} occurrence={occurrence} />
    </Stack>
  );
}

function ComingTable({ care }: { care: Care[] }): ReactElement {
  const { word, language } = useWords();
  return (
    <WideTable
      label={word('after-sales.coming')}
      minWidth={480}
      columns={[word('after-sales.when'), word('after-sales.what'), word('sale.customer')]}
    >
      {care.map(({ plan, item, at, title }) => (
        <Table.Tr key={`${plan.id} ${item} ${at}`}>
          <Table.Td className="unbroken">{date(language, at)}</Table.Td>
          <Table.Td>{title}</Table.Td>
          <Table.Td>
            <Anchor component={Link} to={`/after-sales/${plan.id}`} size="sm">
              {plan.customerName ?? word('name.erased')}
            </Anchor>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function Renewals({ plans }: { plans: PlanRow[] }): ReactElement {
  const { word, language } = useWords();
  const ending = plans
    .filter(({ endsAt }) => Date.parse(endsAt) < Date.now() + RENEWAL_DAYS * DAY_MS)
    .sort((one, other) => one.endsAt.localeCompare(other.endsAt));
  return (
    <Section title={word('after-sales.renewals')}>
      {ending.length === 0 && <Text c="dimmed">{word('after-sales.renewals.none')}</Text>}
      <Stack gap="xs">
        {ending.map(({ id, customerName, endsAt }) => (
          <Group key={id} justify="space-between">
            <Anchor component={Link} to={`/after-sales/${id}`} size="sm">
              {customerName ?? word('name.erased')}
            </Anchor>
            <Text size="sm">
              {word('after-sales.ends', { date: lastDay(language, endsAt), when: distance(language, endsAt) })}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function Plans({ plans }: { plans: PlanRow[] }): ReactElement {
  const { word, language } = useWords();
  const { data: staff } = useQuery(staffNames);
  return (
    <Section title={word('after-sales.plans')}>
      <WideTable
        label={word('after-sales.plans')}
        minWidth={620}
        columns={[
          word('sale.customer'),
          word('customers.class'),
          word('sale.owner'),
          word('after-sales.live'),
          word('after-sales.end'),
          figures(word('after-sales.open-count')),
        ]}
      >
        {plans.map(({ id, customerName, class: of, ownerId, liveAt, endsAt, open }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <Anchor component={Link} to={`/after-sales/${id}`} size="sm">
                {customerName ?? word('name.erased')}
              </Anchor>
            </Table.Td>
            <Table.Td>{of}</Table.Td>
            <Table.Td>{staff?.get(ownerId) ?? '…'}</Table.Td>
            <Table.Td>
              {liveAt === null ? (
                <Badge variant="light" color="orange">
                  {word('after-sales.live.missing')}
                </Badge>
              ) : (
                date(language, liveAt)
              )}
            </Table.Td>
            <Table.Td>{lastDay(language, endsAt)}</Table.Td>
            <Table.Td ta="right">{count(language, open.length)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </Section>
  );
}
