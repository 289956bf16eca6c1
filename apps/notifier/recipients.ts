// Whom a reminder is for, at the moment of its delivery: nobody who has left, nobody who has voted.
import {
  deciders,
  type FollowUpPlanState,
  type Id,
  type OpportunityState,
  type StaffLanguage,
  type StaffState,
} from '#domain';
import { foldStream, toldEvents, type EventStore } from '#event-store';
import type { ReminderMessage } from '#messaging';
import { approversAwaited, staffWithRole } from '#read-model';

export type Addressee = { staffId: Id; language: StaffLanguage; name: string; address: string | undefined };

/** Staff who still work here, each once. */
export async function recipientsOf(store: EventStore, reminder: ReminderMessage): Promise<Addressee[]> {
  const ids = new Set(await idsOf(store, reminder));
  const found = await Promise.all([...ids].map((id) => addresseeOf(store, id)));
  return found.filter((each) => each !== undefined);
}

async function idsOf(store: EventStore, { to, stream }: ReminderMessage): Promise<Id[]> {
  const owner = to.owner === true ? [await ownerOf(store, stream)] : [];
  const { approvers } = to;
  const voters =
    approvers === undefined
      ? []
      : await approversAwaited(store, approvers.approvalId, approvers.round, new Date().toISOString());
  const withRole = to.role === undefined ? [] : await staffWithRole(store, to.role);
  return [...(to.staffIds ?? []), ...owner, ...voters, ...withRole].filter((id) => id !== undefined);
}

async function ownerOf(store: EventStore, { type, id }: ReminderMessage['stream']): Promise<Id | undefined> {
  switch (type) {
    case 'opportunity':
      return (await foldStream<OpportunityState, never>(store, deciders[type], { type, id })).state?.ownerId;
    case 'follow-up-plan':
      return (await foldStream<FollowUpPlanState, never>(store, deciders[type], { type, id })).state?.ownerId;
    default:
      return undefined;
  }
}

/** Name and address are unsealed here and go into the letter only. */
async function addresseeOf(store: EventStore, staffId: Id): Promise<Addressee | undefined> {
  const ref = { type: 'staff', id: staffId } as const;
  const { state } = await foldStream<StaffState, never>(store, deciders.staff, ref);
  if (state?.active !== true) return undefined;
  const told = await toldEvents(store, ref, ['StaffRegistered', 'StaffPersonChanged']);
  const { name, email } = Object.assign({}, ...told.map(({ said }) => said)) as { name?: string; email?: string };
  return { staffId, language: state.language, name: name ?? '', address: email };
}
