// The same event through Emmett's store for PostgreSQL, in a process of its own (it changes `pg` for everybody).
import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import { eventData, eventType, personalFields } from './append-payload';
import { answerSlices, writeFor } from './slices';

answerSlices(async () => {
  const connectionString = process.argv[2]!;
  const pool = new Pool({ connectionString, max: 64 });
  const store = getPostgreSQLEventStore(connectionString, {
    connectionOptions: { connectionString, pooled: true, pool },
  });
  await store.schema.migrate();
  return async ({ ms, writers }) => {
    const heads = Array.from({ length: writers }, () => ({ id: randomUUID(), version: 0n }));
    return writeFor(ms, writers, async (writer) => {
      const head = heads[writer]!;
      const data = { ...eventData(Number(head.version)), ...personalFields };
      const options = head.version === 0n ? {} : { expectedStreamVersion: head.version };
      const result = await store.appendToStream(head.id, [{ type: eventType, data }], options);
      head.version = result.nextExpectedStreamVersion;
    });
  };
});
