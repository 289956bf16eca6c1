// The log: events, the safe position up to which they may be read, leases, and how far every sink has come.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LOG_LOCK } from '../append-statement';

export class LogTables1764000000000 implements MigrationInterface {
  readonly name = 'LogTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('events are never deleted: the log has no way back'));
  }
}

/** Appenders queue behind a waiting barrier, so it gives up early and comes back. */
const BARRIER_LOCK_TIMEOUT = '100ms';

const statements = [
  `CREATE SEQUENCE log_position AS bigint`,
  `CREATE TABLE events (
     position  bigint   NOT NULL,
     version   integer  NOT NULL,
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
