// Where a customer stands in its life cycle, so that lists of customers can be asked for by it.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { followAnew } from './follow-anew';

export class CustomerLifeCycle1764800000016 implements MigrationInterface {
  readonly name = 'CustomerLifeCycle1764800000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE read_model.customer ADD COLUMN life_cycle text NOT NULL DEFAULT 'potential'`);
    await runner.query(followAnew);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model.customer DROP COLUMN life_cycle');
  }
}
