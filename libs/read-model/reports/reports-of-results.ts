// Reports about what came of sales (S26): objections and what solved them, strategies, the forecast, and why sales ended.
import type { LocalDate } from '#domain';
import type { EventStore } from '#event-store';
import type { Scope } from '../scope';
import {
  beginningOf,
  during,
  groupColumns,
  MAX_REPORT_ROWS,
  reportRows,
  type Grouped,
  type ReportFilter,
} from './report-filter';

export type ObjectionRow = Grouped & {
  /** The four reasons of S21; nothing while the type is not determined. */
  type: string | null;
  measure: string | null;
  raised: number;
  solved: number;
  solvedPercent: number;
  medianDaysToSolve: number | null;
};

/** Objections by kind and by the measure that was chosen; the period is when they were raised. */
export function objections(store: EventStore, scope: Scope, filter: ReportFilter): Promise<ObjectionRow[]> {
  return reportRows<ObjectionRow>(store, {
    name: 'objections',
    scope,
    filter,
    text: `
      SELECT ${groupColumns(filter.by, 'j.raised_at')}, j.type, j.measure, count(*)::int AS raised,
             count(j.solved_at)::int AS solved, round(100.0 * count(j.solved_at) / count(*))::int AS "solvedPercent",
             round((percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM j.solved_at - j.raised_at) / 86400))::numeric, 1)::float8
               AS "medianDaysToSolve"
      FROM read_model.report_objection j JOIN sale ON sale.id = j.opportunity_id
      WHERE ${during('j.raised_at', 6)}
      GROUP BY 1, 3, 4 ORDER BY 1 NULLS LAST, count(*) DESC, 3 NULLS LAST, 4 NULLS LAST LIMIT ${MAX_REPORT_ROWS}`,
  });
}

export type StrategyRow = Grouped & {
  strategy: string;
  /** Against whom, where the rival is one of the playbook's list. */
  rivalCode: string | null;
  /** Sales in which it was chosen, at first or later. */
  chosen: number;
  /** Of those in which it was the last one against that rival: what became of them. */
  won: number;
  lost: number;
  open: number;
  wonPercent: number | null;
  wonFen: number;
};

/** Strategies and their success: a sale speaks for the strategy that it ended with. The period is when it was chosen. */
export function strategies(store: EventStore, scope: Scope, filter: ReportFilter): Promise<StrategyRow[]> {
  return reportRows<StrategyRow>(store, {
    name: 'strategies',
    scope,
    filter,
    text: `,
      choice AS (
        SELECT t.opportunity_id, t.strategy, t.rival_id, max(t.rival_code) AS rival_code, max(t.chosen_at) AS chosen_at,
               bool_or(t.is_last) AS is_last
        FROM read_model.report_strategy t WHERE ${during('t.chosen_at', 6)} GROUP BY 1, 2, 3
      )
      SELECT ${groupColumns(filter.by, 'choice.chosen_at')}, choice.strategy, choice.rival_code AS "rivalCode",
             count(*)::int AS chosen, (count(*) FILTER (WHERE is_last AND status = 'won'))::int AS won,
             (count(*) FILTER (WHERE is_last AND status = 'lost'))::int AS lost,
             (count(*) FILTER (WHERE is_last AND status IN ('open', 'parked')))::int AS open,
             round(100.0 * count(*) FILTER (WHERE is_last AND status = 'won')
               / nullif(count(*) FILTER (WHERE is_last AND status IN ('won', 'lost')), 0))::int AS "wonPercent",
             coalesce(sum(amount_fen) FILTER (WHERE is_last AND status = 'won'), 0)::float8 AS "wonFen"
      FROM choice JOIN sale ON sale.id = choice.opportunity_id
      GROUP BY 1, 3, 4 ORDER BY 1 NULLS LAST, 3, 4 NULLS LAST LIMIT ${MAX_REPORT_ROWS}`,
  });
}

export type ForecastRow = Grouped & {
  gate: string;
  winPercent: number | null;
  sales: number;
  amountFen: number;
  weightedFen: number;
  /** Of which nobody has said what they would bring. */
  unknown: number;
  /** Expected to be closed before today. */
  overdue: number;
};

/** What open sales are expected to bring, by gate and weighted by it; months and the period are those of the expected close. */
export function forecast(
  store: EventStore,
  scope: Scope,
  filter: ReportFilter,
  today: LocalDate,
): Promise<ForecastRow[]> {
  const closes = beginningOf('close_on');
  return reportRows<ForecastRow>(store, {
    name: 'forecast',
    scope,
    filter,
    text: `
      SELECT ${groupColumns(filter.by, closes)}, gate,
             max(win_percent) AS "winPercent", count(*)::int AS sales, coalesce(sum(amount_fen), 0)::float8 AS "amountFen",
             coalesce(sum(weighted_fen), 0)::float8 AS "weightedFen", (count(*) FILTER (WHERE amount_fen IS NULL))::int AS unknown,
             (count(*) FILTER (WHERE close_on < $6::date))::int AS overdue
      FROM sale
      WHERE status = 'open' AND ${during(closes, 7)}
      GROUP BY 1, 3 ORDER BY 1 NULLS LAST, min(gate_index), 3 LIMIT ${MAX_REPORT_ROWS}`,
    more: [today],
  });
}

export type EndRow = Grouped & {
  outcome: string;
  /** Why it was lost or given up; a won sale has none. */
  reason: string | null;
  rivalCode: string | null;
  /** What its review named as deciding. */
  decidingFactor: string | null;
  sales: number;
  amountFen: number;
};

/** How sales ended: won, lost to whom and why, and what their reviews named; the period is when they ended. */
export function ends(store: EventStore, scope: Scope, filter: ReportFilter): Promise<EndRow[]> {
  return reportRows<EndRow>(store, {
    name: 'ends',
    scope,
    filter,
    text: `
      SELECT ${groupColumns(filter.by, 'ended_at')}, status AS outcome, end_reason AS reason,
             rival_code AS "rivalCode", deciding_factor AS "decidingFactor", count(*)::int AS sales,
             coalesce(sum(amount_fen), 0)::float8 AS "amountFen"
      FROM sale WHERE status IN ('won', 'lost', 'withdrawn') AND ${during('ended_at', 6)}
      GROUP BY 1, 3, 4, 5, 6 ORDER BY 1 NULLS LAST, 3 DESC, count(*) DESC, 4, 5, 6 LIMIT ${MAX_REPORT_ROWS}`,
  });
}
