// One group customer: where it stands, who its people are, what it contributes, what was sold to it, and what was said of it.
import { Anchor, Badge, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { staffNames } from '../../client/queries';
import { OpenToAuditors } from '../../forms/acting';
import { Parts } from '../../layout/parts';
import { useWords } from '../../words/words';
import { Overview } from './overview';
import { customer, lifeCycle } from './queries';

const Profile = lazy(async () => ({ default: (await import('./profile')).Profile }));
const People = lazy(async () => ({ default: (await import('./people')).People }));
const Contribution = lazy(async () => ({ default: (await import('./contribution')).Contribution }));
const Sales = lazy(async () => ({ default: (await import('./sales')).Sales }));
const Leads = lazy(async () => ({ default: (await import('./leads')).Leads }));
const Notes = lazy(async () => ({ default: (await import('./notes')).Notes }));
const CustomerStory = lazy(async () => ({ default: (await import('./story')).CustomerStory }));

export function Page(): ReactElement {
  const { word } = useWords();
  const { id = '' } = useParams();
  return (
    <OpenToAuditors>
      <Heading id={id} />
      <Parts
        key={id}
        parts={[
          { key: 'overview', title: word('customer.part.overview'), Content: Overview },
          { key: 'profile', title: word('customer.part.profile'), Content: Profile },
          { key: 'people', title: word('customer.part.people'), Content: People },
          { key: 'contribution', title: word('customer.part.contribution'), Content: Contribution },
          { key: 'sales', title: word('customer.part.sales'), Content: Sales },
          { key: 'leads', title: word('customer.part.leads'), Content: Leads },
          { key: 'notes', title: word('customer.part.notes'), Content: Notes },
          { key: 'story', title: word('customer.part.story'), Content: CustomerStory },
        ]}
      />
    </OpenToAuditors>
  );
}

function Heading({ id }: { id: string }): ReactElement {
  const { word, label } = useWords();
  const { data: view } = useSuspenseQuery(customer(id));
  const { data: cycle } = useQuery(lifeCycle(id));
  const { data: staff } = useQuery(staffNames);
  return (
    <Stack gap={4}>
      <Breadcrumbs>
        <Anchor component={Link} to="/customers" size="sm">
          {word('place.customers')}
        </Anchor>
      </Breadcrumbs>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={1} size="h2">
          {view.name ?? word('name.erased')}
        </Title>
        <Group gap="xs">
          {view.class !== undefined && (
            <Badge size="lg" variant="light">
              {word('customer.class', { class: view.class })}
            </Badge>
          )}
          {cycle !== undefined && (
            <Badge size="lg" variant="light" color="gray">
              {label('life-cycle-state', cycle.state)}
            </Badge>
          )}
        </Group>
      </Group>
      <Text size="sm">
        <Text span size="sm" c="dimmed">
          {word('customers.keeper')}{' '}
        </Text>
        {view.accountManagerId === undefined
          ? word('customers.keeper.nobody')
          : (staff?.get(view.accountManagerId) ?? '…')}
      </Text>
    </Stack>
  );
}
