// Questions to the read models. Every list is scoped by what the asker may see, and paged by the last id of the page before.
import { inboxRowsOf } from './inbox-rows';
import { below, merged, staffOf, type Scope } from './scope';
import type { EventStore } from '#event-store';
import { likePart } from './search-terms';
import type { Id, Instant, OpportunityState, PlaybookDefinition, StaffRole, Told } from '#domain';

/** A page is read by a person; more is an export. */
export const MAX_PAGE_SIZE = 200;

/** `after` is the id that ended the page before. */
export type Page = { limit: number; after?: Id };

export type SignedInStaff = { id: Id; roles: string[]; name: string | undefined };

/**
 * The member of staff of a sign-in; `undefined` when nobody active has this subject. Where two have it, it stays with the one
 * who had it first: nobody takes over another's sign-in by being registered with it.
 */
export async function staffBySubject(store: EventStore, subject: string): Promise<SignedInStaff | undefined> {
  const { rows } = await store.pool.query<{ id: Id; roles: string[]; name: string | null }>({
    name: 'staff-by-subject',
    text: `SELECT id, roles, name FROM read_model.staff WHERE sign_in_subject = $1 AND active
           ORDER BY registered_at, id LIMIT 1`,
    values: [subject],
  });
  const [found] = rows;
  return found === undefined ? undefined : { id: found.id, roles: found.roles, name: found.name ?? undefined };
}

/** Whether staff `s` has a vote of their own in inbox row `i` of opportunity `o`, as things stand now (law 8). */
const isMember = `'supervisor' = ANY (s.roles) AND s.id <> o.owner_id AND (s.id = ANY (i.approver_ids) OR i.approver_group = ANY (s.groups)
  OR s.id = read_model.superior_at(o.owner_id, i.reporting_step)) AND NOT s.id = ANY (i.gone_ids)`;

export type InboxRow = {
  opportunityId: Id;
  approvalId: Id;
  group: string;
  kind: string;
  round: number;
  contentHash: string;
  quorum: number;
  submittedById: Id;
  askedAt: string;
  dueAt: string | null;
  amountFen: number | null;
  title: string | null;
  /** Set when it is another's decision that the asker may take as a delegate. */
  actingFor: Id | null;
};

/** Where a page of the inbox ended: the deadline, the approval, the group, and whose decision it is. */
export type InboxPlace = readonly [dueAt: Instant | null, approvalId: Id, group: string, staffId: Id];

/**
 * What the asker has to decide, the earliest deadline first and what has none last: asked as one of the approvers, as a member of the group, or as
 * the delegate of one (`principals`, checked again at the moment of the vote). What they submitted or voted on is not there.
 */
export async function inbox(
  store: EventStore,
  staffId: Id,
  principals: readonly Id[],
  { limit, after, opportunityId }: { limit: number; after?: InboxPlace; opportunityId?: Id },
): Promise<InboxRow[]> {
  const { rows } = await store.pool.query<InboxRow>({
    name: 'inbox',
    text: `SELECT i.opportunity_id AS "opportunityId", i.approval_id AS "approvalId", i.group_key AS "group", i.kind, i.round,
             i.content_hash AS "contentHash", i.quorum, i.submitted_by_id AS "submittedById", i.asked_at AS "askedAt",
             i.due_at AS "dueAt", i.amount_fen::float8 AS "amountFen", o.title,
             nullif(s.id, $1) AS "actingFor"
      FROM read_model.inbox i
      JOIN read_model.opportunity o ON o.id = i.opportunity_id
      JOIN read_model.staff s ON s.id = ANY ($2::uuid[]) AND ${isMember}
      WHERE s.active AND NOT $1 = ANY (i.voted_ids || i.submitted_by_id) AND NOT s.id = ANY (i.voted_ids || i.submitted_by_id)
        AND ($4::uuid IS NULL OR i.opportunity_id = $4)
        AND ($6::uuid IS NULL
          OR (coalesce(i.due_at, 'infinity'), i.approval_id, i.group_key, s.id)
             > (coalesce($5::timestamptz, 'infinity'), $6, $7::text, $8::uuid))
      ORDER BY coalesce(i.due_at, 'infinity'), i.approval_id, i.group_key, s.id LIMIT $3`,
    values: [staffId, [staffId, ...principals], limited({ limit }), opportunityId ?? null, ...placeValues(after, 4)],
  });
  return rows;
}

