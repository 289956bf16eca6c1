// What the process of a customer asks of the store: what is left to be done in other streams, and doing it.
// Invariant: every id follows from what is followed, so that a repeat does what a broken one left undone, and nothing twice.
import {
  customerDecider,
  deciders,
  derivedId,
  followUpPlanDecider,
  planIdOf,
  type Caller,
  type CustomerState,
  type DomainEvent,
  type Id,
  type Instant,
  type NotedAgreement,
  type RefusalCode,
} from '#domain';
import { foldStream, handleCommand, type EventStore, type Outcome } from '#event-store';
import type { DueCommand, Standing } from '../following';
import { sendTimed, stateOf, unexpected } from '../timed';
import { leftToDo, type LeftToDo } from './left-to-do';

export type CustomerActivities = {
  readCustomer(id: Id, now: Instant): Promise<Standing>;
  /** Tells the plans and then the customer that they know; or merges what the customer claimed. */
  finishForCustomer(id: Id, due: DueCommand, now: Instant): Promise<'accepted' | 'outdated'>;
};

const caller: Caller = { kind: 'process', name: 'customer-workflow' };

export function customerActivities(store: EventStore): CustomerActivities {
  const left = async (id: Id): Promise<LeftToDo & { customer: CustomerState }> => {
    const customer = await stateOf<CustomerState>(store, deciders.customer, { type: 'customer', id });
    return { customer, ...(await leftToDo(store, customer)) };
  };
  return {
    async readCustomer(id, now) {
      const { version } = await foldStream(store, deciders.customer, { type: 'customer', id });
      const { customer, lifeCycle, duplicates } = await left(id);
      const stands = { version, ownerId: customer.accountManagerId, details: `${duplicates.length} to merge` };
      const [wait] = lifeCycle;
      if (wait !== undefined) {
        return { ...stands, ended: false, phase: 'life-cycle', next: { ...wait, actAt: wait.dueAt } };
      }
      if (duplicates.length === 0) return { ...stands, ended: true, phase: 'ended' };
      const next = { key: 'merge', since: version, dueAt: now, actAt: now, command: { type: 'MergeInto' } };
      return { ...stands, ended: false, phase: 'merge', next };
    },

    async finishForCustomer(id, due, now) {
      const { customer, lifeCycle, duplicates, agreements } = await left(id);
      if (due.command.type === 'MergeInto') {
        const finished = await Promise.allSettled(duplicates.map((each) => finishMerge(store, id, each, now)));
        // One that waits for another merge keeps none of the others waiting.
        const failed = finished.find((each) => each.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
        return 'accepted';
      }
      const isAwaited = lifeCycle.some(({ since }) => since === due.since);
      if (isAwaited) await tellPlans(store, customer, agreements, due);
      return sendTimed(store, customerDecider, 'customer-workflow', id, due, now);
    },
  };
}

/** A plan whose playbook knows no such event, or that has ended or not begun, has nothing due by it. */
const nothingDue: readonly RefusalCode[] = ['UNKNOWN_REFERENCE', 'ENDED', 'NOT_FOUND', 'LIMIT_EXCEEDED'];

async function tellPlans(
  store: EventStore,
  { id, lifeCycle }: CustomerState,
  agreements: readonly NotedAgreement[],
  { since, dueAt }: DueCommand,
): Promise<void> {
  const event = lifeCycle?.state === 'lost' ? 'lost' : 'warning';
  for (const planId of agreements.map(({ agreementId }) => planIdOf(agreementId))) {
    const outcome = await handleCommand(store, followUpPlanDecider, {
      stream: { type: 'follow-up-plan', id: planId },
      command: { type: 'ReportAfterSalesEvent', event },
      caller,
      commandId: derivedId(planId, `${id}|${since}|${event}`),
      now: dueAt,
    });
    expectDone('ReportAfterSalesEvent', outcome, nothingDue);
  }
}

/** The claim was decided by who may; what it stopped before is done here. */
async function finishMerge(
  store: EventStore,
  survivorId: Id,
  { duplicate: { id: duplicateId }, elsewhere }: LeftToDo['duplicates'][number],
  now: Instant,
): Promise<void> {
  const outcome = elsewhere
    ? await handleCommand(store, customerDecider, {
        stream: { type: 'customer', id: survivorId },
        command: { type: 'ReleaseDuplicate', duplicateId },
        caller,
        commandId: derivedId(survivorId, `${duplicateId}|ReleaseDuplicate`),
        now,
      })
    : await handleCommand(store, customerDecider, {
        stream: { type: 'customer', id: duplicateId },
        command: { type: 'MergeInto', survivorId },
        caller,
        commandId: derivedId(duplicateId, `${survivorId}|MergeInto`),
        now,
      });
  // Somebody else was quicker: it is merged, or released.
  expectDone(elsewhere ? 'ReleaseDuplicate' : 'MergeInto', outcome, ['CUSTOMER_MERGED', 'NOT_FOUND']);
}

function expectDone(what: string, outcome: Outcome<DomainEvent>, harmless: readonly RefusalCode[]): void {
  if (outcome.kind === 'accepted') return;
  if (outcome.kind === 'refused' && harmless.includes(outcome.refusal.refused)) return;
  throw unexpected(what, outcome);
}
