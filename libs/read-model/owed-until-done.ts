// What was due and was said once left the rows of what falls due, although nobody had done it: they are made anew.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { followAnew } from './follow-anew';

export class OwedUntilDone1765000000020 implements MigrationInterface {
  readonly name = 'OwedUntilDone1765000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(followAnew);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(followAnew);
  }
}