/** For whom a member of staff may decide by delegations in force, also in chains; scopes are looked at when voting. */
export async function principalsOf(store: EventStore, staffId: Id, at: Instant): Promise<Id[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'principals',
    text: `WITH RECURSIVE principal (id) AS (
             SELECT $1::uuid
             UNION
             SELECT d.from_staff_id FROM read_model.delegation d JOIN principal p ON d.to_staff_id = p.id
             WHERE d.starts_at <= $2 AND $2 < d.ends_at
           )
           SELECT id FROM principal WHERE id <> $1`,
    values: [staffId, at],
  });
  return rows.map(({ id }) => id);
}

/**
 * Whose vote an approval waits for in this round: members of its groups who have not voted, and who may decide for them by a
 * delegation in force. Empty when the round is over.
 */
export async function approversAwaited(store: EventStore, approvalId: Id, round: number, at: Instant): Promise<Id[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'approvers-awaited',
    text: `WITH member AS (
             SELECT s.id, i.voted_ids, i.submitted_by_id FROM read_model.inbox i
             JOIN read_model.opportunity o ON o.id = i.opportunity_id
             JOIN read_model.staff s ON ${isMember}
             WHERE i.approval_id = $1 AND i.round = $2 AND s.active AND NOT s.id = ANY (i.voted_ids || i.submitted_by_id)
           )
           SELECT id FROM member
           UNION
           SELECT d.to_staff_id FROM member m JOIN read_model.delegation d ON d.from_staff_id = m.id
           JOIN read_model.staff s ON s.id = d.to_staff_id AND s.active
           WHERE d.starts_at <= $3 AND $3 < d.ends_at AND NOT d.to_staff_id = ANY (m.voted_ids || m.submitted_by_id)
           ORDER BY id`,
    values: [approvalId, round, at],
  });
  return rows.map(({ id }) => id);
}

/**
 * Whose own vote each open approval of this very state waits for, by the approval's id. Asked of the state and not of the rows, so
 * that whoever has just voted reads who comes next.
 */
export async function votersAwaited(
  store: EventStore,
  state: OpportunityState,
  definition: PlaybookDefinition,
): Promise<Map<Id, Id[]>> {
  const asked = inboxRowsOf(state, definition);
  if (asked.length === 0) return new Map();
  const { rows } = await store.pool.query<{ approvalId: Id; staffIds: Id[] }>({
    name: 'voters-awaited',
    text: `SELECT i.approval_id AS "approvalId", array_agg(DISTINCT s.id) AS "staffIds"
           FROM jsonb_populate_recordset(NULL::read_model.inbox, $1) i
           JOIN (SELECT $2::uuid AS owner_id) o ON true
           JOIN read_model.staff s ON ${isMember}
           WHERE s.active AND NOT s.id = ANY (i.voted_ids || i.submitted_by_id) GROUP BY i.approval_id`,
    values: [JSON.stringify(asked), state.ownerId],
  });
  return new Map(rows.map(({ approvalId, staffIds }) => [approvalId, staffIds]));
}

/** Which of these members of staff the open approvals of an opportunity ask now, themselves or as members of a group. */
export async function askedNow(
  store: EventStore,
  opportunityId: Id,
  staffIds: readonly Id[],
): Promise<{ approvalId: Id; staffId: Id }[]> {
  const { rows } = await store.pool.query<{ approvalId: Id; staffId: Id }>({
    name: 'asked-now',
    text: `SELECT i.approval_id AS "approvalId", s.id AS "staffId" FROM read_model.inbox i
           JOIN read_model.opportunity o ON o.id = i.opportunity_id
           JOIN read_model.staff s ON s.id = ANY ($2::uuid[]) AND s.active AND ${isMember}
           WHERE i.opportunity_id = $1`,
    values: [opportunityId, staffIds],
  });
  return rows;
}

