// Whose things a question is about: what the asker may see.
import type { Id } from '#domain';

/** Whose things may be seen: all (auditors, administrators), or one's own and those of everybody below in the line. */
export type Scope = { all: true } | { staffId: Id };

/** The asker and everybody below; a line deeper than this is a circle. */
export const below = `WITH RECURSIVE below (id, depth) AS (
  SELECT $1::uuid, 0
  UNION
  SELECT s.id, depth + 1 FROM read_model.staff s JOIN below b ON s.superior_id = b.id WHERE depth < 20
)`;

/** Customers that were merged, with who stands for each of them and who keeps that one: looked up once, not for every row. */
export const merged = `merged AS MATERIALIZED (
  SELECT m.id, v.id AS survivor_id, v.account_manager_id
  FROM read_model.customer m JOIN read_model.customer v ON v.id = read_model.survivor_of(m.id)
  WHERE m.merged_into IS NOT NULL
)`;

export function staffOf(scope: Scope): Id | undefined {
  return 'all' in scope ? undefined : scope.staffId;
}
