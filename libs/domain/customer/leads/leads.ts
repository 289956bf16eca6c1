// Leads (S5): what customers ask for by a passive channel, from the hearing of it to the sale that it becomes, or its end.
// Invariant: a lead becomes one sale at most, because the stream of that sale follows from the lead's id.
import { derivedId } from '../../derived-id';
import type { DomainEvent, Id, Instant, Recorded } from '../../event';
import { refuse, type Refusal } from '../../refusal';
import type { CustomerState } from '../customer';
import { someoneNamed } from '../people';

export const leadStatuses = ['received', 'handed-over', 'taken-up', 'closed'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const leadCloseReasons = [
  'no-need',
  'answered-at-once',
  'sale-under-way',
  'not-reached',
  'asked-by-mistake',
  'other',
] as const;
export type LeadCloseReason = (typeof leadCloseReasons)[number];

export type Lead = {
  id: Id;
  channel: string;
  /** By whose times it is judged. */
  playbook: { key: string; version: number };
  status: LeadStatus;
  receivedAt: Instant;
  /** Undefined where a part of the product received it. */
  receivedById?: Id;
  /** When it should be handed over, and, once it is, taken up or closed. */
  dueAt: Instant;
  handedOver?: { to: Id; at: Instant };
  opportunityId?: Id;
  closeReason?: LeadCloseReason;
};

export type LeadsState = { leads?: ReadonlyMap<Id, Lead> };

/** By the latest version of the playbook. Who asked is a contact, or somebody by name. */
export type ReceiveLead = {
  type: 'ReceiveLead';
  playbookKey: string;
  channel: string;
  asked: string;
  contactId?: Id;
  askedBy?: string;
  phone?: string;
  /** Now when left out. */
  receivedAt?: Instant;
};
/** To whoever is the customer's account manager now; once more when the customer has another one since. */
export type HandOverLead = { type: 'HandOverLead'; leadId: Id; note?: string };
export type CloseLead = { type: 'CloseLead'; leadId: Id; reason: LeadCloseReason; note?: string };
/** Follows the opening of the sale. */
export type NoteLeadTakenUp = { type: 'NoteLeadTakenUp'; leadId: Id };
export type LeadCommand = ReceiveLead | HandOverLead | CloseLead | NoteLeadTakenUp;

export type LeadReceived = DomainEvent<
  'LeadReceived',
  {
    leadId: Id;
    channel: string;
    playbook: { key: string; version: number };
    receivedAt: Instant;
    handOverBy: Instant;
    contactId?: Id;
    /** Under whose key it is sealed who asked, where that is no contact: erased with the customer's other people. */
    peopleId?: Id;
  }
>;
export type LeadHandedOver = DomainEvent<'LeadHandedOver', { leadId: Id; to: Id; takeUpBy: Instant }>;
export type LeadTakenUp = DomainEvent<'LeadTakenUp', { leadId: Id; opportunityId: Id }>;
export type LeadClosed = DomainEvent<'LeadClosed', { leadId: Id; reason: LeadCloseReason }>;
export type LeadEvent = LeadReceived | LeadHandedOver | LeadTakenUp | LeadClosed;

const leadCommands: { [C in LeadCommand['type']]: true } = {
  ReceiveLead: true,
  HandOverLead: true,
  CloseLead: true,
  NoteLeadTakenUp: true,
};

export function isLeadCommand(command: { type: string }): command is LeadCommand {
  return Object.hasOwn(leadCommands, command.type);
}

const leadEvents: { [E in LeadEvent['type']]: true } = {
  LeadReceived: true,
  LeadHandedOver: true,
  LeadTakenUp: true,
  LeadClosed: true,
};

export function isLeadEvent<E extends { type: string }>(event: E): event is Extract<E, { type: LeadEvent['type'] }> {
  return Object.hasOwn(leadEvents, event.type);
}

/** The stream of the sale that a lead becomes. */
export function saleOfLead(leadId: Id): Id {
  return derivedId(leadId, 'opportunity');
}

/** Somebody still has to do something about it. */
export function isOpenLead({ status }: Lead): boolean {
  return status === 'received' || status === 'handed-over';
}

/** The oldest first. */
export function openLeads({ leads }: LeadsState): Lead[] {
  return [...(leads ?? new Map<Id, Lead>()).values()].filter(isOpenLead);
}

/** What it became stays: a sale, or closed for a reason. */
export function refuseIfSettled(lead: Lead): Refusal | undefined {
  if (isOpenLead(lead)) return undefined;
  const { id: key, status, opportunityId, closeReason: reason } = lead;
  const problem = status === 'closed' ? 'closed' : 'taken-up';
  return refuse('LEAD_SETTLED', [{ what: 'lead', key, problem, suppliedBy: [] }], { opportunityId, reason });
}

export function evolveLeads(
  { leads, people }: CustomerState,
  event: Recorded<LeadEvent>,
): Pick<CustomerState, 'leads' | 'people'> {
  const { leadId } = event.data;
  const before = leads?.get(leadId);
  const lead = event.type === 'LeadReceived' ? receivedBy(event) : before && { ...before, ...changeBy(event) };
  const named = event.type === 'LeadReceived' && event.data.peopleId !== undefined;
  return {
    leads: lead === undefined ? leads : new Map(leads).set(leadId, lead),
    people: named ? someoneNamed(people) : people,
  };
}

function receivedBy({ data, by }: Recorded<LeadReceived>): Lead {
  const { leadId: id, channel, playbook, receivedAt, handOverBy: dueAt } = data;
  const receivedById = by.kind === 'staff' ? by.id : undefined;
  return { id, channel, playbook, status: 'received', receivedAt, receivedById, dueAt };
}

function changeBy(event: Recorded<Exclude<LeadEvent, LeadReceived>>): Partial<Lead> {
  switch (event.type) {
    case 'LeadHandedOver':
      return {
        status: 'handed-over',
        handedOver: { to: event.data.to, at: event.at },
        dueAt: event.data.takeUpBy,
      };
    case 'LeadTakenUp':
      return { status: 'taken-up', opportunityId: event.data.opportunityId, closeReason: undefined };
    case 'LeadClosed':
      return { status: 'closed', closeReason: event.data.reason };
  }
}
