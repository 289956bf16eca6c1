// Law 6: a reader never skips an event and never sees two events of a stream the wrong way round, whatever is open.
import { randomUUID } from 'node:crypto';
import { Client, escapeLiteral } from 'pg';
import { APPEND_ONE, GENESIS_HASH, pause, runSequencer, type EventStore, type StoredEvent } from '#event-store';
import { append, nextRow, writeUntil, type Committed, type Head } from '../support/hot-writers';
import { openTestStore, type TestStore } from '../support/test-database';

const WRITE_MS = 6_000;
/** Foreign and non-appending writers are open. */
const MAX_DELAY_MS = 1_000;
/** An appender is held open: the server ends it, then everything is there. */
const MAX_DELAY_BEHIND_APPENDER_MS = 5_000;

jest.setTimeout(60_000);

let test: TestStore;
let foreign: TestStore;
const stop = new AbortController();
let sequencer: Promise<void>;
const sequencerErrors: unknown[] = [];

beforeAll(async () => {
  [test, foreign] = await Promise.all([openTestStore(), openTestStore()]);
  sequencer = runSequencer(test.store, 'test', stop.signal, (error) => sequencerErrors.push(error));
});
afterAll(async () => {
  stop.abort();
  await sequencer;
  await Promise.all([test.close(), foreign.close()]);
});
afterEach(() => expect(sequencerErrors).toEqual([]));

type Seen = { event: StoredEvent; at: number };

/** Follows the log as every sink does. */
async function follow(store: EventStore, seen: Seen[], stopped: AbortSignal): Promise<void> {
  let after = 0;
  while (!stopped.aborted) {
    const events = await store.readLog({ after, limit: 500 });
    const at = Date.now();
    for (const event of events) seen.push({ event, at });
    after = events.at(-1)?.position ?? after;
    if (events.length === 0) await pause(5, stopped);
  }
}

/** Follows by `position > last`, as one is tempted to: what it misses shows that the test can see a loss. */
async function followNaively(store: EventStore, seen: Set<string>, stopped: AbortSignal): Promise<void> {
  let position = 0;
  while (!stopped.aborted) {
    const { rows } = await store.pool.query<{ position: string; event_id: string }>(
      'SELECT position, event_id FROM events WHERE position > $1 ORDER BY position LIMIT 500',
      [position],
    );
    for (const row of rows) seen.add(row.event_id);
    position = Number(rows.at(-1)?.position ?? position);
    if (rows.length === 0) await pause(1, stopped);
  }
}

it('holds with sixteen writers while foreign transactions stay open here and in another database', async () => {
  const held = await Promise.all([holdForeignTransaction(test), holdForeignTransaction(foreign)]);
  const seen: Seen[] = [];
  const naive = new Set<string>();
  const reading = new AbortController();
  const readers = [follow(test.store, seen, reading.signal), followNaively(test.store, naive, reading.signal)];
  const until = Date.now() + WRITE_MS;
  const committed = await writeUntil(test.options.databaseUrl, { writers: 16, streams: 4, until });
  await pause(MAX_DELAY_MS, reading.signal);
  reading.abort();
  await Promise.all(readers);
  // Both still open to the end: nobody ended what only looks like an appender.
  for (const client of held) await client.query('COMMIT').then(() => client.end());

  const { rows } = await test.admin.query<{ event_id: string }>('SELECT event_id FROM events');
  expect(rows.length).toBeGreaterThan(500);
  expect(new Set(committed.map(({ eventId }) => eventId))).toEqual(new Set(rows.map((row) => row.event_id)));
  expect(seen.map(({ event }) => event.envelope.id).sort()).toEqual(rows.map((row) => row.event_id).sort());
  expect(inversions(seen)).toEqual([]);
  expect(longestDelayMs(committed, seen)).toBeLessThanOrEqual(MAX_DELAY_MS);
  expect(rows.length - naive.size).toBeGreaterThan(0);
});

