// The process of one sale: prepared, then up the customer's decision chain level by level, to the agreement (S6, S7).
// It knows no rule: where the sale stands is folded from its stream, and every gate is opened by a command that the rules accept.
import { ActivityFailure, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { Following } from '../following';
import type { Followed } from '../messages';
import type { OpportunityActivities, OpportunityStanding } from './activities';

type Sale = Following<OpportunityStanding>;

const quick = proxyLocalActivities<OpportunityActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 3 },
});
const patient = proxyActivities<OpportunityActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumInterval: '1 minute' },
});

export async function opportunity(input: Followed): Promise<void> {
  const sale: Sale = new Following(input, {
    readStanding: (id, now) => quick.readOpportunity(id, now).catch(orElse(() => patient.readOpportunity(id, now))),
    sendDue: (id, due, now) => patient.sendOpportunityDeadline(id, due, now),
  });
  for (let stands = await sale.look(); !stands.ended; stands = sale.stands) {
    switch (stands.phase) {
      case 'prepare':
        await prepare(sale);
        break;
      case 'climb':
        await climb(sale, stands.level);
        break;
      case 'reach-agreement':
        await reachAgreement(sale);
        break;
      case 'parked':
        await waitUntilWoken(sale);
        break;
    }
  }
  if (sale.stands.phase === 'won') await patient.lookAfterAgreement(sale.id);
}

/** The profile is collected and the decision chain identified; who is late is reminded. */
async function prepare(sale: Sale): Promise<void> {
  while (sale.stands.phase === 'prepare') await sale.nextChange();
}

/** One level of the chain. Its gate opens when its actions are complete: by then the sale stands at another. */
async function climb(sale: Sale, level: string): Promise<void> {
  while (sale.stands.phase === 'climb' && sale.stands.level === level) await sale.nextChange();
}

/** All levels are behind; what was offered is signed. */
async function reachAgreement(sale: Sale): Promise<void> {
  while (sale.stands.phase === 'reach-agreement') await sale.nextChange();
}

/** Nothing is late while a sale is parked; it wakes on its date, or when somebody wakes it. */
async function waitUntilWoken(sale: Sale): Promise<void> {
  while (sale.stands.phase === 'parked') await sale.nextChange();
}

/** A fold that fails three times in a row needs more time than a local activity has. */
function orElse<T>(again: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (error instanceof ActivityFailure) return again();
    throw error;
  };
}
