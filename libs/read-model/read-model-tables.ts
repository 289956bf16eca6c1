// Tables that are read by queries. Every row is made from one folded stream and can be made again from the log.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CustomerLifeCycle1764800000016 } from './customer-life-cycle';
import { FindingTables1764500000010 } from './finding-tables';
import { followAnew } from './follow-anew';
import { LeadTables1764600000012 } from './lead-tables';
import { GiftTables1764700000014 } from './gifts/gift-tables';
import { JournalTables1764900000018 } from './journal/journal-tables';
import { OwedUntilDone1765000000020 } from './owed-until-done';
import { PassableSince1765100000022 } from './passable-since';
import { ReportStrategies1764300000010, ReportTables1764300000008 } from './reports/report-tables';

export class ReadModelTables1764000000002 implements MigrationInterface {
  readonly name = 'ReadModelTables1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA read_model CASCADE');
  }
}

/** What time brings: the due-time index, and follow-up plans with what is due in them. Filled by following the log anew. */
export class DueTables1764100000004 implements MigrationInterface {
  readonly name = 'DueTables1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of dueStatements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE read_model.due, read_model.follow_up_plan, read_model.follow_up');
  }
}

/** Who is asked follows the reporting line as it is when the inbox is read; a stream that makes no rows holds up no other. */
export class InboxMembers1764200000006 implements MigrationInterface {
  readonly name = 'InboxMembers1764200000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of memberStatements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the rows are made anew from the log: rebuild with the older program instead'));
  }
}

/** All of them, oldest first. */
export const readModelMigrations = [
  ReadModelTables1764000000002,
  DueTables1764100000004,
  InboxMembers1764200000006,
  ReportTables1764300000008,
  ReportStrategies1764300000010,
  FindingTables1764500000010,
  LeadTables1764600000012,
  GiftTables1764700000014,
  CustomerLifeCycle1764800000016,
  JournalTables1764900000018,
  OwedUntilDone1765000000020,
  PassableSince1765100000022,
];

// `version` is the version of the stream that the row shows; personal columns are emptied on erasure.
const statements = [
  'CREATE SCHEMA read_model',
  `CREATE TABLE read_model.staff (
     id uuid PRIMARY KEY, version integer NOT NULL,
     sign_in_subject text UNIQUE, active boolean NOT NULL, roles text[] NOT NULL, groups text[] NOT NULL,
     unit text, superior_id uuid, name text
   )`,
  `CREATE TABLE read_model.delegation (
     id uuid PRIMARY KEY, from_staff_id uuid NOT NULL, to_staff_id uuid NOT NULL,
     starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL
   )`,
  'CREATE INDEX delegation_to ON read_model.delegation (to_staff_id)',
  'CREATE INDEX staff_superior ON read_model.staff (superior_id)',
  `CREATE TABLE read_model.customer (
     id uuid PRIMARY KEY, version integer NOT NULL,
     class text, account_manager_id uuid, name text
   )`,
  `CREATE TABLE read_model.contact (
     id uuid PRIMARY KEY, version integer NOT NULL,
     customer_id uuid NOT NULL, erased boolean NOT NULL, name text, post text
   )`,
  'CREATE INDEX contact_customer ON read_model.contact (customer_id)',
  `CREATE TABLE read_model.opportunity (
     id uuid PRIMARY KEY, version integer NOT NULL,
     customer_id uuid NOT NULL, owner_id uuid NOT NULL, playbook_key text NOT NULL, playbook_version integer NOT NULL,
     status text NOT NULL, gate text NOT NULL, gate_since timestamptz NOT NULL, passable boolean NOT NULL,
     offer_amount_fen bigint, next_due_at timestamptz, title text
   )`,
  'CREATE INDEX opportunity_board ON read_model.opportunity (owner_id, status, gate, id)',
  `CREATE TABLE read_model.inbox (
     opportunity_id uuid NOT NULL, approval_id uuid NOT NULL, group_key text NOT NULL,
     kind text NOT NULL, round integer NOT NULL, content_hash text NOT NULL, quorum integer NOT NULL,
     submitted_by_id uuid NOT NULL, asked_at timestamptz NOT NULL, due_at timestamptz, amount_fen bigint,
     approver_ids uuid[] NOT NULL, approver_group text, voted_ids uuid[] NOT NULL,
     PRIMARY KEY (approval_id, group_key)
   )`,
  'CREATE INDEX inbox_opportunity ON read_model.inbox (opportunity_id)',
];

const dueStatements = [
  `CREATE TABLE read_model.due (
     stream_id uuid NOT NULL, key text NOT NULL, stream_type text NOT NULL,
     due_at timestamptz NOT NULL, what text NOT NULL, owner_id uuid NOT NULL,
     PRIMARY KEY (stream_id, key)
   )`,
  'CREATE INDEX due_owner ON read_model.due (owner_id, due_at)',
  'CREATE INDEX due_time ON read_model.due (due_at)',
  `CREATE TABLE read_model.follow_up_plan (
     id uuid PRIMARY KEY, version integer NOT NULL,
     agreement_id uuid NOT NULL, opportunity_id uuid NOT NULL, customer_id uuid NOT NULL, owner_id uuid NOT NULL,
     class text NOT NULL, ended boolean NOT NULL, signed_at timestamptz NOT NULL, live_at timestamptz, ends_at timestamptz NOT NULL
   )`,
  'CREATE INDEX follow_up_plan_owner ON read_model.follow_up_plan (owner_id, ended, id)',
  `CREATE TABLE read_model.follow_up (
     plan_id uuid NOT NULL, item text NOT NULL, occurrence integer NOT NULL,
     due_at timestamptz NOT NULL, put_off_until timestamptz, reminded boolean NOT NULL, escalated boolean NOT NULL,
     PRIMARY KEY (plan_id, item, occurrence)
   )`,
  followAnew,
];

const memberStatements = [
  // Two streams may name the same sign-in; that is for an administrator to mend, and no reason to stand still.
  'ALTER TABLE read_model.staff DROP CONSTRAINT staff_sign_in_subject_key',
  'ALTER TABLE read_model.staff ADD COLUMN registered_at timestamptz',
  'CREATE INDEX staff_subject ON read_model.staff (sign_in_subject)',
  `ALTER TABLE read_model.inbox ADD COLUMN reporting_step integer, ADD COLUMN gone_ids uuid[] NOT NULL DEFAULT '{}'`,
  `CREATE FUNCTION read_model.superior_at(p_staff_id uuid, p_step integer) RETURNS uuid LANGUAGE sql STABLE AS $$
     WITH RECURSIVE line (id, step) AS (
       SELECT p_staff_id, 0
       UNION ALL
       SELECT s.superior_id, step + 1 FROM line JOIN read_model.staff s ON s.id = line.id WHERE step < p_step
     )
     SELECT id FROM line WHERE step = p_step AND p_step > 0
   $$`,
  `CREATE TABLE read_model.set_aside (
     stream_id uuid PRIMARY KEY, stream_type text NOT NULL, position bigint NOT NULL,
     problem text NOT NULL, since timestamptz NOT NULL DEFAULT now()
   )`,
  followAnew,
];
