// How far a sink has come, kept under the epoch of its feeder: a feeder that was replaced can move nothing (law 14).
import type { ClientBase } from 'pg';
import type { EventStore } from './event-store';
import type { Lease } from './lease';

/** Makes the sink's position this epoch's and answers it; 0 for a new sink, `undefined` when a newer epoch has it. */
export async function claimPosition(
  store: EventStore,
  sink: string,
  lease: Lease,
  partition = 0,
): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ position: string }>(
    `INSERT INTO sink_positions (sink, partition, position, epoch) VALUES ($1, $2, 0, $3)
     ON CONFLICT (sink, partition) DO UPDATE SET epoch = excluded.epoch WHERE sink_positions.epoch < excluded.epoch
     RETURNING position`,
    [sink, partition, lease.epoch],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].position);
}

/** Moves the position, in the transaction of `client` when there is one; `false` when a newer epoch has the sink. */
export async function movePosition(
  client: Pick<ClientBase, 'query'>,
  sink: string,
  lease: Lease,
  position: number,
  partition = 0,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE sink_positions SET position = $4 WHERE sink = $1 AND partition = $2 AND epoch = $3',
    [sink, partition, lease.epoch, position],
  );
  return rowCount === 1;
}

/** Why the sink stands still, for those who look; `undefined` once it goes on. */
export async function noteTrouble(
  store: EventStore,
  sink: string,
  lease: Lease,
  code: string | undefined,
  partition = 0,
): Promise<void> {
  await store.pool.query(
    `UPDATE sink_positions SET trouble = $4::text, trouble_since = CASE WHEN $4::text IS NOT NULL THEN now() END
     WHERE sink = $1 AND partition = $2 AND epoch = $3 AND trouble IS DISTINCT FROM $4::text`,
    [sink, partition, lease.epoch, code],
  );
}
