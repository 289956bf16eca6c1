// What was delivered to whom: written when the server has taken a letter, read before one is sent.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Id } from '#domain';
import type { EventStore } from '#event-store';

/** A reminder is on its topic for 30 days; what is older cannot come again. */
const KEPT_DAYS = 60;

export class DeliveryTables1764100000005 implements MigrationInterface {
  readonly name = 'DeliveryTables1764100000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA notifier');
    await runner.query(`CREATE TABLE notifier.delivery (
      reminder_id uuid NOT NULL, staff_id uuid NOT NULL, channel text NOT NULL,
      outcome text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (reminder_id, staff_id, channel)
    )`);
    await runner.query('CREATE INDEX delivery_at ON notifier.delivery (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA notifier CASCADE');
  }
}

/** `dead`: it can never be delivered and was put aside. */
export type DeliveryOutcome = 'sent' | 'dead';

/** The members of staff with whom this reminder is done already. */
export async function deliveredTo(store: EventStore, reminderId: Id): Promise<Set<Id>> {
  const { rows } = await store.pool.query<{ staff_id: Id }>({
    name: 'delivered-to',
    text: `SELECT staff_id FROM notifier.delivery WHERE reminder_id = $1 AND channel = 'mail'`,
    values: [reminderId],
  });
  return new Set(rows.map((row) => row.staff_id));
}

export async function noteDelivery(
  store: EventStore,
  reminderId: Id,
  staffId: Id,
  outcome: DeliveryOutcome,
): Promise<void> {
  await store.pool.query({
    name: 'note-delivery',
    text: `INSERT INTO notifier.delivery (reminder_id, staff_id, channel, outcome) VALUES ($1, $2, 'mail', $3)
           ON CONFLICT DO NOTHING`,
    values: [reminderId, staffId, outcome],
  });
}

export async function forgetOldDeliveries(store: EventStore): Promise<void> {
  await store.pool.query(`DELETE FROM notifier.delivery WHERE at < now() - make_interval(days => $1)`, [KEPT_DAYS]);
}
