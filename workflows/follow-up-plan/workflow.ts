// The after-sales care of one agreement for its whole life (S25): follow-ups fall due, who forgets is reminded, then the superior.
import { ActivityFailure, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { Following } from '../following';
import type { Followed } from '../messages';
import type { FollowUpPlanActivities } from './activities';

const quick = proxyLocalActivities<FollowUpPlanActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 3 },
});
const patient = proxyActivities<FollowUpPlanActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumInterval: '1 minute' },
});

export async function followUpPlan(input: Followed): Promise<void> {
  const plan = new Following(input, {
    readStanding: (id, now) =>
      quick.readPlan(id, now).catch((error: unknown) => {
        if (error instanceof ActivityFailure) return patient.readPlan(id, now);
        throw error;
      }),
    sendDue: (id, due, now) => patient.sendFollowUp(id, due, now),
  });
  await plan.look();
  while (!plan.stands.ended) await plan.nextChange();
}
