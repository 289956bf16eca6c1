// Documents: sealed bytes beside the log, found by their address.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Documents1764200000001 implements MigrationInterface {
  readonly name = 'Documents1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE documents (
      owner     uuid        NOT NULL,
      address   text        NOT NULL,
      iv        bytea       NOT NULL,
      box       bytea       NOT NULL,
      stored_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (owner, address)
    )`);
    // Sealed bytes do not compress: trying to costs time for nothing.
    await runner.query('ALTER TABLE documents ALTER COLUMN box SET STORAGE EXTERNAL');
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('events name these documents: the store has no way back'));
  }
}
