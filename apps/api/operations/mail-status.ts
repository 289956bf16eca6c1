// How reminders went out lately: what the notifier noted of its letters, as operators look at it.
import type { Instant } from '#domain';
import type { EventStore } from '#event-store';

/** `dead` can never be delivered; the topic of dead letters says why. */
export type MailStatus = { days: number; sent: number; dead: number; lastSentAt?: Instant };

/** A week: what went wrong before a holiday is still seen after it. */
const DAYS = 7;

/** @returns undefined where no notifier ever ran */
export async function mailStatus(store: EventStore): Promise<MailStatus | undefined> {
  const { rows: tables } = await store.pool.query<{ there: boolean }>(
    `SELECT to_regclass('notifier.delivery') IS NOT NULL AS there`,
  );
  if (tables[0]?.there !== true) return undefined;
  const { rows } = await store.pool.query<{ sent: string; dead: string; last: Date | null }>(
    `SELECT count(*) FILTER (WHERE outcome = 'sent') AS sent, count(*) FILTER (WHERE outcome = 'dead') AS dead,
            max(at) FILTER (WHERE outcome = 'sent') AS last
     FROM notifier.delivery WHERE at > now() - make_interval(days => $1)`,
    [DAYS],
  );
  const { sent, dead, last } = rows[0]!;
  return { days: DAYS, sent: Number(sent), dead: Number(dead), lastSentAt: last?.toISOString() };
}