/** Active staff with a role. */
export async function staffWithRole(store: EventStore, role: StaffRole): Promise<Id[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'staff-with-role',
    text: 'SELECT id FROM read_model.staff WHERE active AND $1 = ANY (roles) ORDER BY id',
    values: [role],
  });
  return rows.map(({ id }) => id);
}

/** What things are called, as far as they have a name that was not erased. */
export async function namesOf(
  store: EventStore,
  { customerId, opportunityId, contactId }: { customerId?: Id; opportunityId?: Id; contactId?: Id },
): Promise<{ customer?: string; title?: string; contact?: string }> {
  const { rows } = await store.pool.query<{ customer: string | null; title: string | null; contact: string | null }>({
    name: 'names',
    text: `SELECT (SELECT name FROM read_model.customer WHERE id = $1::uuid) AS customer,
                  (SELECT title FROM read_model.opportunity WHERE id = $2::uuid) AS title,
                  (SELECT name FROM read_model.contact WHERE id = $3::uuid) AS contact`,
    values: [customerId, opportunityId, contactId],
  });
  const { customer, title, contact } = rows[0]!;
  return { customer: customer ?? undefined, title: title ?? undefined, contact: contact ?? undefined };
}

export type CustomerRow = {
  id: Id;
  version: number;
  name: string | null;
  class: string | null;
  accountManagerId: Id | null;
  lifeCycle: string;
  /** How many sales to it are under way. */
  openSales: number;
};

export type CustomerFilter = {
  /** Part of the name, as in search. */
  named?: string;
  class?: string;
  lifeCycle?: string;
  accountManagerId?: Id;
  /** Only those that nobody looks after yet. */
  unassigned?: boolean;
};

/** Customers of the scope that were not merged into another, by id. */
export async function customers(
  store: EventStore,
  scope: Scope,
  filter: CustomerFilter,
  page: Page,
): Promise<CustomerRow[]> {
  const { rows } = await store.pool.query<CustomerRow>({
    name: 'customers',
    text: `${below}
      SELECT c.id, c.version, c.name, c.class, c.account_manager_id AS "accountManagerId", c.life_cycle AS "lifeCycle",
             (SELECT count(*)::int FROM read_model.opportunity o
              WHERE o.customer_id IN (SELECT read_model.family_of(c.id)) AND o.status = 'open') AS "openSales"
      FROM read_model.customer c
      WHERE ($1::uuid IS NULL OR c.account_manager_id IS NULL OR c.account_manager_id IN (SELECT id FROM below))
        AND c.merged_into IS NULL AND ($2::uuid IS NULL OR c.id > $2)
        AND ($3::text IS NULL OR EXISTS (SELECT FROM read_model.search_entry s WHERE s.id = c.id AND s.terms LIKE '%' || $3 || '%'))
        AND ($4::text IS NULL OR c.class = $4) AND ($5::text IS NULL OR c.life_cycle = $5)
        AND ($6::uuid IS NULL OR c.account_manager_id = $6) AND (NOT $7::boolean OR c.account_manager_id IS NULL)
      ORDER BY c.id LIMIT $8`,
    values: [
      staffOf(scope),
      page.after,
      filter.named === undefined ? undefined : likePart(filter.named),
      filter.class,
      filter.lifeCycle,
      filter.accountManagerId,
      filter.unassigned === true,
      limited(page),
    ],
  });
  return rows;
}

export type ContactRow = {
  id: Id;
  version: number;
  customerId: Id;
  name: string | null;
  post: string | null;
  erased: boolean;
};

