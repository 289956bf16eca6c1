// The statement that writes everything: all events of one command or none, in one round trip that commits by itself.

/** First half of the advisory lock key, so that nobody else's locks meet ours; the second half is the partition. */
export const LOG_LOCK = 7261;

/** An appending transaction that lasts longer is hung, and holds up every reader (DESIGN section 12). */
const APPEND_TIMEOUT = '2s';

/**
 * The shared lock comes before the first position is drawn, because positions are drawn for rows that come out of this
 * scan, and it is held until commit: when the sequencer gets the lock for itself, every position drawn so far is committed
 * or will never be. Only who wraps the statement into a transaction of their own can hold it for long, and the server ends
 * that transaction; a statement that commits by itself began together with its transaction and needs no timer.
 */
const locked = `locked AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${LOG_LOCK}, 0),
         CASE WHEN statement_timestamp() <> transaction_timestamp()
              THEN set_config('transaction_timeout', '${APPEND_TIMEOUT}', true) END
)`;

/**
 * The version before must be there with the hash that the new events continue: the database itself refuses a gap and a
 * fork, by writing nothing.
 */
const continues = `($2::integer = 0 OR EXISTS (
  SELECT FROM events WHERE stream_id = $1 AND version = $2::integer AND hash = $3::bytea
))`;

/** $1 stream, $2 version before, $3 its hash, $4 event id, $5 hash, $6 body. One event passes without arrays: they are costly. */
export const APPEND_ONE = `WITH ${locked}
INSERT INTO events (position, version, partition, stream_id, event_id, hash, body)
SELECT nextval('log_position'), $2::integer + 1, 0, $1::uuid, $4::uuid, $5::bytea, $6::text
FROM locked WHERE ${continues}`;

/** The same with arrays as $4, $5 and $6; positions are drawn in the order of the events. */
export const APPEND_SEVERAL = `WITH ${locked}
INSERT INTO events (position, version, partition, stream_id, event_id, hash, body)
SELECT nextval('log_position'), $2::integer + number, 0, $1::uuid, id, hash, body
FROM locked, unnest($4::uuid[], $5::bytea[], $6::text[]) WITH ORDINALITY AS new (id, hash, body, number)
WHERE ${continues}`;

/**
 * Single events of several commands, six parameters each as in `APPEND_ONE`. One that conflicts, or whose version before is
 * not there, is left out; answers the ids of those that were written.
 */
export function appendTogether(count: number): string {
  const rows = Array.from({ length: count }, (_, row) => {
    const at = (column: number): string => `$${row * 6 + column}`;
    return `(${at(1)}::uuid, ${at(2)}::integer, ${at(3)}::bytea, ${at(4)}::uuid, ${at(5)}::bytea, ${at(6)}::text)`;
  });
  return `WITH ${locked}
INSERT INTO events (position, version, partition, stream_id, event_id, hash, body)
SELECT nextval('log_position'), new.version + 1, 0, new.stream_id, new.event_id, new.hash, new.body
FROM locked, (VALUES ${rows.join(', ')}) AS new (stream_id, version, previous, event_id, hash, body)
WHERE new.version = 0 OR EXISTS (
  SELECT FROM events e WHERE e.stream_id = new.stream_id AND e.version = new.version AND e.hash = new.previous
)
ON CONFLICT DO NOTHING
RETURNING event_id`;
}
