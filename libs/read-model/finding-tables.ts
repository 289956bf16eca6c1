// Columns and rows by which things are found: keys of duplicates, who was merged into whom, and what is searched through.
// Invariant: personal like names; emptied with them on erasure.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { followAnew } from './follow-anew';

export class FindingTables1764500000010 implements MigrationInterface {
  readonly name = 'FindingTables1764500000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('the rows are made anew from the log: rebuild with the older program instead'));
  }
}

const statements = [
  'ALTER TABLE read_model.customer ADD COLUMN merged_into uuid, ADD COLUMN name_key text, ADD COLUMN vat_number text, ADD COLUMN phone_digits text',
  'CREATE INDEX customer_name_key ON read_model.customer (name_key)',
  'CREATE INDEX customer_vat_number ON read_model.customer (vat_number)',
  'CREATE INDEX customer_phone_digits ON read_model.customer (phone_digits)',
  'CREATE INDEX customer_merged_into ON read_model.customer (merged_into)',
  'CREATE INDEX opportunity_customer ON read_model.opportunity (customer_id)',
  `CREATE TABLE read_model.search_entry (
     id uuid PRIMARY KEY, kind text NOT NULL, customer_id uuid NOT NULL, label text NOT NULL, terms text NOT NULL
   )`,
  // A customer and those that were merged into it, through any number of steps.
  `CREATE FUNCTION read_model.family_of(p_customer_id uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
     WITH RECURSIVE family (id) AS (
       SELECT p_customer_id
       UNION
       SELECT c.id FROM read_model.customer c JOIN family f ON c.merged_into = f.id
     )
     SELECT id FROM family
   $$`,
  // Who stands for a customer by now.
  `CREATE FUNCTION read_model.survivor_of(p_customer_id uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
     WITH RECURSIVE line (id, step) AS (
       SELECT p_customer_id, 0
       UNION
       SELECT c.merged_into, step + 1 FROM line JOIN read_model.customer c ON c.id = line.id
       WHERE c.merged_into IS NOT NULL AND step < 50
     )
     SELECT id FROM line ORDER BY step DESC LIMIT 1
   $$`,
  followAnew,
];
