// The log: events, the safe position up to which they may be read, leases, and how far every sink has come.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LogTables1764000000000 implements MigrationInterface {
  readonly name = 'LogTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('events are never deleted: the log has no way back'));
  }
}

/** First half of the advisory lock key, so that nobody else's locks meet ours; the second half is the partition. */
export const LOG_LOCK = 7261;

/** An appending transaction that lasts longer is hung, and holds up every reader (DESIGN section 12). */
const APPEND_TIMEOUT = '2s';

/** Appenders queue behind a waiting barrier, so it gives up early and comes back. */
const BARRIER_LOCK_TIMEOUT = '100ms';

const statements = [
  `CREATE SEQUENCE log_position AS bigint`,
  `CREATE TABLE events (
     position  bigint   NOT NULL,
     version   integer  NOT NULL CHECK (version > 0),
     partition smallint NOT NULL,
     stream_id uuid     NOT NULL,
     event_id  uuid     NOT NULL,
     hash      bytea    NOT NULL,
     body      text     NOT NULL,
     CONSTRAINT events_position PRIMARY KEY (position, partition),
     CONSTRAINT events_stream_version UNIQUE (stream_id, version),
     CONSTRAINT events_event_id UNIQUE (event_id)
   )`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'events are never changed or deleted' USING ERRCODE = 'restrict_violation';
   END $$`,
  `CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON events
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,

  // The shared lock comes before the first position is drawn and is held until commit: when the sequencer gets the lock
  // for itself, every position drawn so far is committed or will never be. Only who wraps an append into a transaction of
  // their own can hold it for long; a statement that commits by itself began with its transaction and needs no timer.
  //
  // The version before must be there with the hash that the new events continue: the database itself refuses a gap and a
  // fork. One event is the common case and passes without arrays, which are costly to write and to read.
  `CREATE FUNCTION append_event(
     p_partition smallint, p_stream uuid, p_expected integer, p_previous bytea, p_id uuid, p_hash bytea, p_body text
   ) RETURNS bigint LANGUAGE plpgsql AS $$
   DECLARE
     drawn bigint;
   BEGIN
     IF statement_timestamp() <> transaction_timestamp() THEN
       PERFORM set_config('transaction_timeout', '${APPEND_TIMEOUT}', true);
     END IF;
     PERFORM pg_advisory_xact_lock_shared(${LOG_LOCK}, p_partition);
     IF p_expected > 0 AND NOT EXISTS (
       SELECT FROM events WHERE stream_id = p_stream AND version = p_expected AND hash = p_previous
     ) THEN
       RETURN -1;
     END IF;
     drawn := nextval('log_position');
     INSERT INTO events (position, version, partition, stream_id, event_id, hash, body)
     VALUES (drawn, p_expected + 1, p_partition, p_stream, p_id, p_hash, p_body);
     RETURN drawn;
   END $$`,
  `CREATE FUNCTION append_events(
     p_partition smallint, p_stream uuid, p_expected integer, p_previous bytea,
     p_ids uuid[], p_hashes bytea[], p_bodies text[]
   ) RETURNS bigint LANGUAGE plpgsql AS $$
   DECLARE
     drawn bigint;
   BEGIN
     FOR number IN 1 .. cardinality(p_ids) LOOP
       drawn := append_event(
         p_partition, p_stream, p_expected + number - 1,
         CASE number WHEN 1 THEN p_previous ELSE p_hashes[number - 1] END,
         p_ids[number], p_hashes[number], p_bodies[number]
       );
       EXIT WHEN drawn < 0;
     END LOOP;
     RETURN drawn;
   END $$`,

  // A session lock, taken and given back within the call: held for an instant, never until a commit.
  `CREATE FUNCTION log_barrier(p_partition smallint) RETURNS bigint LANGUAGE plpgsql
     SET lock_timeout = '${BARRIER_LOCK_TIMEOUT}' AS $$
   DECLARE
     drawn bigint;
   BEGIN
     PERFORM pg_advisory_lock(${LOG_LOCK}, p_partition);
     SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO drawn FROM log_position;
     PERFORM pg_advisory_unlock(${LOG_LOCK}, p_partition);
     RETURN drawn;
   END $$`,

  `CREATE TABLE log_heads (
     partition smallint PRIMARY KEY,
     position  bigint NOT NULL,
     epoch     bigint NOT NULL
   )`,
  `INSERT INTO log_heads (partition, position, epoch) VALUES (0, 0, 0)`,
  `CREATE TABLE leases (
     name       text PRIMARY KEY,
     holder     text NOT NULL,
     epoch      bigint NOT NULL,
     expires_at timestamptz NOT NULL
   )`,
  `CREATE TABLE sink_positions (
     sink      text NOT NULL,
     partition smallint NOT NULL,
     position  bigint NOT NULL,
     epoch     bigint NOT NULL,
     PRIMARY KEY (sink, partition)
   )`,
];
