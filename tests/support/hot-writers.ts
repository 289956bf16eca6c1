// Sixteen writers on a few streams, with every shape a transaction can have; they know afterwards what was committed.
import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { APPEND_ONE, chainHash, encode, GENESIS_HASH, type Envelope } from '#event-store';

/** The head of a stream as its writers believe it to be; a lost race makes them look again. */
type Head = { id: string; version: number; hash: Buffer };
type Shape = 'autocommit' | 'held' | 'rolled-back' | 'id-before-stream';

const shapes: readonly Shape[] = ['autocommit', 'autocommit', 'held', 'rolled-back', 'id-before-stream'];

/** Longest time that a writer keeps its transaction open on purpose. */
const MAX_HOLD_MS = 30;

export type Committed = { eventId: string; at: number };

export async function writeUntil(
  databaseUrl: string,
  { writers, streams, until }: { writers: number; streams: number; until: number },
): Promise<Committed[]> {
  const heads = Array.from({ length: streams }, (): Head => ({ id: randomUUID(), version: 0, hash: GENESIS_HASH }));
  const committed: Committed[] = [];
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      while (Date.now() < until) {
        const head = heads[randomInt(streams)]!;
        const eventId = await writeOnce(client, head, shapes[randomInt(shapes.length)]!);
        if (eventId !== undefined) committed.push({ eventId, at: Date.now() });
      }
      await client.end();
    }),
  );
  return committed;
}

/** An event that the product could have stored; answers its id when it is committed. */
async function writeOnce(client: Client, head: Head, shape: Shape): Promise<string | undefined> {
  const { version, hash: previous } = head;
  const row = nextRow(head);
  try {
    if (shape === 'autocommit') {
      await append(client, head.id, version, previous, row);
    } else {
      await client.query('BEGIN');
      if (shape === 'id-before-stream') {
        await client.query('SELECT pg_current_xact_id()');
        await hold();
      }
      await append(client, head.id, version, previous, row);
      await hold();
      await client.query(shape === 'rolled-back' ? 'ROLLBACK' : 'COMMIT');
    }
  } catch (error) {
    if (shape !== 'autocommit') await client.query('ROLLBACK');
    if ((error as { code?: string }).code !== '23505') throw error;
    await lookAgain(client, head);
    return undefined;
  }
  if (shape === 'rolled-back') return undefined;
  if (head.version === version) Object.assign(head, { version: version + 1, hash: row.hash });
  return row.eventId;
}

export async function append(
  client: Client,
  streamId: string,
  version: number,
  previous: Buffer,
  row: { eventId: string; hash: Buffer; body: string },
): Promise<void> {
  const { rowCount } = await client.query(APPEND_ONE, [streamId, version, previous, row.eventId, row.hash, row.body]);
  if (rowCount !== 1) throw new Error('the version before is not there');
}

export function nextRow(head: Head): { eventId: string; hash: Buffer; body: string } {
  const envelope: Envelope = {
    id: randomUUID(),
    type: 'CustomerProfileChanged',
    shape: 1,
    stream: { type: 'customer', id: head.id },
    version: head.version + 1,
    at: new Date().toISOString(),
    by: { kind: 'process', name: 'import' },
    command: randomUUID(),
    data: {},
  };
  const body = encode(envelope);
  return { eventId: envelope.id, hash: chainHash(head.hash, body), body };
}

async function lookAgain(client: Client, head: Head): Promise<void> {
  const { rows } = await client.query<{ version: number; hash: Buffer }>(
    'SELECT version, hash FROM events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    [head.id],
  );
  const found = rows[0];
  if (found !== undefined && found.version > head.version) Object.assign(head, found);
}

function hold(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, randomInt(MAX_HOLD_MS)));
}
