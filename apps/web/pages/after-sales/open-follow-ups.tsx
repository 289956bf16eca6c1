// What of a plan has fallen due and waits, each with until when and what can be done about it.
import { Card, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Acting } from '../../forms/acting';
import { doneBy } from './care';
import { FollowUpForms } from './follow-up-forms';
import { FollowUpHead } from './follow-up-head';
import { aheadOf, type Plan } from './queries';

type Open = { item: string; occurrence: number; dueAt: string; putOffUntil?: string };

export function OpenFollowUps({ plan, titleOf }: { plan: Plan; titleOf: (item: string) => string }): ReactElement {
  const { data: due = [] } = useQuery(aheadOf(plan.id));
  const open = plan.open as unknown as Open[];
  return (
    <Stack gap="sm">
      {open.map(({ item, occurrence, dueAt, putOffUntil }) => (
        <Card key={`${item} ${occurrence}`} withBorder component="article" p="sm">
          <Stack gap="xs">
            <FollowUpHead
              title={titleOf(item)}
              at={putOffUntil ?? dueAt}
              doneBy={doneBy(due, plan.id, item, occurrence)}
            />
            <Acting>
              <FollowUpForms planId={plan.id} item={item} occurrence={occurrence} />
            </Acting>
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
