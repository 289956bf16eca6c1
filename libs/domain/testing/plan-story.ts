// A follow-up plan in the making, and the process that fires what it waits for.
import { playbookStreamId } from '../derived-id';
import type { Instant } from '../event';
import { followUpPlanDecider } from '../follow-up-plan/decide-follow-up-plan';
import type { FollowUpPlanCommand, FollowUpPlanEvent, FollowUpPlanState } from '../follow-up-plan/follow-up-plan';
import { whatPlanWaitsFor } from '../follow-up-plan/schedule';
import type { PlaybookDefinition } from '../playbook/playbook';
import { idOf, Story } from './given';
import { customer, manager, storyFacts } from './story-opportunity';

export type PlanStory = Story<FollowUpPlanState, FollowUpPlanCommand, FollowUpPlanEvent>;
export type StartPlan = Extract<FollowUpPlanCommand, { type: 'StartPlan' }>;

export const planProcess = { kind: 'process', name: 'follow-up-workflow' } as const;

/** Of a class A customer of the account manager's. */
export function planOn(
  definition: PlaybookDefinition,
  dates: Pick<StartPlan, 'signedAt' | 'endsAt'> & Partial<StartPlan>,
): PlanStory {
  const story = new Story(followUpPlanDecider, idOf('plan')).knowing(storyFacts(definition)).by(planProcess);
  story.when({
    type: 'StartPlan',
    agreementId: idOf('agreement'),
    opportunityId: idOf('opportunity'),
    customerId: customer,
    ownerId: manager,
    class: 'A',
    playbook: { streamId: playbookStreamId(definition.key), version: 1 },
    ...dates,
  });
  return story;
}

/** What falls due, each at its time, until the clock reads `until`. */
export function fallsDue(story: PlanStory, definition: PlaybookDefinition, until: Instant): [string, Instant][] {
  const fell: [string, Instant][] = [];
  for (;;) {
    const clock = story.history.at(-1)!.at;
    const [wait] = whatPlanWaitsFor(story.state!, definition, clock);
    if (wait === undefined || wait.dueAt > until) return fell;
    for (const event of story.by(planProcess).at(wait.dueAt).when(wait.command)) {
      if (event.type === 'FollowUpFellDue') fell.push([event.data.item, event.data.dueAt]);
    }
  }
}
