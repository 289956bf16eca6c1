// How far the log goes, and how far each sink has come: what operators look at first.
import type { Instant } from '#domain';
import type { EventStore } from './event-store';

export type SinkStatus = {
  sink: string;
  position: number;
  waiting: number;
  /** When the one that waits longest was written. */
  oldestWaitingAt?: Instant;
  heldBy?: string;
  /** Why it stands still (a code), and since when. */
  trouble?: string;
  troubleSince?: Instant;
};
export type LogStatus = {
  /** Position of the last event that was drawn; published is how far readers may go. */
  drawn: number;
  published: number;
  sequencer?: string;
  sinks: SinkStatus[];
};

/** Above this nobody reads the exact number, and counting would be work of its own; it stands for itself and more. */
const MAX_COUNTED = 100_000;

/** One partition's figures. `waiting` counts events, not positions: positions that were never used count as nothing. */
export async function logStatus(store: EventStore, partition = 0): Promise<LogStatus> {
  const { rows: heads } = await store.pool.query<{ drawn: string; published: string; sequencer: string | null }>(
    `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS drawn, h.position AS published,
            (SELECT holder FROM leases WHERE name = 'sequencer:' || $1 AND expires_at > clock_timestamp()) AS sequencer
     FROM log_position, log_heads h WHERE h.partition = $1::smallint`,
    [partition],
  );
  const { rows: sinks } = await store.pool.query<{
    sink: string;
    position: string;
    waiting: string;
    oldest_at: string | null;
    held_by: string | null;
    trouble: string | null;
    trouble_since: Date | null;
  }>(
    `SELECT s.sink, s.position, l.holder AS held_by, s.trouble, s.trouble_since,
            (SELECT count(*) FROM (SELECT FROM events e WHERE e.partition = s.partition AND e.position > s.position
              LIMIT ${MAX_COUNTED}) AS counted) AS waiting,
            (SELECT e.body::json ->> 'at' FROM events e WHERE e.partition = s.partition AND e.position > s.position
              ORDER BY e.position LIMIT 1) AS oldest_at
     FROM sink_positions s
     LEFT JOIN leases l ON l.name = 'sink:' || s.sink AND l.expires_at > clock_timestamp()
     WHERE s.partition = $1 ORDER BY s.sink`,
    [partition],
  );
  const head = heads[0]!;
  return {
    drawn: Number(head.drawn),
    published: Number(head.published),
    sequencer: head.sequencer ?? undefined,
    sinks: sinks.map((row) => ({
      sink: row.sink,
      position: Number(row.position),
      waiting: Number(row.waiting),
      oldestWaitingAt: row.oldest_at ?? undefined,
      heldBy: row.held_by ?? undefined,
      trouble: row.trouble ?? undefined,
      troubleSince: row.trouble_since?.toISOString(),
    })),
  };
}
