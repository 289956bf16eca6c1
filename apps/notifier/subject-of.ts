// What a reminder is about, looked up at delivery: names as far as there are any, titles from the playbook, and whether it still holds.
import {
  currentStanding,
  deciders,
  followUpKey,
  followUpTitle,
  instanceKey,
  nextCalls,
  type CustomerState,
  type FollowUpPlanState,
  type Id,
  type Label,
  type OpportunityState,
} from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { labelOfBoth } from '#labels';
import type { ReminderMessage } from '#messaging';
import { definitionOf, namesOf } from '#read-model';

export type Subject = {
  /** What is to be done: an action, a follow-up; of an approval, which kind it is. */
  what: Label | undefined;
  gate?: Label;
  customer?: string;
  title?: string;
  contact?: string;
};

/** `undefined` when there is nothing to remind of any more: it was done, decided or overtaken meanwhile. */
export async function subjectOf(store: EventStore, reminder: ReminderMessage): Promise<Subject | undefined> {
  const { type, id } = reminder.stream;
  if (type === 'follow-up-plan') return followUpSubject(store, id, reminder);
  if (type === 'opportunity') return opportunitySubject(store, id, reminder);
  if (type === 'customer') return leadSubject(store, id, reminder);
  return undefined;
}

async function followUpSubject(store: EventStore, id: Id, { about }: ReminderMessage): Promise<Subject | undefined> {
  const ref = { type: 'follow-up-plan', id } as const;
  const { state } = await foldStream<FollowUpPlanState, never>(store, deciders['follow-up-plan'], ref);
  const [item, occurrence] = [String(about['item']), Number(about['occurrence'])];
  if (state?.open.has(followUpKey(item, occurrence)) !== true) return undefined;
  const definition = await definitionOf(store, state);
  const what = followUpTitle(definition, item);
  const { customerId, opportunityId } = state;
  return { what, ...(await namesOf(store, { customerId, opportunityId })) };
}

/** Whoever has the lead meanwhile heard of it then. */
async function leadSubject(store: EventStore, id: Id, { about, to }: ReminderMessage): Promise<Subject | undefined> {
  const ref = { type: 'customer', id } as const;
  const { state } = await foldStream<CustomerState, never>(store, deciders.customer, ref);
  const lead = state?.leads?.get(String(about['leadId']));
  const isTheirs = lead?.status === 'handed-over' && to.staffIds?.includes(lead.handedOver!.to) === true;
  return isTheirs ? { what: undefined, ...(await namesOf(store, { customerId: id })) } : undefined;
}

async function opportunitySubject(
  store: EventStore,
  id: Id,
  { kind, about }: ReminderMessage,
): Promise<Subject | undefined> {
  const ref = { type: 'opportunity', id } as const;
  const { state } = await foldStream<OpportunityState, never>(store, deciders.opportunity, ref);
  if (state?.status !== 'open') return undefined;
  const definition = await definitionOf(store, state);
  const gate = definition.gates.find(({ key }) => key === state.gate.key);
  const { customerId } = state;
  const names = (contactId?: Id): ReturnType<typeof namesOf> =>
    namesOf(store, { customerId, opportunityId: id, contactId });
  if (kind === 'opportunity-woken') return { what: undefined, gate: gate?.title, ...(await names()) };
  const { approvalId, action } = about;
  if (approvalId !== undefined) {
    const approval = state.approvals.get(String(approvalId));
    if (approval?.status !== 'open' || approval.round !== Number(about['round'])) return undefined;
    return { what: labelOfBoth('approval-kind', approval.subject.kind), gate: gate?.title, ...(await names()) };
  }
  const contactId = about['contactId'] === undefined ? undefined : String(about['contactId']);
  if (kind === 'call-due') {
    const isOwed = nextCalls({ state, definition }).some((call) => call.contactId === contactId);
    return isOwed ? { what: undefined, gate: gate?.title, ...(await names(contactId)) } : undefined;
  }
  const key = instanceKey(String(action), contactId);
  const isOpen = currentStanding(state, definition).actions.some((each) => each.key === key && each.status === 'open');
  if (!isOpen) return undefined;
  return {
    what: gate?.actions.find((each) => each.key === action)?.title,
    gate: gate?.title,
    ...(await names(contactId)),
  };
}
