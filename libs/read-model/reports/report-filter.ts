// What every report is asked with: whose sales, which customers, which time, and by what its rows are put together.
import { regionName, type Id, type Instant, type ReportGroup } from '#domain';
import type { EventStore } from '#event-store';
import { within } from '../region';
import { below, staffOf, type Scope } from '../scope';

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

/** Single sales of a file, which is to be worked with; as many as an answer may have without being written in parts. */
export const MAX_FILE_ROWS = 10_000;

/** The months of people who read it, not of UTC. */
const ZONE = 'Asia/Shanghai';

/** Sales of the scope that fit; a report puts its own tables beside `sale`. The period is for the report to apply. */
const salesAsked = `${below},
  sale AS (
    SELECT r.*, c.class, c.name AS customer_name, o.title, s.name AS owner_name,
           CASE WHEN c.region ~ '^[0-9]{6}$' THEN left(c.region, 2) || '0000' ELSE c.region END AS province
    FROM read_model.report_sale r
    LEFT JOIN read_model.customer c ON c.id = r.customer_id
    LEFT JOIN read_model.opportunity o ON o.id = r.id
    LEFT JOIN read_model.staff s ON s.id = r.owner_id
    WHERE ($1::uuid IS NULL OR r.owner_id IN (SELECT id FROM below))
      AND ($2::uuid IS NULL OR r.owner_id = $2)
      AND ($3::text IS NULL OR c.class = $3)
      AND ($4::text IS NULL OR c.region LIKE $4)
      AND ($5::text IS NULL OR r.playbook_key = $5)
  )`;

/** The first five parameters, for `salesAsked`. */
function valuesOf(scope: Scope, { ownerId, customerClass, region, playbookKey }: ReportFilter): unknown[] {
  return [staffOf(scope), ownerId, customerClass, within(region), playbookKey];
}

/** What every row that stands for several sales begins with. */
export type Grouped = {
  /** The id, code or month that its sales have in common; nothing where it is not known. */
  group: string | null;
  /** What people call it: the name of the person or of the province. */
  groupName: string | null;
};

/** The columns of `Grouped`, for a report that is grouped by the first of them; `moment` has the month. */
export function groupColumns(by: ReportGroup, moment: string): string {
  const name = by === 'person' ? 'max(sale.owner_name)' : 'NULL::text';
  return `${groupExpression(by, moment)} AS "group", ${name} AS "groupName"`;
}

type Question = { name: string; scope: Scope; filter: ReportFilter; text: string; more?: unknown[] };

/**
 * Asks a report: `text` goes on after the common table `sale`. Its own parameters (`more`) are numbered from $6, and the
 * beginning and the end of the period are the two after them.
 */
export async function reportRows<Row extends object>(store: EventStore, question: Question): Promise<Row[]> {
  const { name, scope, filter, text, more = [] } = question;
  const { rows } = await store.pool.query<Row>({
    name: `report-${name}-${filter.by}`,
    text: `${salesAsked}${text}`,
    values: [...valuesOf(scope, filter), ...more, filter.from, filter.to],
  });
  return filter.by === 'region' ? rows.map(withProvince) : rows;
}

function withProvince<Row extends object>(row: Row): Row {
  const { group } = row as Partial<Grouped>;
  return group === undefined || group === null ? row : { ...row, groupName: regionName(group) ?? null };
}

function groupExpression(by: ReportGroup, moment: string): string {
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

/** The moment at which a day begins. */
export function beginningOf(day: string): string {
  return `(${day}::timestamp AT TIME ZONE '${ZONE}')`;
}

/** A moment within the period; parameters `$n` and the one after it. */
export function during(moment: string, n: number): string {
  return `($${n}::timestamptz IS NULL OR ${moment} >= $${n}) AND ($${n + 1}::timestamptz IS NULL OR ${moment} < $${n + 1})`;
}
