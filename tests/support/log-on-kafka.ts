// Compares the log with what an outside reader finds on Kafka: none missing, none twice, in order per stream.
import { Client } from 'pg';
import type { Running } from '../../deploy/local/state';
import { readAudit, type AuditReader } from './audit-reader';
import { eventually } from './eventually';

/** Long after every wait of relay, broker and reader together, on a machine that is busy with other things too. */
const CAUGHT_UP_MS = 120_000;

export async function expectLogOnKafka({
  databaseUrl,
  kafkaBrokers,
}: Pick<Running, 'databaseUrl' | 'kafkaBrokers'>): Promise<void> {
  const reader = readAudit(kafkaBrokers!.split(','));
  try {
    // What time brings may still be written meanwhile.
    const log = await eventually(
      'the whole log on Kafka',
      async () => {
        const written = await eventsInLog(databaseUrl);
        if (reader.count() < count(written)) throw new Error(await whatIsMissing(databaseUrl, written, reader));
        return written;
      },
      CAUGHT_UP_MS,
    );
    expect(Object.fromEntries(reader.seen)).toEqual(Object.fromEntries(log));
  } finally {
    await reader.stop();
  }
}

async function whatIsMissing(
  databaseUrl: string,
  written: ReadonlyMap<string, readonly string[]>,
  reader: AuditReader,
): Promise<string> {
  const sinks = await rowsOf(databaseUrl, 'SELECT sink, position FROM sink_positions');
  const missing = [...written].filter(([stream, ids]) => (reader.seen.get(stream)?.length ?? 0) < ids.length);
  const streams = missing.map(([stream]) => stream);
  return JSON.stringify({ read: reader.count(), written: count(written), streams, sinks, troubles: reader.troubles });
}

/** Event ids in their order, by stream. */
export async function eventsInLog(databaseUrl: string): Promise<Map<string, string[]>> {
  const rows = await rowsOf<{ stream_id: string; event_id: string }>(
    databaseUrl,
    'SELECT stream_id, event_id FROM events ORDER BY position',
  );
  const found = new Map<string, string[]>();
  for (const { stream_id: stream, event_id: event } of rows) found.set(stream, [...(found.get(stream) ?? []), event]);
  return found;
}

async function rowsOf<Row extends object>(databaseUrl: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

export function count(events: ReadonlyMap<string, readonly string[]>): number {
  return [...events.values()].reduce((sum, ids) => sum + ids.length, 0);
}
