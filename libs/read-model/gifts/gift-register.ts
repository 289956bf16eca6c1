// Questions to the register of gifts and invitations: what was asked for and what came of it, and what waits for somebody to agree.
import type { GiftLimitName, GiftStatus, Id, Instant, LocalDate } from '#domain';
import type { EventStore } from '#event-store';
import { limited, placeValues, type Page } from '../queries';
import { below, staffOf, type Scope } from '../scope';

export type GiftRow = {
  id: Id;
  contactId: Id;
  contactName: string | null;
  customerId: Id;
  customerName: string | null;
  opportunityId: Id | null;
  /** Whose kind and occasion it is. */
  playbookKey: string;
  kind: string;
  occasion: string;
  valueFen: number;
  /** When it was given, or is to be. */
  on: LocalDate;
  status: GiftStatus;
  /** Limits above which somebody had to agree. */
  exceeds: GiftLimitName[];
  askedById: Id;
  askedByName: string | null;
  askedAt: string;
  decidedById: Id | null;
  /** Whose decision it was; another than who took it where a delegate did. */
  decidedForId: Id | null;
  decidedAt: string | null;
};

/** Both days belong to the period. */
export type GiftFilter = {
  contactId?: Id;
  customerId?: Id;
  askedById?: Id;
  from?: LocalDate;
  to?: LocalDate;
  status?: GiftStatus;
};

const row = `g.id, g.contact_id AS "contactId", c.name AS "contactName", k.id AS "customerId", k.name AS "customerName",
  g.opportunity_id AS "opportunityId", g.playbook_key AS "playbookKey", g.kind, g.occasion, g.value_fen::float8 AS "valueFen", g.on_date::text AS "on", g.status,
  g.exceeds, g.asked_by_id AS "askedById", a.name AS "askedByName", g.asked_at AS "askedAt",
  g.decided_by_id AS "decidedById", g.decided_for_id AS "decidedForId", g.decided_at AS "decidedAt"`;

/** The customer is the one that stands for the contact's by now. */
const joined = `read_model.gift g
  LEFT JOIN read_model.contact c ON c.id = g.contact_id
  LEFT JOIN read_model.customer k ON k.id = read_model.survivor_of(g.customer_id)
  LEFT JOIN read_model.staff a ON a.id = g.asked_by_id`;

/** What people of the scope asked for, by id. */
export async function giftRegister(
  store: EventStore,
  scope: Scope,
  filter: GiftFilter,
  page: Page,
): Promise<GiftRow[]> {
  const { contactId, customerId, askedById, from, to, status } = filter;
  const { rows } = await store.pool.query<GiftRow>({
    name: 'gift-register',
    text: `${below}
      SELECT ${row} FROM ${joined}
      WHERE ($1::uuid IS NULL OR g.asked_by_id IN (SELECT id FROM below))
        AND ($2::uuid IS NULL OR g.contact_id = $2)
        AND ($3::uuid IS NULL OR g.customer_id IN (SELECT read_model.family_of($3)))
        AND ($4::uuid IS NULL OR g.asked_by_id = $4)
        AND ($5::date IS NULL OR g.on_date >= $5) AND ($6::date IS NULL OR g.on_date <= $6)
        AND ($7::text IS NULL OR g.status = $7) AND ($8::uuid IS NULL OR g.id > $8)
      ORDER BY g.id LIMIT $9`,
    values: [staffOf(scope), contactId, customerId, askedById, from, to, status, page.after, limited(page)],
  });
  return rows;
}

export type GiftToDecide = GiftRow & {
  /** Set when it is another's decision that the asker may take as a delegate. */
  actingFor: Id | null;
};

/** Where a page of what is to be agreed to ended: when it was asked for, which gift, and whose decision it is. */
export type GiftPlace = readonly [askedAt: Instant, id: Id, staffId: Id];

/**
 * What the asker may agree to, the oldest first: of people below them, or below whoever they may decide for (`principals`,
 * checked again at the moment of the decision). What they asked for themselves, or for a customer of their own, is not there.
 */
export async function giftsToDecide(
  store: EventStore,
  staffId: Id,
  principals: readonly Id[],
  { limit, after }: { limit: number; after?: GiftPlace },
): Promise<GiftToDecide[]> {
  const { rows } = await store.pool.query<GiftToDecide>({
    name: 'gifts-to-decide',
    text: `SELECT ${row}, nullif(s.id, $1) AS "actingFor" FROM ${joined}
      JOIN read_model.staff me ON me.id = $1 AND 'supervisor' = ANY (me.roles)
      JOIN read_model.staff s ON s.id = ANY ($2::uuid[]) AND s.active AND 'supervisor' = ANY (s.roles)
        AND s.id IN (SELECT read_model.superior_at(g.asked_by_id, step) FROM generate_series(1, 20) step)
      WHERE g.status = 'asked' AND NOT c.erased
        AND NOT ARRAY[g.asked_by_id, k.account_manager_id] && ARRAY[$1::uuid, s.id]
        AND ($4::timestamptz IS NULL OR (g.asked_at, g.id, s.id) > ($4, $5::uuid, $6::uuid))
      ORDER BY g.asked_at, g.id, s.id LIMIT $3`,
    values: [staffId, [staffId, ...principals], limited({ limit }), ...placeValues(after, 3)],
  });
  return rows;
}

/** Sales of a customer and of all that it is one with by now, as far as they are not over. */
export async function openSalesOf(store: EventStore, customerId: Id): Promise<Id[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'open-sales-of',
    text: `SELECT id FROM read_model.opportunity WHERE status IN ('open', 'parked')
             AND customer_id IN (SELECT read_model.family_of(read_model.survivor_of($1))) ORDER BY id`,
    values: [customerId],
  });
  return rows.map(({ id }) => id);
}
