// Who read what: a record of its own beside the log, because reading changes nothing that anybody decides by.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Readings1764800000005 implements MigrationInterface {
  readonly name = 'Readings1764800000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('who read what stays on record: the store has no way back'));
  }
}

const statements = [
  `CREATE TABLE readings (
     id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at          timestamptz NOT NULL DEFAULT clock_timestamp(),
     staff_id    uuid        NOT NULL,
     what        text        NOT NULL,
     subject_ids uuid[]      NOT NULL
   )`,
  'CREATE INDEX readings_staff ON readings (staff_id, id)',
  'CREATE INDEX readings_subjects ON readings USING gin (subject_ids)',
  `CREATE TRIGGER readings_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON readings
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
