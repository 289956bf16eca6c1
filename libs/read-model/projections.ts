// Rows from folded streams. A projection is a function of a stream's state, so making a row twice makes the same row.
import type { ClientBase } from 'pg';
import {
  deciders,
  dueThings,
  lifeCycleOf,
  planDueThings,
  type ContactState,
  type CustomerState,
  type FollowUpPlanState,
  type Id,
  type Instant,
  type JsonObject,
  type OpportunityState,
  type PlaybookDefinition,
  type PlaybookState,
  type StaffState,
  type StreamRef,
  type Told,
} from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { inboxRowsOf } from './inbox-rows';
import { dropSearchEntry, writeDuplicateKeys, writeSearchEntry } from './finding';
import { projectLeads } from './leads';
import { projectGifts } from './gifts/gift-tables';
import { passableSince } from './passable-since';
import { projectSaleForReports } from './reports/project-sale';

/** Personal fields that events of the batch brought, the later over the earlier. */
export type Named = JsonObject;

type Writer = Pick<ClientBase, 'query'>;

/** Makes the rows of one stream. Streams without rows (playbooks, calendars) are passed over. */
export async function project(store: EventStore, client: Writer, ref: StreamRef, named: Named): Promise<void> {
  switch (ref.type) {
    case 'staff':
      return projectStaff(store, client, ref, named);
    case 'customer':
      return projectCustomer(store, client, ref, named);
    case 'contact':
      return projectContact(store, client, ref, named);
    case 'opportunity':
      return projectOpportunity(store, client, ref, named);
    case 'follow-up-plan':
      return projectFollowUpPlan(store, client, ref);
    case 'playbook':
    case 'catalogue':
    case 'calendar':
      return;
  }
}

async function projectStaff(store: EventStore, client: Writer, ref: StreamRef, named: Named): Promise<void> {
  const { state, version } = await foldStream<StaffState, never>(store, deciders.staff, ref);
  if (state === undefined) return;
  await client.query(
    `INSERT INTO read_model.staff (id, version, sign_in_subject, active, roles, groups, unit, superior_id, name, registered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (id) DO UPDATE SET version = $2, sign_in_subject = coalesce($3, staff.sign_in_subject), active = $4, roles = $5, groups = $6,
       unit = $7, superior_id = $8, name = coalesce($9, staff.name), registered_at = coalesce($10, staff.registered_at)`,
    [
      ref.id,
      version,
      named['signInSubject'],
      state.active,
      state.roles,
      state.groups,
      state.unit,
      state.superiorId,
      named['name'],
      named['registeredAt'],
    ],
  );
  await client.query('DELETE FROM read_model.delegation WHERE from_staff_id = $1', [ref.id]);
  for (const { id, to, from, until } of state.delegations) {
    await client.query('INSERT INTO read_model.delegation VALUES ($1, $2, $3, $4, $5)', [id, ref.id, to, from, until]);
  }
}

async function projectCustomer(store: EventStore, client: Writer, ref: StreamRef, named: Named): Promise<void> {
  const { state, version } = await foldStream<CustomerState, never>(store, deciders.customer, ref);
  if (state === undefined) return;
  await client.query(
    `INSERT INTO read_model.customer (id, version, class, account_manager_id, name, region, life_cycle)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET version = $2, class = $3, account_manager_id = $4, name = coalesce($5, customer.name),
       region = $6, life_cycle = $7`,
    [ref.id, version, state.class, state.accountManagerId, named['name'], state.region, lifeCycleOf(state)],
  );
  await writeDuplicateKeys(client, ref.id, state.mergedInto, named);
  await writeSearchEntry(client, 'customer', ref.id, ref.id, named['name']);
  await projectLeads(client, state);
}

async function projectContact(store: EventStore, client: Writer, ref: StreamRef, named: Named): Promise<void> {
  const { state, version } = await foldStream<ContactState, never>(store, deciders.contact, ref);
  if (state === undefined) return;
  // Erased is erased, also when the events of a batch still brought a name that could be read a moment ago.
  await client.query(
    `INSERT INTO read_model.contact (id, version, customer_id, erased, name, post)
     VALUES ($1, $2, $3, $4, CASE WHEN NOT $4 THEN $5 END, CASE WHEN NOT $4 THEN $6 END)
     ON CONFLICT (id) DO UPDATE SET version = $2, erased = $4,
       name = CASE WHEN NOT $4 THEN coalesce($5, contact.name) END,
       post = CASE WHEN NOT $4 THEN CASE WHEN $5::text IS NULL THEN contact.post ELSE $6 END END`,
    [ref.id, version, state.customerId, state.erased, named['name'], named['post']],
  );
  if (state.erased) await dropSearchEntry(client, ref.id);
  else await writeSearchEntry(client, 'contact', ref.id, state.customerId, named['name']);
  await projectGifts(client, state);
}

