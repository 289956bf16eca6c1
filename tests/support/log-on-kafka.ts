// Compares the log with what an outside reader finds on Kafka: none missing, none twice, in order per stream.
import { Client } from 'pg';
import type { Running } from '../../deploy/local/state';
import { readAudit } from './audit-reader';
import { eventually } from './eventually';

export async function expectLogOnKafka({
  databaseUrl,
  kafkaBrokers,
}: Pick<Running, 'databaseUrl' | 'kafkaBrokers'>): Promise<void> {
  const reader = readAudit(kafkaBrokers!.split(','));
  try {
    // What time brings may still be written meanwhile.
    const log = await eventually('the whole log on Kafka', async () => {
      const written = await eventsInLog(databaseUrl);
      return reader.count() >= count(written) ? written : undefined;
    });
    expect(Object.fromEntries(reader.seen)).toEqual(Object.fromEntries(log));
  } finally {
    await reader.stop();
  }
}

/** Event ids in their order, by stream. */
export async function eventsInLog(databaseUrl: string): Promise<Map<string, string[]>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ stream_id: string; event_id: string }>(
      'SELECT stream_id, event_id FROM events ORDER BY position',
    );
    const found = new Map<string, string[]>();
    for (const { stream_id: stream, event_id: event } of rows) found.set(stream, [...(found.get(stream) ?? []), event]);
    return found;
  } finally {
    await client.end();
  }
}

export function count(events: ReadonlyMap<string, readonly string[]>): number {
  return [...events.values()].reduce((sum, ids) => sum + ids.length, 0);
}
