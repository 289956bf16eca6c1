// Who read what, kept for auditors: written before the answer is given, changed by nobody afterwards.
// Invariant: the address of what was read and ids, never what was sought in words: that may name a person.
import type { Id, Instant } from '#domain';
import type { EventStore } from './event-store';

export type Reading = {
  id: number;
  at: Instant;
  staffId: Id;
  /** The route, with its parameters by name: `/v1/contacts/:id`. */
  what: string;
  /** Whatever the address named by an id. */
  subjectIds: Id[];
};

export async function recordReading(
  store: EventStore,
  { staffId, what, subjectIds }: Pick<Reading, 'staffId' | 'what' | 'subjectIds'>,
): Promise<void> {
  await store.pool.query({
    name: 'record-reading',
    text: 'INSERT INTO readings (staff_id, what, subject_ids) VALUES ($1, $2, $3)',
    values: [staffId, what, subjectIds],
  });
}

/** Instants: from the first, up to and without the last. */
export type ReadingFilter = { staffId?: Id; subjectId?: Id; from?: Instant; to?: Instant };

/** The newest first. @param before the id that ended the page before */
export async function readings(
  store: EventStore,
  { staffId, subjectId, from, to }: ReadingFilter,
  { limit, before }: { limit: number; before?: number },
): Promise<Reading[]> {
  const { rows } = await store.pool.query<Omit<Reading, 'at'> & { at: Date }>({
    name: 'readings',
    text: `SELECT id::float8 AS id, at, staff_id AS "staffId", what, subject_ids AS "subjectIds" FROM readings
      WHERE ($1::uuid IS NULL OR staff_id = $1) AND ($2::uuid IS NULL OR subject_ids @> ARRAY[$2::uuid])
        AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)
        AND ($5::bigint IS NULL OR id < $5)
      ORDER BY id DESC LIMIT $6`,
    values: [staffId, subjectId, from, to, before, limit],
  });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
