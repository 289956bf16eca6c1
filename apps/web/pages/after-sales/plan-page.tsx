// The after-sales care of one agreement: what is missing, what waits, what is to come, what the customer reported, and who looks after it.
import { Anchor, Badge, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { answered, api } from '../../client/client';
import { staffNames } from '../../client/queries';
import { OpenToAuditors } from '../../forms/acting';
import { Parts } from '../../layout/parts';
import { STORY_PAGE, StoryTold, useStoryOf } from '../../layout/story';
import { date } from '../../shown/values';
import { useWords } from '../../words/words';
import { customer } from '../customer/queries';
import { PlanCare } from './plan-care';
import { PlanReports } from './plan-reports';
import { plan } from './queries';

export function Page(): ReactElement {
  const { word, label, language } = useWords();
  const { id = '' } = useParams();
  const { data: view } = useSuspenseQuery(plan(id));
  const { data: of } = useQuery(customer(view.customerId));
  const { data: staff } = useQuery(staffNames);
  const end = view.starts.find(({ from }) => from === 'end');
  return (
    <OpenToAuditors>
      <Stack gap={4}>
        <Breadcrumbs>
          <Anchor component={Link} to="/after-sales" size="sm">
            {word('place.after-sales')}
          </Anchor>
        </Breadcrumbs>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={1} size="h2">
            {word('plan.title', { customer: of?.name ?? '…' })}
          </Title>
          {view.ended && (
            <Badge size="lg" color="gray" variant="light">
              {word('customer.plan.ended')}
            </Badge>
          )}
        </Group>
        <Group gap="lg">
          <Text size="sm">{label('customer-class', view.class)}</Text>
          <Text size="sm">{staff?.get(view.ownerId) ?? '…'}</Text>
          {end !== undefined && <Text size="sm">{word('plan.until', { date: date(language, end.at) })}</Text>}
          <Anchor component={Link} to={`/customers/${view.customerId}`} size="sm">
            {word('plan.customer')}
          </Anchor>
          <Anchor component={Link} to={`/opportunities/${view.opportunityId}?part=agreement`} size="sm">
            {word('plan.sale')}
          </Anchor>
        </Group>
      </Stack>
      <Parts
        key={id}
        parts={[
          { key: 'care', title: word('plan.part.care'), Content: PlanCare },
          { key: 'reports', title: word('plan.part.reports'), Content: PlanReports },
          { key: 'story', title: word('customer.part.story'), Content: PlanStory },
        ]}
      />
    </OpenToAuditors>
  );
}

function PlanStory(): ReactElement {
  const { id = '' } = useParams();
  const story = useStoryOf(['/v1/follow-up-plans', id], (after) => {
    const params = { path: { id }, query: { after, limit: STORY_PAGE } };
    return answered(api.GET('/v1/follow-up-plans/{id}/timeline', { params }));
  });
  return <StoryTold story={story} />;
}
