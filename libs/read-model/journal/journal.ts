// Looking for something in the log: by what happened, to what, by whom and when; the newest first.
import type { Caller, Id, Instant, StreamType } from '#domain';
import type { EventStore } from '#event-store';
import { limited } from '../queries';

/** Instants: from the first, up to and without the last. */
export type JournalFilter = {
  type?: string;
  streamType?: StreamType;
  streamId?: Id;
  byStaffId?: Id;
  from?: Instant;
  to?: Instant;
};

export type JournalRow = {
  position: number;
  at: string;
  type: string;
  streamType: StreamType;
  streamId: Id;
  version: number;
  /** What the thing is called; nothing where its people were erased, or where it has no name. */
  name: string | null;
  /** What the sale, or the plan that follows it, goes by. */
  playbook: { key: string; version: number } | null;
  eventId: Id;
  by: Caller;
  /** The stored bytes of the event; the rest is told without them. */
  body: string;
};

const by = `CASE WHEN j.by_staff_id IS NOT NULL THEN jsonb_build_object('kind', 'staff', 'id', j.by_staff_id)
               ELSE jsonb_build_object('kind', 'process', 'name', j.by_process) END AS by`;

/** What a stream is called, wherever the journal says `j`. */
const called = {
  name: 'coalesce(o.title, c.name, p.name, s.name, fc.name)',
  joins: `LEFT JOIN read_model.opportunity o ON o.id = j.stream_id
      LEFT JOIN read_model.customer c ON c.id = j.stream_id
      LEFT JOIN read_model.contact p ON p.id = j.stream_id
      LEFT JOIN read_model.staff s ON s.id = j.stream_id
      LEFT JOIN read_model.follow_up_plan f ON f.id = j.stream_id LEFT JOIN read_model.customer fc ON fc.id = f.customer_id`,
} as const;

/** @param before the position that ended the page before */
export async function journal(
  store: EventStore,
  filter: JournalFilter,
  page: { limit: number; before?: number },
): Promise<JournalRow[]> {
  const { rows } = await store.pool.query<JournalRow>({
    name: 'journal',
    text: `SELECT j.position::float8 AS position, j.at, j.type, j.stream_type AS "streamType", j.stream_id AS "streamId", j.version,
             ${called.name} AS name, e.event_id AS "eventId", e.body, ${by},
             CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('key', g.playbook_key, 'version', g.playbook_version) END AS playbook
      FROM read_model.journal j
      JOIN events e ON e.stream_id = j.stream_id AND e.version = j.version
      ${called.joins}
      LEFT JOIN read_model.opportunity g ON g.id = coalesce(o.id, f.opportunity_id)
      WHERE ($1::text IS NULL OR j.type = $1) AND ($2::text IS NULL OR j.stream_type = $2)
        AND ($3::uuid IS NULL OR j.stream_id = $3) AND ($4::uuid IS NULL OR j.by_staff_id = $4)
        AND ($5::timestamptz IS NULL OR j.at >= $5) AND ($6::timestamptz IS NULL OR j.at < $6)
        AND ($7::bigint IS NULL OR j.position < $7)
      ORDER BY j.position DESC LIMIT $8`,
    values: [
      filter.type,
      filter.streamType,
      filter.streamId,
      filter.byStaffId,
      filter.from,
      filter.to,
      page.before,
      limited(page),
    ],
  });
  return rows;
}

export type Journaled = Pick<JournalRow, 'position' | 'at' | 'type' | 'version' | 'eventId' | 'by'>;

/** What is known of some events of a stream without their stored bytes, by version. */
export async function journaled(
  store: EventStore,
  streamId: Id,
  versions: readonly number[],
): Promise<Map<number, Journaled>> {
  const { rows } = await store.pool.query<Journaled>({
    name: 'journaled',
    text: `SELECT j.position::float8 AS position, j.at, j.type, j.version, e.event_id AS "eventId", ${by}
      FROM read_model.journal j JOIN events e ON e.stream_id = j.stream_id AND e.version = j.version
      WHERE j.stream_id = $1 AND j.version = ANY ($2::integer[])`,
    values: [streamId, versions],
  });
  return new Map(rows.map((row) => [row.version, row]));
}

export type NamedStream = Pick<JournalRow, 'streamType' | 'streamId' | 'name'>;

/** Which streams these ids are, and what they are called; an id of anything else is left out. */
export async function namedStreams(store: EventStore, ids: readonly Id[]): Promise<Map<Id, NamedStream>> {
  const { rows } = await store.pool.query<NamedStream>({
    name: 'named-streams',
    text: `SELECT j.stream_type AS "streamType", j.stream_id AS "streamId", ${called.name} AS name
      FROM read_model.journal j
      ${called.joins}
      WHERE j.version = 1 AND j.stream_id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.streamId, row]));
}

/** All streams of a kind of which there are few. */
export async function streamsOf(store: EventStore, type: StreamType): Promise<Id[]> {
  const { rows } = await store.pool.query<{ id: Id }>({
    name: 'streams-of',
    text: 'SELECT stream_id AS id FROM read_model.journal WHERE stream_type = $1 AND version = 1 ORDER BY stream_id',
    values: [type],
  });
  return rows.map(({ id }) => id);
}
