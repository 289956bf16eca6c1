// Leads as they stand (S5): a row for each, with whom it waits for and until when. What was asked and by whom stays sealed.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { followAnew } from './follow-anew';

export class LeadTables1764600000012 implements MigrationInterface {
  readonly name = 'LeadTables1764600000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE read_model.lead');
  }
}

const statements = [
  `CREATE TABLE read_model.lead (
     id uuid PRIMARY KEY, customer_id uuid NOT NULL, channel text NOT NULL, status text NOT NULL,
     received_at timestamptz NOT NULL, received_by_id uuid, handed_over_to uuid, handed_over_at timestamptz,
     due_at timestamptz, opportunity_id uuid, close_reason text
   )`,
  'CREATE INDEX lead_customer ON read_model.lead (customer_id)',
  'CREATE INDEX lead_status ON read_model.lead (status, id)',
  followAnew,
];
