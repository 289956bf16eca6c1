// One active feeder per sink: a lease by the database's clock, with an epoch that fences a feeder that was frozen (law 14).
import type { EventStore } from './event-store';

/** Not renewed for this long, the lease is anybody's. With the pauses below a takeover takes less than ten seconds. */
export const LEASE_MS = 5_000;
const RENEW_EVERY_MS = 1_500;
const RETRY_EVERY_MS = 1_000;

export type Lease = { name: string; holder: string; epoch: number };

/** Takes a free or expired lease, one epoch further; `undefined` while somebody else holds it. */
export async function acquireLease(store: EventStore, name: string, holder: string): Promise<Lease | undefined> {
  const { rows } = await store.pool.query<{ epoch: string }>(
    `INSERT INTO leases (name, holder, epoch, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
     ON CONFLICT (name) DO UPDATE
       SET holder = excluded.holder, epoch = leases.epoch + 1, expires_at = excluded.expires_at
       WHERE leases.expires_at < clock_timestamp()
     RETURNING epoch`,
    [name, holder, LEASE_MS],
  );
  return rows[0] === undefined ? undefined : { name, holder, epoch: Number(rows[0].epoch) };
}

/** Whether the lease is still this holder's; if so it lasts longer now. */
export async function renewLease(store: EventStore, lease: Lease): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `UPDATE leases SET expires_at = clock_timestamp() + $3 * interval '1 ms' WHERE name = $1 AND epoch = $2`,
    [lease.name, lease.epoch, LEASE_MS],
  );
  return rowCount === 1;
}

/** Given back at an orderly end, so that the next one need not wait. */
export async function releaseLease(store: EventStore, lease: Lease): Promise<void> {
  await store.pool.query(`UPDATE leases SET expires_at = '-infinity' WHERE name = $1 AND epoch = $2`, [
    lease.name,
    lease.epoch,
  ]);
}

/**
 * Runs `work` whenever this process holds the lease, until `stop` is aborted. `work` gets a signal that is aborted when the
 * lease is lost; what it writes after that is refused by its epoch. An error of `work` gives the lease back and is reported.
 */
export async function runUnderLease(
  store: EventStore,
  name: string,
  holder: string,
  stop: AbortSignal,
  work: (lease: Lease, lost: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!stop.aborted) {
    const lease = await acquireLease(store, name, holder).catch((error: unknown) => onError(error));
    if (lease) await holdLease(store, lease, stop, work, onError);
    await pause(RETRY_EVERY_MS, stop);
  }
}

async function holdLease(
  store: EventStore,
  lease: Lease,
  stop: AbortSignal,
  work: (lease: Lease, lost: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, stop]);
  let renewedAt = performance.now();
  const renewal = setInterval(() => {
    const askedAt = performance.now();
    // Without an answer from the database somebody else may have it by now.
    if (askedAt - renewedAt > LEASE_MS) lost.abort();
    renewLease(store, lease)
      .then((held) => (held ? (renewedAt = askedAt) : lost.abort()))
      .catch(onError);
  }, RENEW_EVERY_MS);
  try {
    await work(lease, signal);
  } catch (error) {
    onError(error);
  } finally {
    clearInterval(renewal);
    await releaseLease(store, lease).catch(onError);
  }
}

/** Waits, or less when stopped. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener('abort', done);
  });
}
