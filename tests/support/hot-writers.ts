// Sixteen writers on a few streams, with every shape a transaction can have; they know afterwards what was committed.
import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  APPEND_ONE,
  APPEND_SEVERAL,
  appendTogether,
  chainHash,
  encode,
  GENESIS_HASH,
  type Envelope,
} from '#event-store';

/** The head of a stream as its writers believe it to be; a lost race makes them look again. */
export type Head = { id: string; version: number; hash: Buffer };
export type Row = { eventId: string; hash: Buffer; body: string };

type Shape = 'autocommit' | 'held' | 'rolled-back' | 'id-before-stream' | 'several' | 'together';

const shapes: readonly Shape[] = [
  'autocommit',
  'autocommit',
  'held',
  'rolled-back',
  'id-before-stream',
  'several',
  'together',
];

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
        const written = await writeOnce(client, heads, shapes[randomInt(shapes.length)]!);
        const at = Date.now();
        committed.push(...written.map((eventId) => ({ eventId, at })));
      }
      await client.end();
    }),
  );
  return committed;
}

/** Events that the product could have stored; answers the ids of those that are committed. */
async function writeOnce(client: Client, heads: readonly Head[], shape: Shape): Promise<string[]> {
  const head = heads[randomInt(heads.length)]!;
  if (shape === 'autocommit') return advance(client, head, [nextRow(head)], append);
  if (shape === 'several') return advance(client, head, nextRows(head, 3), appendSeveral);
  if (shape === 'together') return writeTogether(client, heads);
  await client.query('BEGIN');
  if (shape === 'id-before-stream') {
    await client.query('SELECT pg_current_xact_id()');
    await hold();
  }
  const { version } = head;
  const row = nextRow(head);
  const written = await append(client, head, [row]);
  await hold();
  await client.query(shape === 'rolled-back' ? 'ROLLBACK' : 'COMMIT');
  if (shape === 'rolled-back') return [];
  return settle(client, head, version, written ? [row] : []);
}

type Write = (client: Client, head: Head, rows: readonly Row[]) => Promise<boolean>;

async function advance(client: Client, head: Head, rows: readonly Row[], write: Write): Promise<string[]> {
  const { version } = head;
  const written = await write(client, { ...head }, rows);
  return settle(client, head, version, written ? rows : []);
}

async function settle(client: Client, head: Head, version: number, written: readonly Row[]): Promise<string[]> {
  if (written.length === 0) await lookAgain(client, head);
  else if (head.version === version) {
    Object.assign(head, { version: version + written.length, hash: written.at(-1)!.hash });
  }
  return written.map(({ eventId }) => eventId);
}

/** Two streams in one statement, as the product's writers travel. */
async function writeTogether(client: Client, heads: readonly Head[]): Promise<string[]> {
  const pair = [...heads].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, 2);
  const before = pair.map((head) => ({ head, version: head.version, row: nextRow(head) }));
  const values = before.flatMap(({ head, version, row }) => [
    head.id,
    version,
    head.hash,
    row.eventId,
    row.hash,
    row.body,
  ]);
  const { rows } = await client.query<{ event_id: string }>(appendTogether(pair.length), values);
  const written = new Set(rows.map((row) => row.event_id));
  const ids = before.map(({ head, version, row }) =>
    settle(client, head, version, written.has(row.eventId) ? [row] : []),
  );
  return (await Promise.all(ids)).flat();
}

export async function append(client: Client, head: Head, [row]: readonly Row[]): Promise<boolean> {
  const values = [head.id, head.version, head.hash, row!.eventId, row!.hash, row!.body];
  return (await client.query(APPEND_ONE, values)).rowCount === 1;
}

async function appendSeveral(client: Client, head: Head, rows: readonly Row[]): Promise<boolean> {
  const columns = [rows.map((row) => row.eventId), rows.map((row) => row.hash), rows.map((row) => row.body)];
  const { rowCount } = await client.query(APPEND_SEVERAL, [head.id, head.version, head.hash, ...columns]);
  return rowCount === rows.length - 1;
}

function nextRows(head: Head, count: number): Row[] {
  const rows: Row[] = [];
  for (let number = 0; number < count; number++) {
    rows.push(nextRow({ ...head, version: head.version + number, hash: rows.at(-1)?.hash ?? head.hash }));
  }
  return rows;
}

export function nextRow(head: Head): Row {
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