async function projectOpportunity(store: EventStore, client: Writer, ref: StreamRef, named: Named): Promise<void> {
  const { state, version } = await foldStream<OpportunityState, never>(store, deciders.opportunity, ref);
  if (state === undefined) return;
  const definition = await definitionOf(store, state);
  const since = await passableSince(store, state, definition);
  const owed = dueThings(state, definition);
  const { customerId, ownerId, playbook, status, gate, offer } = state;
  await client.query(
    `INSERT INTO read_model.opportunity (id, version, customer_id, owner_id, playbook_key, playbook_version, status, gate,
       gate_since, passable, offer_amount_fen, next_due_at, title, passable_since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (id) DO UPDATE SET version = $2, owner_id = $4, playbook_version = $6, status = $7, gate = $8,
       gate_since = $9, passable = $10, offer_amount_fen = $11, next_due_at = $12, title = coalesce($13, opportunity.title),
       passable_since = $14`,
    [
      ref.id,
      version,
      customerId,
      ownerId,
      playbook.key,
      playbook.version,
      status,
      gate.key,
      gate.since.at,
      since !== undefined,
      offer?.totals.amountFen,
      owed[0]?.dueAt,
      named['title'],
      since,
    ],
  );
  await writeSearchEntry(client, 'opportunity', ref.id, customerId, named['title']);
  await projectInbox(client, state, definition);
  await projectSaleForReports(client, state, definition);
  await projectDue(client, ref, ownerId, owed);
}

async function projectFollowUpPlan(store: EventStore, client: Writer, ref: StreamRef): Promise<void> {
  const { state, version } = await foldStream<FollowUpPlanState, never>(store, deciders['follow-up-plan'], ref);
  if (state === undefined) return;
  const { agreementId, opportunityId, customerId, ownerId, starts, ended } = state;
  await client.query(
    `INSERT INTO read_model.follow_up_plan (id, version, agreement_id, opportunity_id, customer_id, owner_id, class, ended,
       signed_at, live_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET version = $2, owner_id = $6, ended = $8, live_at = $10`,
    [
      ref.id,
      version,
      agreementId,
      opportunityId,
      customerId,
      ownerId,
      state.class,
      ended,
      starts.signed.at,
      starts.live?.at,
      starts.end.at,
    ],
  );
  await client.query('DELETE FROM read_model.follow_up WHERE plan_id = $1', [ref.id]);
  for (const { item, occurrence, dueAt, putOffUntil, reminded, escalated } of state.open.values()) {
    await client.query('INSERT INTO read_model.follow_up VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      ref.id,
      item,
      occurrence,
      dueAt,
      putOffUntil,
      reminded,
      escalated,
    ]);
  }
  // From the first moment of the plan: the next occurrence of every item, not the newest that a clock would leave over.
  const owed = planDueThings(state, await definitionOf(store, state), starts.signed.at);
  await projectDue(client, ref, ownerId, owed);
}

/** The due-time index: for lists and calendars; it fires nothing. */
async function projectDue(
  client: Writer,
  { type, id }: StreamRef,
  ownerId: Id,
  owed: readonly { key: string; dueAt: Instant; what: string; told?: Told }[],
): Promise<void> {
  await client.query('DELETE FROM read_model.due WHERE stream_id = $1', [id]);
  await client.query(
    `INSERT INTO read_model.due (stream_id, stream_type, owner_id, key, due_at, what, told)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::timestamptz[], $6::text[], $7::text[])`,
    [
      id,
      type,
      ownerId,
      owed.map(({ key }) => key),
      owed.map(({ dueAt }) => dueAt),
      owed.map(({ what }) => what),
      owed.map(({ told }) => told),
    ],
  );
}

async function projectInbox(client: Writer, state: OpportunityState, definition: PlaybookDefinition): Promise<void> {
  await client.query('DELETE FROM read_model.inbox WHERE opportunity_id = $1', [state.id]);
  await client.query(
    'INSERT INTO read_model.inbox SELECT * FROM jsonb_populate_recordset(NULL::read_model.inbox, $1)',
    [JSON.stringify(inboxRowsOf(state, definition))],
  );
}

/** The playbook version that a sale or a plan began with. */
export async function definitionOf(
  store: EventStore,
  { id, playbook: { streamId, version } }: { id: Id; playbook: { streamId: Id; version: number } },
): Promise<PlaybookDefinition> {
  const playbook = await foldStream<PlaybookState, never>(store, deciders.playbook, { type: 'playbook', id: streamId });
  const published = playbook.state?.versions.get(version);
  if (published === undefined) throw new Error(`${id}: its playbook version ${version} is not published`);
  return published.definition;
}
