// Rows of leads, and the question for them.
import type { ClientBase } from 'pg';
import {
  isOpenLead,
  openLeads,
  type CustomerState,
  type Id,
  type Lead,
  type LeadCloseReason,
  type LeadStatus,
} from '#domain';
import type { EventStore } from '#event-store';
import { limited, type Page } from './queries';
import { below, staffOf, type Scope } from './scope';

type Writer = Pick<ClientBase, 'query'>;

/** All of a customer's in one statement: there may be many, and most of them are settled. */
export async function projectLeads(client: Writer, { id, leads, accountManagerId }: CustomerState): Promise<void> {
  await client.query('DELETE FROM read_model.due WHERE stream_id = $1', [id]);
  if (leads === undefined) return;
  const all = [...leads.values()];
  await client.query(
    `INSERT INTO read_model.lead SELECT * FROM jsonb_populate_recordset(NULL::read_model.lead, $1)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, handed_over_to = excluded.handed_over_to,
       handed_over_at = excluded.handed_over_at, due_at = excluded.due_at, opportunity_id = excluded.opportunity_id,
       close_reason = excluded.close_reason`,
    [JSON.stringify(all.map((lead) => rowOf(id, lead)))],
  );
  await client.query('INSERT INTO read_model.due SELECT * FROM jsonb_populate_recordset(NULL::read_model.due, $1)', [
    JSON.stringify(openLeads({ leads }).flatMap((lead) => dueRowOf(id, lead, accountManagerId))),
  ]);
}

function rowOf(customerId: Id, lead: Lead): object {
  return {
    id: lead.id,
    customer_id: customerId,
    channel: lead.channel,
    status: lead.status,
    received_at: lead.receivedAt,
    received_by_id: lead.receivedById,
    handed_over_to: lead.handedOver?.to,
    handed_over_at: lead.handedOver?.at,
    due_at: isOpenLead(lead) ? lead.dueAt : undefined,
    opportunity_id: lead.opportunityId,
    close_reason: lead.closeReason,
  };
}

/** Who heard it hands it over, the account manager then opens a sale from it or closes it. What is nobody's is in no calendar. */
function dueRowOf(customerId: Id, { id, handedOver, receivedById, dueAt }: Lead, accountManagerId?: Id): object[] {
  const ownerId = handedOver?.to ?? receivedById ?? accountManagerId;
  if (ownerId === undefined) return [];
  const what = handedOver === undefined ? 'HandOverLead' : 'OpenOpportunity';
  return [
    { stream_id: customerId, stream_type: 'customer', owner_id: ownerId, key: `lead:${id}`, due_at: dueAt, what },
  ];
}

export type LeadRow = {
  id: Id;
  customerId: Id;
  customerName: string | null;
  channel: string;
  status: LeadStatus;
  receivedAt: string;
  receivedById: Id | null;
  handedOverTo: Id | null;
  handedOverAt: string | null;
  /** Until when it should be handed over, or, once it is, taken up or closed; none when it is settled. */
  dueAt: string | null;
  late: boolean;
  opportunityId: Id | null;
  closeReason: LeadCloseReason | null;
};

export type LeadFilter = { status?: string; customerId?: Id; late?: boolean };

/** Leads on customers of the scope, and those that its people received or were handed, by id. */
export async function leads(store: EventStore, scope: Scope, filter: LeadFilter, page: Page): Promise<LeadRow[]> {
  const { rows } = await store.pool.query<LeadRow>({
    name: 'leads',
    text: `${below}
      SELECT l.id, l.customer_id AS "customerId", c.name AS "customerName", l.channel, l.status,
             l.received_at AS "receivedAt", l.received_by_id AS "receivedById", l.handed_over_to AS "handedOverTo",
             l.handed_over_at AS "handedOverAt", l.due_at AS "dueAt", coalesce(l.due_at < now(), false) AS late,
             l.opportunity_id AS "opportunityId", l.close_reason AS "closeReason"
      FROM read_model.lead l LEFT JOIN read_model.customer c ON c.id = l.customer_id
      WHERE ($1::uuid IS NULL OR c.account_manager_id IS NULL OR c.account_manager_id IN (SELECT id FROM below)
             OR l.received_by_id IN (SELECT id FROM below) OR l.handed_over_to IN (SELECT id FROM below))
        AND ($2::text IS NULL OR l.status = $2)
        AND ($3::uuid IS NULL OR l.customer_id IN (SELECT read_model.family_of($3)))
        AND ($4::boolean IS NULL OR coalesce(l.due_at < now(), false) = $4)
        AND ($5::uuid IS NULL OR l.id > $5)
      ORDER BY l.id LIMIT $6`,
    values: [staffOf(scope), filter.status, filter.customerId, filter.late, page.after, limited(page)],
  });
  return rows;
}
