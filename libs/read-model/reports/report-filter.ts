// What every report is asked with: whose sales, which customers, which time, and by what its rows are put together.
import type { Id, Instant } from '#domain';
import { below, staffOf, type Scope } from '../queries';

/** `all` is one row for everything; `region` puts together by province. */
export const reportGroups = ['all', 'person', 'class', 'region', 'month', 'playbook'] as const;
export type ReportGroup = (typeof reportGroups)[number];

export type ReportFilter = {
  by: ReportGroup;
  ownerId?: Id;
  customerClass?: string;
  /** A code of the national standard: a province or prefecture means everything in it. */
  region?: string;
  playbookKey?: string;
  /** From this moment on, and before that one; each report says what lies in between. */
  from?: Instant;
  to?: Instant;
};

/** More rows than these are data to work with, not a report to read. */
export const MAX_REPORT_ROWS = 1_000;

/** The months of people who read it, not of UTC. */
const ZONE = 'Asia/Shanghai';

/** Sales of the scope that fit; a report puts its own tables beside `sale`. The period is for the report to apply. */
export const salesAsked = `${below},
  sale AS (
    SELECT r.*, c.class, c.name AS customer_name, o.title,
           CASE WHEN c.region ~ '^[0-9]{6}$' THEN left(c.region, 2) || '0000' ELSE c.region END AS province
    FROM read_model.report_sale r
    LEFT JOIN read_model.customer c ON c.id = r.customer_id
    LEFT JOIN read_model.opportunity o ON o.id = r.id
    WHERE ($1::uuid IS NULL OR r.owner_id IN (SELECT id FROM below))
      AND ($2::uuid IS NULL OR r.owner_id = $2)
      AND ($3::text IS NULL OR c.class = $3)
      AND ($4::text IS NULL OR c.region LIKE $4)
      AND ($5::text IS NULL OR r.playbook_key = $5)
  )`;

/** The first five parameters, for `salesAsked`. */
export function valuesOf(scope: Scope, { ownerId, customerClass, region, playbookKey }: ReportFilter): unknown[] {
  return [staffOf(scope), ownerId, customerClass, within(region), playbookKey];
}

/** The expression that rows are put together by; `moment` is the column that has the month. */
export function groupExpression(by: ReportGroup, moment: string): string {
  switch (by) {
    case 'all':
      return `'all'`;
    case 'person':
      return 'sale.owner_id::text';
    case 'class':
      return 'sale.class';
    case 'region':
      return 'sale.province';
    case 'month':
      return `to_char(${moment} AT TIME ZONE '${ZONE}', 'YYYY-MM')`;
    case 'playbook':
      return 'sale.playbook_key';
  }
}

/** A moment within the period; parameters `$n` and the one after it. */
export function during(moment: string, n: number): string {
  return `($${n}::timestamptz IS NULL OR ${moment} >= $${n}) AND ($${n + 1}::timestamptz IS NULL OR ${moment} < $${n + 1})`;
}

/** 330000 is a province, 330400 a prefecture: everything whose code begins like it. */
function within(region: string | undefined): string | undefined {
  if (region === undefined) return undefined;
  return /^\d{6}$/.test(region) ? `${region.replace(/(00){1,2}$/, '')}%` : region.replace(/[%_\\]/g, '');
}
