// Personal keys, in a database of their own: its backups are short-lived, so that an erased key is soon gone everywhere.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeyTables1764000000001 implements MigrationInterface {
  readonly name = 'KeyTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    // An erased key leaves its row without the key: it must not come back by being made again.
    await runner.query(`CREATE TABLE personal_keys (
      owner      uuid PRIMARY KEY,
      wrapped    bytea,
      made_at    timestamptz NOT NULL DEFAULT now(),
      erased_at  timestamptz,
      CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
    )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('dropping the keys would erase every person'));
  }
}
