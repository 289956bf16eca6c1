// Reports about the way of sales (S26): where they stand still, how long a level takes, where they fall out of the funnel.
import type { Id, Instant } from '#domain';
import type { EventStore } from '#event-store';
import { placeValues } from '../queries';
import type { Scope } from '../scope';
import { during, groupColumns, MAX_REPORT_ROWS, reportRows, type Grouped, type ReportFilter } from './report-filter';

export type StandingStillRow = {
  id: Id;
  title: string | null;
  customerName: string | null;
  ownerId: Id;
  ownerName: string | null;
  customerClass: string | null;
  gate: string;
  level: string | null;
  since: string;
  daysAtGate: number;
  dueAt: string | null;
  /** Negative while there is time left. */
  daysLate: number | null;
  /** It could go on: nothing is missing but its owner. */
  passable: boolean;
  amountFen: number | null;
};

const days = (from: string, to: string): string =>
  `round((extract(epoch FROM ${to} - ${from}) / 86400)::numeric, 1)::float8`;

/** Where a page of what stands still ended: until when it should have left, since when it stands there, and which sale. */
export type StandingStillPlace = readonly [dueAt: Instant | null, since: Instant, id: Id];

/**
 * Open sales, the latest first and what has no deadline last: at which gate, for how many days, and until when they should have left
 * it. The period is when they came to the gate.
 */
export function standingStill(
  store: EventStore,
  scope: Scope,
  filter: ReportFilter,
  now: Instant,
  { limit, after, late }: { limit: number; after?: StandingStillPlace; late?: boolean },
): Promise<StandingStillRow[]> {
  return reportRows<StandingStillRow>(store, {
    name: 'standing-still',
    scope,
    filter,
    text: `
      SELECT id, title, customer_name AS "customerName", owner_id AS "ownerId", owner_name AS "ownerName",
             class AS "customerClass", gate, level, gate_since AS since, ${days('gate_since', '$6::timestamptz')} AS "daysAtGate", gate_due_at AS "dueAt",
             ${days('gate_due_at', '$6::timestamptz')} AS "daysLate", passable, amount_fen::float8 AS "amountFen"
      FROM sale WHERE status = 'open' AND ${during('gate_since', 12)}
        AND ($8::boolean IS NULL OR coalesce(gate_due_at < $6, false) = $8)
        AND ($11::uuid IS NULL OR (coalesce(gate_due_at, 'infinity'), gate_since, id)
             > (coalesce($9::timestamptz, 'infinity'), $10::timestamptz, $11))
      ORDER BY coalesce(gate_due_at, 'infinity'), gate_since, id LIMIT $7`,
    more: [now, limit, late, ...placeValues(after, 3)],
  });
}

export type StandstillRow = Grouped & {
  gate: string;
  sales: number;
  late: number;
  passable: number;
  medianDays: number;
  longestDays: number;
  amountFen: number;
};

/** The same by gate: how many stand there, how many of them too long. */
export function standstill(
  store: EventStore,
  scope: Scope,
  filter: ReportFilter,
  now: Instant,
): Promise<StandstillRow[]> {
  const stood = days('gate_since', '$6::timestamptz');
  return reportRows<StandstillRow>(store, {
    name: 'standstill',
    scope,
    filter,
    text: `
      SELECT ${groupColumns(filter.by, 'gate_since')}, gate, count(*)::int AS sales,
             (count(*) FILTER (WHERE gate_due_at < $6))::int AS late, (count(*) FILTER (WHERE passable))::int AS passable,
             round((percentile_cont(0.5) WITHIN GROUP (ORDER BY ${stood}))::numeric, 1)::float8 AS "medianDays",
             max(${stood}) AS "longestDays",
             coalesce(sum(amount_fen), 0)::float8 AS "amountFen"
      FROM sale WHERE status = 'open' AND ${during('gate_since', 7)}
      GROUP BY 1, 3 ORDER BY 1 NULLS LAST, min(gate_index), 3 LIMIT ${MAX_REPORT_ROWS}`,
    more: [now],
  });
}

