// Finding things: rows by which they are found, duplicates of a customer, and search over everything with a name.
import type { ClientBase } from 'pg';
import { phoneDigits, type Id, type JsonObject } from '#domain';
import type { EventStore } from '#event-store';
import { nameKey } from './name-key';
import { likePart, searchTerms } from './search-terms';
import { below, merged, staffOf, type Scope } from './scope';

type Writer = Pick<ClientBase, 'query'>;

export const searchKinds = ['customer', 'opportunity', 'contact'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Nobody remembers more of a name. */
export const MAX_SEARCH_LENGTH = 100;
/** A list of suspects is looked through by a person. */
const MAX_DUPLICATES_SHOWN = 50;

/** Why two customers may be one, the surest first. */
export const duplicateGrounds = ['vat-number', 'name', 'phone'] as const;
export type DuplicateGround = (typeof duplicateGrounds)[number];

/** The keys follow the profile that was said last; a batch without one leaves them. */
export async function writeDuplicateKeys(
  client: Writer,
  id: Id,
  mergedInto: Id | undefined,
  named: JsonObject,
): Promise<void> {
  await client.query('UPDATE read_model.customer SET merged_into = $2 WHERE id = $1', [id, mergedInto]);
  const { name, vatNumber, phone } = named;
  if (typeof name !== 'string') return;
  await client.query('UPDATE read_model.customer SET name_key = $2, vat_number = $3, phone_digits = $4 WHERE id = $1', [
    id,
    nameKey(name),
    typeof vatNumber === 'string' ? vatNumber.toUpperCase() : undefined,
    typeof phone === 'string' ? phoneDigits(phone) : undefined,
  ]);
}

/** @param label what it is called; `undefined` leaves the entry as it is */
export async function writeSearchEntry(
  client: Writer,
  kind: SearchKind,
  id: Id,
  customerId: Id,
  label: unknown,
): Promise<void> {
  if (typeof label !== 'string') return;
  await client.query(
    `INSERT INTO read_model.search_entry (id, kind, customer_id, label, terms) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET label = $4, terms = $5`,
    [id, kind, customerId, label, searchTerms(label, kind === 'contact')],
  );
}

export async function dropSearchEntry(client: Writer, id: Id): Promise<void> {
  await client.query('DELETE FROM read_model.search_entry WHERE id = $1', [id]);
}

export type DuplicateRow = {
  id: Id;
  version: number;
  name: string | null;
  accountManagerId: Id | null;
  grounds: DuplicateGround[];
};

/** Others of the scope that may be this customer; those that were merged already are none any more. */
export async function duplicatesOf(store: EventStore, scope: Scope, customerId: Id): Promise<DuplicateRow[]> {
  const { rows } = await store.pool.query<DuplicateRow>({
    name: 'duplicates',
    text: `${below}, own AS (SELECT * FROM read_model.customer WHERE id = $2)
      SELECT c.id, c.version, c.name, c.account_manager_id AS "accountManagerId",
             array_remove(ARRAY[CASE WHEN c.vat_number = own.vat_number THEN 'vat-number' END,
               CASE WHEN c.name_key = own.name_key THEN 'name' END,
               CASE WHEN c.phone_digits = own.phone_digits THEN 'phone' END], NULL) AS grounds
      FROM own JOIN read_model.customer c
        ON c.name_key = own.name_key OR c.vat_number = own.vat_number OR c.phone_digits = own.phone_digits
      WHERE c.id <> own.id AND c.merged_into IS NULL
        AND ($1::uuid IS NULL OR c.account_manager_id IS NULL OR c.account_manager_id IN (SELECT id FROM below))
      ORDER BY (c.vat_number = own.vat_number) IS TRUE DESC, (c.name_key = own.name_key) IS TRUE DESC, c.id LIMIT $3`,
    values: [staffOf(scope), customerId, MAX_DUPLICATES_SHOWN],
  });
  return rows;
}

export type FoundRow = { kind: SearchKind; id: Id; label: string; customerId: Id; customerName: string | null };

/** By part of a name, in the scope; a merged customer is found under the name of who stands for it. */
export async function search(store: EventStore, scope: Scope, query: string, limit: number): Promise<FoundRow[]> {
  const part = likePart(query);
  if (part === '') return [];
  const { rows } = await store.pool.query<FoundRow>({
    name: 'search',
    text: `${below}, ${merged}, named AS (
        SELECT s.*, coalesce(m.survivor_id, c.id) AS survivor_id, c.merged_into IS NOT NULL AS is_merged,
               CASE WHEN m.id IS NULL THEN c.account_manager_id ELSE m.account_manager_id END AS keeper_id, o.owner_id,
               CASE WHEN s.terms LIKE $2 || '%' OR s.terms LIKE E'%\\n' || $2 || '%' THEN 0 ELSE 1 END AS place,
               array_position(ARRAY['customer', 'opportunity', 'contact'], s.kind) AS kind_place
        FROM read_model.search_entry s
        JOIN read_model.customer c ON c.id = s.customer_id
        LEFT JOIN merged m ON m.id = s.customer_id
        LEFT JOIN read_model.opportunity o ON o.id = s.id
        WHERE s.terms LIKE '%' || $2 || '%'
      ), found AS (
        SELECT * FROM named WHERE NOT (kind = 'customer' AND is_merged)
          AND ($1::uuid IS NULL OR CASE WHEN kind = 'opportunity' THEN owner_id IN (SELECT id FROM below)
                 ELSE keeper_id IS NULL OR keeper_id IN (SELECT id FROM below) END)
        ORDER BY place, kind_place, label, id LIMIT $3
      )
      SELECT f.kind, f.id, f.label, f.survivor_id AS "customerId", v.name AS "customerName"
      FROM found f JOIN read_model.customer v ON v.id = f.survivor_id
      ORDER BY f.place, f.kind_place, f.label, f.id`,
    values: [staffOf(scope), part, limit],
  });
  return rows;
}