export async function contactsOf(store: EventStore, customerId: Id, page: Page): Promise<ContactRow[]> {
  const { rows } = await store.pool.query<ContactRow>({
    name: 'contacts',
    text: `SELECT id, version, customer_id AS "customerId", name, post, erased FROM read_model.contact
           WHERE customer_id IN (SELECT read_model.family_of($1)) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    values: [customerId, page.after, limited(page)],
  });
  return rows;
}

/** Contacts of all customers that are seen, also of those whose survivor is; erased ones left out. */
export async function contactsOfAll(store: EventStore, scope: Scope, page: Page): Promise<{ id: Id }[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'contacts-of-all',
    text: `${below}, ${merged}
      SELECT c.id FROM read_model.contact c
      JOIN read_model.customer k ON k.id = c.customer_id LEFT JOIN merged m ON m.id = k.id
      WHERE NOT c.erased AND ($1::uuid IS NULL OR k.account_manager_id IS NULL OR k.account_manager_id IN (SELECT id FROM below)
          OR m.id IS NOT NULL AND (m.account_manager_id IS NULL OR m.account_manager_id IN (SELECT id FROM below)))
        AND ($2::uuid IS NULL OR c.id > $2)
      ORDER BY c.id LIMIT $3`,
    values: [staffOf(scope), page.after, limited(page)],
  });
  return rows;
}

export type StaffRow = {
  id: Id;
  version: number;
  name: string | null;
  active: boolean;
  roles: string[];
  groups: string[];
  unit: string | null;
  superiorId: Id | null;
};

/** Everybody: whom to ask, to hand over to and to delegate to is no secret among colleagues. */
export async function staffList(store: EventStore, page: Page): Promise<StaffRow[]> {
  const { rows } = await store.pool.query<StaffRow>({
    name: 'staff-list',
    text: `SELECT id, version, name, active, roles, groups, unit, superior_id AS "superiorId" FROM read_model.staff
           WHERE ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    values: [page.after, limited(page)],
  });
  return rows;
}

/** One thing that falls due or has fallen due and is not done, and the command (`what`) that time brings or staff owe. */
export type DueRow = {
  streamType: string;
  streamId: Id;
  key: string;
  dueAt: string;
  what: string;
  ownerId: Id;
  customerId: Id | null;
  customerName: string | null;
  /** The sale that it is about, also where it comes from its agreement; leads have none yet. */
  opportunityId: Id | null;
  title: string | null;
  /** By which actions and follow-ups are called. */
  playbookKey: string | null;
  /** What is to be approved, where it is a round of an approval. */
  approvalKind: string | null;
  /** What was told already because it is not done; leads are told of nowhere. */
  told: Told | null;
};

/** Where a page of what falls due ended: when, of which stream, and by which key. */
export type DuePlace = readonly [dueAt: Instant, streamId: Id, key: string];

/** What falls due within the scope before `until`, the earliest first. */
export async function due(
  store: EventStore,
  scope: Scope,
  until: Instant,
  { limit, after, streamId }: { limit: number; after?: DuePlace; streamId?: Id },
): Promise<DueRow[]> {
  const { rows } = await store.pool.query<DueRow>({
    name: 'due',
    text: `${below}
      SELECT d.stream_type AS "streamType", d.stream_id AS "streamId", d.key, d.due_at AS "dueAt", d.what, d.told,
             d.owner_id AS "ownerId", c.id AS "customerId", c.name AS "customerName",
             o.id AS "opportunityId", o.title, o.playbook_key AS "playbookKey",
             (SELECT min(i.kind) FROM read_model.inbox i
              WHERE i.opportunity_id = d.stream_id AND d.key = format('approval:%s:%s', i.approval_id, i.round)) AS "approvalKind"
      FROM read_model.due d
      LEFT JOIN read_model.follow_up_plan p ON p.id = d.stream_id
      LEFT JOIN read_model.opportunity o ON o.id = coalesce(p.opportunity_id, d.stream_id)
      LEFT JOIN read_model.customer c ON c.id = coalesce(o.customer_id, p.customer_id, d.stream_id)
      WHERE ($1::uuid IS NULL OR d.owner_id IN (SELECT id FROM below)) AND d.due_at < $2
        AND ($3::timestamptz IS NULL OR (d.due_at, d.stream_id, d.key) > ($3, $4::uuid, $5::text))
        AND ($7::uuid IS NULL OR d.stream_id = $7)
      ORDER BY d.due_at, d.stream_id, d.key LIMIT $6`,
    values: [staffOf(scope), until, ...placeValues(after, 3), limited({ limit }), streamId],
  });
  return rows;
}

