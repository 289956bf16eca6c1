// The statements that write everything: all events of one command or none, in one round trip that commits by itself.
// Invariant: an ordinary race raises no error in the server; who was not written folds again and sees why.

/** First half of the advisory lock key, so that nobody else's locks meet ours; the second half is the partition. */
export const LOG_LOCK = 7261;

/** An appending transaction that lasts longer is hung, and holds up every reader (DESIGN section 12). */
const APPEND_TIMEOUT = '2s';

/**
 * Armed once per transaction, or a client that appends every second could hold on for ever. A longer timeout that is
 * running already is only replaced after it was switched off; the inner call gives that its order.
 */
const timeout = `CASE current_setting('transaction_timeout')
    WHEN '${APPEND_TIMEOUT}' THEN NULL
    WHEN '0' THEN set_config('transaction_timeout', '${APPEND_TIMEOUT}', true)
    ELSE set_config('transaction_timeout', left(set_config('transaction_timeout', '0', true), 0) || '${APPEND_TIMEOUT}', true)
  END`;

/**
 * The shared lock comes before the first position is drawn, because positions are drawn for rows that come out of this
 * scan, and it is held until commit: when the sequencer gets the lock for itself, every position drawn so far is committed
 * or will never be. Who wraps the statement into a transaction of their own and then hangs is ended by the server.
 */
const locked = `locked AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(${LOG_LOCK}, 0), ${timeout})`;

const columns = 'events (position, version, partition, stream_id, event_id, hash, body)';

/**
 * The version before must be there with the hash that the new events continue: the database itself refuses a gap and a
 * fork, by writing nothing. (As a comparison, which is an index look-up; `EXISTS` may be planned as a scan of the log.)
 */
function continues(stream: string, version: string, previous: string): string {
  return `(${version} = 0 OR ${previous} = (SELECT e.hash FROM events e WHERE e.stream_id = ${stream} AND e.version = ${version}))`;
}

/** $1 stream, $2 version before, $3 its hash, $4 event id, $5 hash, $6 body. One event passes without arrays: they are costly. */
export const APPEND_ONE = `WITH ${locked}
INSERT INTO ${columns}
SELECT nextval('log_position'), $2::integer + 1, 0, $1::uuid, $4::uuid, $5::bytea, $6::text
FROM locked WHERE ${continues('$1::uuid', '$2::integer', '$3::bytea')}
ON CONFLICT DO NOTHING`;

/**
 * The same with arrays of two and more as $4, $5 and $6; it counts the events after the first. With the first written
 * nobody else can have the versions after it, so they conflict with nothing; a known event id among them undoes them all.
 */
export const APPEND_SEVERAL = `WITH ${locked}, first AS (
  INSERT INTO ${columns}
  SELECT nextval('log_position'), $2::integer + 1, 0, $1::uuid, ($4::uuid[])[1], ($5::bytea[])[1], ($6::text[])[1]
  FROM locked WHERE ${continues('$1::uuid', '$2::integer', '$3::bytea')}
  ON CONFLICT DO NOTHING
  RETURNING version
)
INSERT INTO ${columns}
SELECT nextval('log_position'), first.version + number, 0, $1::uuid, id, hash, body
FROM first, unnest(($4::uuid[])[2:], ($5::bytea[])[2:], ($6::text[])[2:]) WITH ORDINALITY AS later (id, hash, body, number)
ORDER BY number`;

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
INSERT INTO ${columns}
SELECT nextval('log_position'), new.version + 1, 0, new.stream_id, new.event_id, new.hash, new.body
FROM locked, (VALUES ${rows.join(', ')}) AS new (stream_id, version, previous, event_id, hash, body)
WHERE ${continues('new.stream_id', 'new.version', 'new.previous')}
ON CONFLICT DO NOTHING
RETURNING event_id`;
}