it('shows everything within five seconds of appenders that hang, however they do it', async () => {
  const seen: Seen[] = [];
  const reading = new AbortController();
  const reader = follow(test.store, seen, reading.signal);
  const hung = await Promise.all([
    hang(test, async (client, head) => {
      await client.query('BEGIN');
      await append(client, head, [nextRow(head)]);
    }),
    // One message, so that transaction and statement begin at the same moment.
    hang(test, (client, head) => client.query(`BEGIN; ${inOneMessage(head)}`)),
    hang(test, async (client, head) => {
      await client.query(`BEGIN; SET LOCAL transaction_timeout = '1h'`);
      await append(client, head, [nextRow(head)]);
    }),
    // It is busy all the time, and yet never ends.
    hang(test, async (client) => {
      await client.query('BEGIN');
      for (;;) {
        const head = { id: randomUUID(), version: 0, hash: GENESIS_HASH };
        await append(client, head, [nextRow(head)]);
        await pause(100, reading.signal);
      }
    }),
  ]);

  const committed = await writeUntil(test.options.databaseUrl, { writers: 4, streams: 4, until: Date.now() + 3_000 });
  const reasons = await Promise.all(hung.map(({ ended }) => ended));
  for (const reason of reasons) expect(reason).toMatch(/transaction timeout/);
  await pause(MAX_DELAY_MS, reading.signal);
  reading.abort();
  await reader;
  expect(committed.length).toBeGreaterThan(20);
  expect(longestDelayMs(committed, seen)).toBeLessThanOrEqual(MAX_DELAY_BEHIND_APPENDER_MS);
  const lost = new Set(hung.map(({ streamId }) => streamId));
  expect(seen.filter(({ event }) => lost.has(event.envelope.stream.id))).toEqual([]);
});

/** A client that appends in a transaction of its own and never commits; `ended` says what the server told it at the end. */
async function hang(
  { options }: TestStore,
  appendAndHang: (client: Client, head: Head) => Promise<unknown>,
): Promise<{ streamId: string; ended: Promise<string> }> {
  const client = new Client({ connectionString: options.databaseUrl });
  const said: string[] = [];
  // The server's reason comes as an error of the statement that was running, or of the idle connection; then it closes.
  const closed = new Promise<void>((resolve) => client.on('end', resolve));
  client.on('error', (error) => said.push(error.message));
  await client.connect();
  const head = { id: randomUUID(), version: 0, hash: GENESIS_HASH };
  void appendAndHang(client, head).catch((error: Error) => said.push(error.message));
  return { streamId: head.id, ended: closed.then(() => said.join('; ')) };
}

function inOneMessage(head: Head): string {
  const { eventId, hash, body } = nextRow(head);
  const bytes = (value: Buffer): string => `'\\x${value.toString('hex')}'`;
  const values = [`'${head.id}'`, String(head.version), bytes(head.hash), `'${eventId}'`, bytes(hash)];
  return APPEND_ONE.replace(/\$(\d)/g, (_, number: string) => [...values, escapeLiteral(body)][Number(number) - 1]!);
}

async function holdForeignTransaction({ admin, options }: TestStore): Promise<Client> {
  await admin.query('CREATE TABLE foreign_work (id uuid)');
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('INSERT INTO foreign_work VALUES (gen_random_uuid())');
  return client;
}

function inversions(seen: readonly Seen[]): string[] {
  const last = new Map<string, number>();
  const wrong: string[] = [];
  for (const { event } of seen) {
    const { id } = event.envelope.stream;
    const { version } = event.envelope;
    if (version !== (last.get(id) ?? 0) + 1) wrong.push(`${id}: ${version} after ${last.get(id)}`);
    last.set(id, version);
  }
  return wrong;
}

/** From the answer to the writer until the reader had it; an event that was never read counts as for ever. */
function longestDelayMs(committed: readonly Committed[], seen: readonly Seen[]): number {
  const seenAt = new Map(seen.map(({ event, at }) => [event.envelope.id, at]));
  return Math.max(...committed.map(({ eventId, at }) => (seenAt.get(eventId) ?? Infinity) - at));
}
