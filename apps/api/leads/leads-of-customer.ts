// The leads of one customer with what was said: unsealed as far as whoever asked was not erased.
import {
  isOpenLead,
  leadCloseReasons,
  leadStatuses,
  type CustomerState,
  type Id,
  type Lead,
  type LeadCloseReason,
  type LeadReceived,
} from '#domain';
import type { Envelope, EventStore } from '#event-store';
import { MAX_PAGE_SIZE } from '#read-model';
import { id, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';

export type CustomerLead = Pick<
  Lead,
  'id' | 'playbook' | 'channel' | 'status' | 'receivedAt' | 'receivedById' | 'opportunityId'
> & {
  /** The customer whom it was received for: this one, or one that was merged into it. */
  customerId: Id;
  /** Until when it should be handed over, or taken up; absent when it is settled. */
  dueAt?: string;
  handedOverTo?: Id;
  closeReason?: LeadCloseReason;
  contactId?: Id;
  /** Absent once who asked was erased, like the two below. */
  asked?: string;
  askedBy?: string;
  phone?: string;
};
export type CustomerLeads = { items: CustomerLead[] };

const staffId = 'd49d688d-6859-5e0b-8581-38b59ed37886';

export const customerLeads = object<CustomerLeads>({
  items: listOf(
    object<CustomerLead>({
      id: id(),
      customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
      playbook: object<Lead['playbook']>({ key: text('group-customer'), version: whole(1) }),
      channel: text('hotline'),
      status: oneOf(leadStatuses),
      receivedAt: instant(),
      receivedById: optional(id(staffId)),
      dueAt: optional(instant('2026-12-01T06:30:00.000Z')),
      handedOverTo: optional(id(staffId)),
      opportunityId: optional(id()),
      closeReason: optional(oneOf(leadCloseReasons)),
      contactId: optional(id()),
      asked: optional(text('想了解总部到分厂的专线')),
      askedBy: optional(text('王女士')),
      phone: optional(text('021-55550008')),
    }),
  ),
});

/** @param family the customer and those that were merged into it */
export async function leadsOf(store: EventStore, family: readonly CustomerState[]): Promise<CustomerLeads> {
  const received = (await Promise.all(family.map((each) => receivedFor(store, each)))).flat();
  const newest = received
    .sort((one, other) => other.lead.receivedAt.localeCompare(one.lead.receivedAt))
    .slice(0, MAX_PAGE_SIZE);
  const said = await store.personalFields(newest.map(({ envelope }) => envelope));
  return { items: newest.map(({ lead, envelope }) => ({ ...leadOf(lead, envelope), ...said.get(envelope.id) })) };
}

type Received = { lead: Lead; envelope: Envelope };

async function receivedFor(store: EventStore, { id: customerId, leads }: CustomerState): Promise<Received[]> {
  if (leads === undefined) return [];
  const events = await store.readStream({ type: 'customer', id: customerId });
  return events.flatMap(({ envelope }) => {
    const lead = envelope.type === 'LeadReceived' ? leads.get(dataOf(envelope).leadId) : undefined;
    return lead === undefined ? [] : [{ lead, envelope }];
  });
}

function leadOf(lead: Lead, envelope: Envelope): CustomerLead {
  const {
    id: leadId,
    playbook,
    channel,
    status,
    receivedAt,
    receivedById,
    opportunityId,
    closeReason,
    handedOver,
  } = lead;
  const dueAt = isOpenLead(lead) ? lead.dueAt : undefined;
  const { contactId } = dataOf(envelope);
  return {
    id: leadId,
    customerId: envelope.stream.id,
    playbook,
    channel,
    status,
    receivedAt,
    receivedById,
    dueAt,
    handedOverTo: handedOver?.to,
    opportunityId,
    closeReason,
    contactId,
  };
}

function dataOf({ data }: Envelope): LeadReceived['data'] {
  return data as LeadReceived['data'];
}
