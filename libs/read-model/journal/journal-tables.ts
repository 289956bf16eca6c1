// What is in the log, one row per event, for those who look for something in it: ids, codes and times, and nothing that was said.
import type { ClientBase } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { StoredEvent } from '#event-store';
import { followAnew } from '../follow-anew';

export class JournalTables1764900000018 implements MigrationInterface {
  readonly name = 'JournalTables1764900000018';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE read_model.journal');
  }
}

const statements = [
  `CREATE TABLE read_model.journal (
     position bigint PRIMARY KEY, at timestamptz NOT NULL, type text NOT NULL,
     stream_type text NOT NULL, stream_id uuid NOT NULL, version integer NOT NULL, by_staff_id uuid, by_process text
   )`,
  'CREATE INDEX journal_stream ON read_model.journal (stream_id, position)',
  'CREATE INDEX journal_type ON read_model.journal (type, position)',
  'CREATE INDEX journal_staff ON read_model.journal (by_staff_id, position)',
  'CREATE INDEX journal_first ON read_model.journal (stream_type, stream_id) WHERE version = 1',
  'CREATE INDEX journal_at ON read_model.journal (at)',
  followAnew,
];

export async function writeJournal(client: Pick<ClientBase, 'query'>, events: readonly StoredEvent[]): Promise<void> {
  const rows = events.map(({ position, envelope: { at, type, stream, version, by } }) => ({
    position,
    at,
    type,
    stream_type: stream.type,
    stream_id: stream.id,
    version,
    by_staff_id: by.kind === 'staff' ? by.id : null,
    by_process: by.kind === 'process' ? by.name : null,
  }));
  await client.query(
    `INSERT INTO read_model.journal SELECT * FROM jsonb_populate_recordset(NULL::read_model.journal, $1)
     ON CONFLICT (position) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
