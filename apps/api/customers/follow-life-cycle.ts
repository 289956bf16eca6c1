// After a customer was said to decline or to be lost, the plans that look after its agreements hear of it (S25).
// Invariant: every id follows from the move, so that a repeated request does what a broken one left undone, and nothing twice.
import {
  customerDecider,
  derivedId,
  followUpPlanDecider,
  whatCustomerWaitsFor,
  type Caller,
  type CustomerState,
  type Id,
} from '#domain';
import { foldStream, handleCommand, type EventStore } from '#event-store';
import { followUpPlans, MAX_PAGE_SIZE } from '#read-model';

const caller: Caller = { kind: 'process', name: 'customer-workflow' };

export async function followLifeCycle(store: EventStore, customerId: Id): Promise<void> {
  const stream = { type: 'customer', id: customerId } as const;
  const { state } = await foldStream<CustomerState, never>(store, customerDecider, stream);
  const [wait] = state === undefined ? [] : whatCustomerWaitsFor(state);
  if (state?.lifeCycle === undefined || wait === undefined) return;
  const event = state.lifeCycle.state === 'lost' ? 'lost' : 'warning';
  const now = wait.dueAt;
  const filter = { customerId, ended: false };
  const plans = await followUpPlans(store, { all: true }, filter, { limit: MAX_PAGE_SIZE });
  for (const { id } of plans) {
    // A plan whose playbook knows no such event, or that has ended meanwhile, refuses it: nothing is due by it then.
    await handleCommand(store, followUpPlanDecider, {
      stream: { type: 'follow-up-plan', id },
      command: { type: 'ReportAfterSalesEvent', event },
      caller,
      commandId: derivedId(id, `${customerId}|${wait.since}|${event}`),
      now,
    });
  }
  const commandId = derivedId(customerId, `${wait.key}|${wait.since}`);
  await handleCommand(store, customerDecider, { stream, command: wait.command, caller, commandId, now });
}