export type LevelTimeRow = Grouped & {
  gate: string;
  level: string | null;
  sales: number;
  medianDays: number;
  p90Days: number;
  /** Of them, those that came back to the gate at least once. */
  returned: number;
};

/** How long sales stood at a gate in all that they have left, parking not counted; the period is when they last left it. */
export function timePerLevel(store: EventStore, scope: Scope, filter: ReportFilter): Promise<LevelTimeRow[]> {
  return reportRows<LevelTimeRow>(store, {
    name: 'time-per-level',
    scope,
    filter,
    text: `,
      stay AS (
        SELECT v.opportunity_id, v.gate, v.level, min(v.gate_index) AS gate_index, max(v.left_at) AS left_at, count(*) AS visits,
               sum(extract(epoch FROM v.left_at - v.entered_at) - v.parked_ms / 1000.0) / 86400 AS days
        FROM read_model.report_visit v JOIN sale ON sale.id = v.opportunity_id
        GROUP BY 1, 2, 3 HAVING bool_and(v.left_at IS NOT NULL)
      )
      SELECT ${groupColumns(filter.by, 'stay.left_at')}, stay.gate, stay.level, count(*)::int AS sales,
             round((percentile_cont(0.5) WITHIN GROUP (ORDER BY stay.days))::numeric, 1)::float8 AS "medianDays",
             round((percentile_cont(0.9) WITHIN GROUP (ORDER BY stay.days))::numeric, 1)::float8 AS "p90Days",
             (count(*) FILTER (WHERE stay.visits > 1))::int AS returned
      FROM stay JOIN sale ON sale.id = stay.opportunity_id
      WHERE ${during('stay.left_at', 6)}
      GROUP BY 1, 3, 4 ORDER BY 1 NULLS LAST, min(stay.gate_index), 3 LIMIT ${MAX_REPORT_ROWS}`,
  });
}

export type FunnelRow = Grouped & {
  gate: string;
  reached: number;
  passed: number;
  /** Ended while they stood there. */
  lost: number;
  withdrawn: number;
  /** Stand there now, parked ones included. */
  standing: number;
  passedPercent: number;
};

/** Of the sales opened in the period: how many reached each gate, and what became of them there. */
export function funnel(store: EventStore, scope: Scope, filter: ReportFilter): Promise<FunnelRow[]> {
  return reportRows<FunnelRow>(store, {
    name: 'funnel',
    scope,
    filter,
    text: `,
      reach AS (
        SELECT v.opportunity_id, v.gate, min(v.gate_index) AS gate_index,
               (array_agg(v.how ORDER BY v.seq DESC))[1] IN ('passed', 'overridden') AS passed
        FROM read_model.report_visit v JOIN sale ON sale.id = v.opportunity_id
        WHERE ${during('sale.opened_at', 6)}
        GROUP BY 1, 2
      )
      SELECT ${groupColumns(filter.by, 'sale.opened_at')}, reach.gate, count(*)::int AS reached,
             (count(*) FILTER (WHERE reach.passed))::int AS passed,
             (count(*) FILTER (WHERE sale.status = 'lost' AND sale.gate = reach.gate))::int AS lost,
             (count(*) FILTER (WHERE sale.status = 'withdrawn' AND sale.gate = reach.gate))::int AS withdrawn,
             (count(*) FILTER (WHERE sale.status IN ('open', 'parked') AND sale.gate = reach.gate))::int AS standing,
             round(100.0 * count(*) FILTER (WHERE reach.passed) / count(*))::int AS "passedPercent"
      FROM reach JOIN sale ON sale.id = reach.opportunity_id
      GROUP BY 1, 3 ORDER BY 1 NULLS LAST, min(reach.gate_index), 3 LIMIT ${MAX_REPORT_ROWS}`,
  });
}
