// The after-sales care of one agreement for its whole life (S25): follow-ups fall due, who forgets is reminded, then the superior.
import { ActivityFailure, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { Following } from '../following';
import type { Followed } from '../messages';
import type { FollowUpPlanActivities, PlanStanding } from './activities';

const quick = proxyLocalActivities<FollowUpPlanActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 3 },
});
const patient = proxyActivities<FollowUpPlanActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumInterval: '1 minute' },
});

export async function followUpPlan(input: Followed): Promise<void> {
  const plan = new Following<PlanStanding>(input, {
    readStanding: (id, now) =>
      quick.readPlan(id, now).catch((error: unknown) => {
        if (error instanceof ActivityFailure) return patient.readPlan(id, now);
        throw error;
      }),
    sendDue: (id, due, now) => patient.sendFollowUp(id, due, now),
  });
  await plan.look();
  await noteWhatIsNew(plan);
  while (!plan.stands.ended) {
    await plan.nextChange();
    await noteWhatIsNew(plan);
  }
}

/** What the customer cannot be told now is tried again at the next change; follow-ups do not wait for it. */
async function noteWhatIsNew(plan: Following<PlanStanding>): Promise<void> {
  if (plan.stands.toNote === undefined) return;
  try {
    await patient.noteGoLive(plan.id, new Date().toISOString());
  } catch (error) {
    log.error('the customer does not know that the service went live', { error });
  }
}
