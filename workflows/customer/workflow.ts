// What a customer leaves to be done in other streams: its plans hear that it declines, a duplicate that it claimed is merged.
// It runs only while something is left to be done.
import { ActivityFailure, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { Following, type Standing } from '../following';
import type { Followed } from '../messages';
import type { CustomerActivities } from './activities';

const quick = proxyLocalActivities<CustomerActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 3 },
});
const patient = proxyActivities<CustomerActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumInterval: '1 minute' },
});

export async function customer(input: Followed): Promise<void> {
  const followed = new Following<Standing>(input, {
    readStanding: (id, now) =>
      quick.readCustomer(id, now).catch((error: unknown) => {
        if (error instanceof ActivityFailure) return patient.readCustomer(id, now);
        throw error;
      }),
    sendDue: (id, due, now) => patient.finishForCustomer(id, due, now),
  });
  for (let stands = await followed.look(); !stands.ended;) stands = await followed.nextChange();
}
