// The board: opportunities as cards by gate, and what each gate holds in all. The same filter stands behind both.
import type { Id, LocalDate } from '#domain';
import type { EventStore } from '#event-store';
import { limited, type Page } from './queries';
import { within } from './region';
import { below, staffOf, type Scope } from './scope';
import { likePart } from './search-terms';

export type BoardRow = {
  id: Id;
  version: number;
  customerId: Id;
  customerName: string | null;
  ownerId: Id;
  playbookKey: string;
  status: string;
  gate: string;
  gateSince: string;
  /** Until when it should have left the gate. */
  gateDueAt: string | null;
  passable: boolean;
  /** Since when it is, without a break. */
  passableSince: string | null;
  offerAmountFen: number | null;
  /** What it is expected to bring, also as weighted by its gate, and when. */
  expectedFen: number | null;
  weightedFen: number | null;
  closeOn: LocalDate | null;
  nextDueAt: string | null;
  title: string | null;
  /** When the last thing happened to it. */
  changedAt: string | null;
};

export type BoardFilter = {
  status?: string;
  gate?: string;
  ownerId?: Id;
  customerId?: Id;
  playbookKey?: string;
  customerClass?: string;
  /** A province or prefecture means everything in it. */
  region?: string;
  /** Part of the name of the sale or of its customer, as in search. */
  named?: string;
  /** Whether its gate is open. */
  passable?: boolean;
};

/** Opportunities `o` with their customer `c` and figures `r` that fit and may be seen; parameters $1 to $10. */
const fitting = `FROM read_model.opportunity o
  LEFT JOIN read_model.report_sale r ON r.id = o.id
  LEFT JOIN read_model.customer c ON c.id = o.customer_id
  WHERE ($1::uuid IS NULL OR o.owner_id IN (SELECT id FROM below))
    AND ($2::text IS NULL OR o.status = $2) AND ($3::text IS NULL OR o.gate = $3)
    AND ($4::uuid IS NULL OR o.owner_id = $4) AND ($5::uuid IS NULL OR o.customer_id IN (SELECT read_model.family_of($5)))
    AND ($6::text IS NULL OR o.playbook_key = $6) AND ($7::text IS NULL OR c.class = $7)
    AND ($8::text IS NULL OR c.region LIKE $8)
    AND ($9::text IS NULL OR EXISTS (SELECT FROM read_model.search_entry s
      WHERE s.id IN (o.id, o.customer_id) AND s.terms LIKE '%' || $9 || '%'))
    AND ($10::boolean IS NULL OR o.passable = $10)`;

function valuesOf(scope: Scope, filter: BoardFilter): unknown[] {
  const { status, gate, ownerId, customerId, playbookKey, customerClass, region, named, passable } = filter;
  const part = named === undefined ? undefined : likePart(named);
  return [
    staffOf(scope),
    status,
    gate,
    ownerId,
    customerId,
    playbookKey,
    customerClass,
    within(region),
    part,
    passable,
  ];
}

/** Opportunities of the scope, by id. */
export async function board(store: EventStore, scope: Scope, filter: BoardFilter, page: Page): Promise<BoardRow[]> {
  const { rows } = await store.pool.query<BoardRow>({
    name: 'board',
    text: `${below}
      SELECT o.id, o.version, o.customer_id AS "customerId", c.name AS "customerName", o.owner_id AS "ownerId",
             o.playbook_key AS "playbookKey", o.status, o.gate, o.gate_since AS "gateSince", o.passable,
             o.passable_since AS "passableSince", o.offer_amount_fen::float8 AS "offerAmountFen", r.gate_due_at AS "gateDueAt", r.amount_fen::float8 AS "expectedFen",
             r.weighted_fen::float8 AS "weightedFen", r.close_on::text AS "closeOn", o.next_due_at AS "nextDueAt", o.title,
             (SELECT j.at FROM read_model.journal j WHERE j.stream_id = o.id ORDER BY j.position DESC LIMIT 1) AS "changedAt"
      ${fitting} AND ($11::uuid IS NULL OR o.id > $11)
      ORDER BY o.id LIMIT $12`,
    values: [...valuesOf(scope, filter), page.after, limited(page)],
  });
  return rows;
}

/** What one gate of one playbook holds. Amounts: of the offer, else what is expected; sales without either count as nothing. */
export type BoardColumn = {
  playbookKey: string;
  gate: string;
  count: number;
  passable: number;
  late: number;
  amountFen: number;
  weightedFen: number;
};

export async function boardColumns(store: EventStore, scope: Scope, filter: BoardFilter): Promise<BoardColumn[]> {
  const { rows } = await store.pool.query<BoardColumn>({
    name: 'board-columns',
    text: `${below}
      SELECT o.playbook_key AS "playbookKey", o.gate, count(*)::int AS count,
             (count(*) FILTER (WHERE o.passable))::int AS passable,
             (count(*) FILTER (WHERE r.gate_due_at < now()))::int AS late,
             coalesce(sum(coalesce(o.offer_amount_fen, r.amount_fen)), 0)::float8 AS "amountFen",
             coalesce(sum(r.weighted_fen), 0)::float8 AS "weightedFen"
      ${fitting}
      GROUP BY o.playbook_key, o.gate, r.gate_index ORDER BY o.playbook_key, r.gate_index`,
    values: valuesOf(scope, filter),
  });
  return rows;
}
