// Checks the hash chain of a stream against the bytes that are stored (law 11).
import type { Id, StreamRef } from '#domain';
import type { EventStore } from './event-store';
import { chainHash, decode, GENESIS_HASH } from './stored-event';

export type StreamCheck = {
  /** How many there are, whole or not. */
  events: number;
  /** The first version that does not follow from those before it. */
  brokenAt: number | undefined;
  /** Hash of the last version before a break, in hex: what a signed head outside must show for a missing tail to be seen. */
  head: string;
};

type Row = { version: number; event_id: Id; hash: Buffer; body: string };

/** A page of a stream in memory at once: some megabytes. */
const PAGE_EVENTS = 1_000;

/** Recomputes the chain from the first version on; reads only columns and bytes, so that nothing stored can mislead it. */
export async function verifyStream(store: EventStore, stream: StreamRef): Promise<StreamCheck> {
  const check: StreamCheck = { events: 0, brokenAt: undefined, head: GENESIS_HASH.toString('hex') };
  let last = 0;
  for (;;) {
    const { rows } = await store.pool.query<Row>({
      name: 'verify-stream',
      text: `SELECT version, event_id, hash, body FROM events
             WHERE stream_id = $1 AND version > $2 ORDER BY version LIMIT $3`,
      values: [stream.id, last, PAGE_EVENTS],
    });
    for (const row of rows) {
      check.events += 1;
      if (check.brokenAt === undefined && follows(check, stream, row)) check.head = row.hash.toString('hex');
      // The place in the row counts, not the row's own number: after a removed event that is one too far.
      else check.brokenAt ??= check.events;
    }
    if (rows.length < PAGE_EVENTS) return check;
    last = rows.at(-1)!.version;
  }
}

function follows({ events, head }: StreamCheck, stream: StreamRef, row: Row): boolean {
  if (row.version !== events || !chainHash(Buffer.from(head, 'hex'), row.body).equals(row.hash)) return false;
  // The hash holds, so the body is what was written; the columns beside it must say the same.
  const envelope = decode(row.body);
  const { type, id } = envelope.stream;
  return envelope.version === row.version && envelope.id === row.event_id && id === stream.id && type === stream.type;
}