export type FollowUpPlanRow = {
  id: Id;
  version: number;
  agreementId: Id;
  opportunityId: Id;
  customerId: Id;
  customerName: string | null;
  ownerId: Id;
  class: string;
  /** By which its follow-ups are called; not there while its sale is set aside. */
  playbookKey: string | null;
  playbookVersion: number | null;
  /** When the service went live; nothing that counts from it falls due before. */
  liveAt: string | null;
  ended: boolean;
  endsAt: string;
  /** Fallen due and neither completed nor overtaken. */
  open: { item: string; occurrence: number; dueAt: string; putOffUntil: string | null; reminded: boolean }[];
};

export type FollowUpPlanFilter = { customerId?: Id; opportunityId?: Id; ended?: boolean };

/** Follow-up plans of the scope with what is due in them, by id. */
export async function followUpPlans(
  store: EventStore,
  scope: Scope,
  filter: FollowUpPlanFilter,
  page: Page,
): Promise<FollowUpPlanRow[]> {
  const { rows } = await store.pool.query<FollowUpPlanRow>({
    name: 'follow-up-plans',
    text: `${below}
      SELECT p.id, p.version, p.agreement_id AS "agreementId", p.opportunity_id AS "opportunityId",
             p.customer_id AS "customerId", c.name AS "customerName", p.owner_id AS "ownerId", p.class, p.ended,
             o.playbook_key AS "playbookKey", o.playbook_version AS "playbookVersion", p.live_at AS "liveAt", p.ends_at AS "endsAt",
             (SELECT coalesce(json_agg(json_build_object('item', f.item, 'occurrence', f.occurrence, 'dueAt', f.due_at,
                'putOffUntil', f.put_off_until, 'reminded', f.reminded) ORDER BY f.due_at, f.item), '[]')
              FROM read_model.follow_up f WHERE f.plan_id = p.id) AS open
      FROM read_model.follow_up_plan p LEFT JOIN read_model.customer c ON c.id = p.customer_id
      LEFT JOIN read_model.opportunity o ON o.id = p.opportunity_id
      WHERE ($1::uuid IS NULL OR p.owner_id IN (SELECT id FROM below))
        AND ($2::uuid IS NULL OR p.customer_id IN (SELECT read_model.family_of($2))) AND ($3::uuid IS NULL OR p.opportunity_id = $3)
        AND ($4::boolean IS NULL OR p.ended = $4) AND ($5::uuid IS NULL OR p.id > $5)
      ORDER BY p.id LIMIT $6`,
    values: [staffOf(scope), filter.customerId, filter.opportunityId, filter.ended, page.after, limited(page)],
  });
  return rows;
}

/** Whether the asker stands above this member of staff in the reporting line, or is that member. */
export async function isInScope(store: EventStore, scope: Scope, staffId: Id): Promise<boolean> {
  if ('all' in scope) return true;
  const { rowCount } = await store.pool.query({
    name: 'in-scope',
    text: `${below} SELECT FROM below WHERE id = $2`,
    values: [scope.staffId, staffId],
  });
  return (rowCount ?? 0) > 0;
}

/** Read your own write: waits until the read models hold a version of a stream; `false` when they do not in time. */
export async function awaitVersion(store: EventStore, id: Id, version: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { rowCount } = await store.pool.query({
      name: 'holds-version',
      text: `SELECT FROM events e JOIN sink_positions s ON s.sink = 'read-models' AND s.partition = e.partition
             WHERE e.stream_id = $1 AND e.version = $2 AND e.position <= s.position`,
      values: [id, version],
    });
    if ((rowCount ?? 0) > 0) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A statement has all its parameters also where a list is read from its beginning. */
export function placeValues(place: readonly unknown[] | undefined, count: number): readonly unknown[] {
  return place ?? Array.from({ length: count });
}

export function limited({ limit }: { limit: number }): number {
  return Math.min(Math.max(1, limit), MAX_PAGE_SIZE);
}
