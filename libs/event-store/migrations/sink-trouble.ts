// Why a sink stands still, beside how far it has come: a code for those who look.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SinkTroubleColumns1764100000003 implements MigrationInterface {
  readonly name = 'SinkTroubleColumns1764100000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sink_positions ADD COLUMN trouble text, ADD COLUMN trouble_since timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sink_positions DROP COLUMN trouble, DROP COLUMN trouble_since');
  }
}
