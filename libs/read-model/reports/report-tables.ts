// Tables that reports are counted from (S26): sales, their stays at gates, objections and strategies. Made from the log.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { followAnew } from '../follow-anew';

export class ReportTables1764300000008 implements MigrationInterface {
  readonly name = 'ReportTables1764300000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE read_model.report_sale, read_model.report_visit, read_model.report_objection, read_model.report_strategy`,
    );
  }
}

/** A strategy is one against a rival, and the last one against that rival is what the sale ends with. */
export class ReportStrategies1764300000010 implements MigrationInterface {
  readonly name = 'ReportStrategies1764300000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of strategyStatements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the rows are made anew from the log: rebuild with the older program instead'));
  }
}

const strategyStatements = [
  'ALTER TABLE read_model.report_sale DROP COLUMN strategy',
  'DROP TABLE read_model.report_strategy',
  `CREATE TABLE read_model.report_strategy (
     opportunity_id uuid NOT NULL, seq integer NOT NULL, strategy text NOT NULL, rival_id uuid NOT NULL, rival_code text,
     chosen_at timestamptz NOT NULL, is_last boolean NOT NULL,
     PRIMARY KEY (opportunity_id, seq)
   )`,
  followAnew,
];

const statements = [
  `ALTER TABLE read_model.customer ADD COLUMN IF NOT EXISTS region text`,
  `CREATE TABLE read_model.report_sale (
     id uuid PRIMARY KEY, customer_id uuid NOT NULL, owner_id uuid NOT NULL, playbook_key text NOT NULL,
     status text NOT NULL, gate text NOT NULL, gate_index integer NOT NULL, level text,
     gate_since timestamptz NOT NULL, gate_due_at timestamptz, passable boolean NOT NULL,
     opened_at timestamptz NOT NULL, ended_at timestamptz,
     amount_fen bigint, weighted_fen bigint, win_percent integer, close_on date,
     end_reason text, rival_code text, deciding_factor text, strategy text
   )`,
  'CREATE INDEX report_sale_owner ON read_model.report_sale (owner_id, status)',
  `CREATE TABLE read_model.report_visit (
     opportunity_id uuid NOT NULL, seq integer NOT NULL, gate text NOT NULL, gate_index integer NOT NULL, level text,
     entered_at timestamptz NOT NULL, left_at timestamptz, how text, parked_ms bigint NOT NULL,
     PRIMARY KEY (opportunity_id, seq)
   )`,
  `CREATE TABLE read_model.report_objection (
     opportunity_id uuid NOT NULL, objection_id uuid NOT NULL, level text NOT NULL, type text, measure text,
     raised_at timestamptz NOT NULL, solved_at timestamptz,
     PRIMARY KEY (objection_id)
   )`,
  'CREATE INDEX report_objection_sale ON read_model.report_objection (opportunity_id)',
  `CREATE TABLE read_model.report_strategy (
     opportunity_id uuid NOT NULL, seq integer NOT NULL, strategy text NOT NULL, rival_id uuid, chosen_at timestamptz NOT NULL,
     PRIMARY KEY (opportunity_id, seq)
   )`,
  `UPDATE sink_positions SET position = 0, epoch = epoch + 1 WHERE sink = 'read-models'`,
];
