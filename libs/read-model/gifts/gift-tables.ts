// The register of gifts and invitations as rows: codes, numbers and dates; what a gift was stays sealed with whoever got it.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ClientBase } from 'pg';
import type { ContactState } from '#domain';

export class GiftTables1764700000014 implements MigrationInterface {
  readonly name = 'GiftTables1764700000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE read_model.gift');
  }
}

const statements = [
  `CREATE TABLE read_model.gift (
     id uuid PRIMARY KEY, contact_id uuid NOT NULL, customer_id uuid NOT NULL, opportunity_id uuid,
     kind text NOT NULL, occasion text NOT NULL, value_fen bigint NOT NULL, on_date date NOT NULL, status text NOT NULL,
     exceeds text[] NOT NULL, playbook_key text NOT NULL, asked_by_id uuid NOT NULL, asked_at timestamptz NOT NULL,
     decided_by_id uuid, decided_for_id uuid, decided_at timestamptz
   )`,
  'CREATE INDEX gift_contact ON read_model.gift (contact_id, id)',
  'CREATE INDEX gift_asked_by ON read_model.gift (asked_by_id, id)',
  `CREATE INDEX gift_open ON read_model.gift (asked_at) WHERE status = 'asked'`,
];

export async function projectGifts(
  client: Pick<ClientBase, 'query'>,
  { id, customerId, gifts }: ContactState,
): Promise<void> {
  for (const gift of gifts?.values() ?? []) {
    const { opportunityId, kind, occasion, valueFen, on, status, exceeds, playbook, decided } = gift;
    await client.query(
      `INSERT INTO read_model.gift (id, contact_id, customer_id, opportunity_id, kind, occasion, value_fen, on_date, status,
         exceeds, playbook_key, asked_by_id, asked_at, decided_by_id, decided_for_id, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       ON CONFLICT (id) DO UPDATE SET on_date = $8, status = $9, decided_by_id = $14, decided_for_id = $15, decided_at = $16`,
      [
        gift.id,
        id,
        customerId,
        opportunityId,
        kind,
        occasion,
        valueFen,
        on,
        status,
        exceeds.map(({ limit }) => limit),
        playbook.key,
        gift.askedById,
        gift.askedAt,
        decided?.deciderId,
        decided?.eyesId,
        decided?.at,
      ],
    );
  }
}
