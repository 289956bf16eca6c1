// The log on PostgreSQL: append in one round trip, read streams and the log.
import type { KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import type { DataSource, MigrationInterface } from 'typeorm';
import { upcasting, type Id, type JsonObject, type StreamRef, type StreamType, type Upcasting } from '#domain';
import { AppendCombiner } from './append-combiner';
import { APPEND_SEVERAL } from './append-statement';
import { BoundedCache } from './bounded-cache';
import { keyDataSource, logDataSource, migrate, poolOf } from './data-source';
import { KeyStore } from './key-store';
import { unseal } from './sealing';
import { decode, decodeIfWhole, type Envelope, type StoredEvent } from './stored-event';

export type EventStoreOptions = {
  databaseUrl: string;
  keysDatabaseUrl: string;
  /** 32 bytes. */
  masterKey: Buffer;
  applicationName: string;
  /** Connections to the log; commands in flight beyond it queue. */
  poolSize?: number;
  upcasting?: Upcasting;
  /** Migrations of libraries that keep their tables beside the log. */
  migrations?: (new () => MigrationInterface)[];
};

/** More connections than this only make the server's processes wait for each other: measured best on 2 cores at 64 writers. */
const DEFAULT_POOL_SIZE = 16;
/** Folded states that one process keeps: an opportunity's is some 20 kB at the end, so this stays below 100 MB. */
const STATE_CACHE_ENTRIES = 4_000;

/** One event to be appended, encoded and hashed. */
export type NewRow = { eventId: Id; hash: Buffer; body: string };

export type FoldedState = { type: StreamType; state: unknown; version: number; hash: Buffer };
export type FoldRow = { version: number; hash: Buffer; body: string };

/** What is asked of the log: events after a position, so many at most. */
export type LogPage = { after: number; limit: number; partition?: number };

export class EventStore {
  readonly states = new BoundedCache<Id, FoldedState>(STATE_CACHE_ENTRIES);

  private readonly combiner = new AppendCombiner(() => this.pool);

  private constructor(
    readonly source: DataSource,
    readonly keys: KeyStore,
    readonly upcasting: Upcasting,
  ) {}

  /** Connects to both databases and brings their tables up to date. */
  static async open(options: EventStoreOptions): Promise<EventStore> {
    const { applicationName, poolSize = DEFAULT_POOL_SIZE } = options;
    const source = logDataSource({ url: options.databaseUrl, poolSize, applicationName }, options.migrations);
    const keySource = keyDataSource({ url: options.keysDatabaseUrl, poolSize: Math.min(poolSize, 4), applicationName });
    try {
      await Promise.all([source.initialize(), keySource.initialize()]);
      await Promise.all([migrate(source), migrate(keySource)]);
      return new EventStore(source, new KeyStore(keySource, options.masterKey), options.upcasting ?? upcasting);
    } catch (error) {
      // Connections that stayed open would keep a process alive that could not start.
      await Promise.allSettled([source, keySource].map(async (each) => each.isInitialized && each.destroy()));
      throw error;
    }
  }

  get pool(): Pool {
    return poolOf(this.source);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.destroy(), this.keys.source.destroy()]);
  }

  /**
   * Appends the events of one command after `expectedVersion`, all or none, in one statement that commits by itself.
   * Answers whether they were written; not when somebody else was first with the version or with an event id, or when the
   * version before has not `previousHash`: who folds again sees which.
   */
  async append(streamId: Id, expectedVersion: number, previousHash: Buffer, rows: readonly NewRow[]): Promise<boolean> {
    const [first] = rows;
    if (first === undefined) throw new Error('an append writes at least one event');
    if (rows.length === 1) {
      return this.combiner.append({ streamId, version: expectedVersion, previous: previousHash, ...first });
    }
    const columns = [rows.map((row) => row.eventId), rows.map((row) => row.hash), rows.map((row) => row.body)];
    const values = [streamId, expectedVersion, previousHash, ...columns];
    const { rowCount } = await this.pool.query({ name: 'append-several', text: APPEND_SEVERAL, values });
    return rowCount === rows.length - 1;
  }

  /** New events of a stream, and the event of this id wherever it is, in one statement. */
  async readForCommand(
    streamId: Id,
    afterVersion: number,
    eventId: Id,
  ): Promise<{ rows: FoldRow[]; known?: Envelope }> {
    const { rows } = await this.pool.query<FoldRow & { known: boolean }>({
      name: 'read-for-command',
      text: `SELECT version, hash, body, false AS known FROM events WHERE stream_id = $1 AND version > $2
             UNION ALL
             SELECT version, hash, body, true FROM events WHERE event_id = $3
             ORDER BY known, version`,
      values: [streamId, afterVersion, eventId],
    });
    const known = rows.find((row) => row.known);
    return { rows: rows.filter((row) => !row.known), known: known === undefined ? undefined : decode(known.body) };
  }

  /** Events of several streams, each after its own version, in one statement. */
  async readStreams(wanted: readonly { id: Id; after: number }[]): Promise<Map<Id, FoldRow[]>> {
    const { rows } = await this.pool.query<FoldRow & { stream_id: Id }>({
      name: 'read-streams',
      text: `SELECT e.stream_id, e.version, e.hash, e.body
             FROM unnest($1::uuid[], $2::integer[]) AS wanted (id, after)
             JOIN events e ON e.stream_id = wanted.id AND e.version > wanted.after
             ORDER BY e.stream_id, e.version`,
      values: [wanted.map(({ id }) => id), wanted.map(({ after }) => after)],
    });
    const found = new Map<Id, FoldRow[]>();
    for (const row of rows) {
      const list = found.get(row.stream_id);
      if (list === undefined) found.set(row.stream_id, [row]);
      else list.push(row);
    }
    return found;
  }

  /** Events of one stream after a version, oldest first; none when the stream is of another type. */
  async readStream(
    { type, id }: StreamRef,
    { after = 0, limit }: { after?: number; limit?: number } = {},
  ): Promise<StoredEvent[]> {
    const { rows } = await this.pool.query<LogRow>({
      name: 'read-stream',
      text: `SELECT position, partition, hash, body FROM events
             WHERE stream_id = $1 AND version > $2 ORDER BY version LIMIT $3`,
      values: [id, after, limit],
    });
    const events = rows.map(stored);
    return events[0]?.envelope.stream.type === type ? events : [];
  }

  /**
   * As `readStream`, whatever the type, for those who check: every event has its place, also one that cannot be read, or in which
   * what is sealed cannot.
   */
  async readStreamAsStored(
    id: Id,
    { after = 0, limit }: { after?: number; limit?: number },
  ): Promise<{ version: number; envelope: Envelope | undefined }[]> {
    const { rows } = await this.pool.query<{ version: number; body: string }>({
      name: 'read-stream-as-stored',
      text: 'SELECT version, body FROM events WHERE stream_id = $1 AND version > $2 ORDER BY version LIMIT $3',
      values: [id, after, limit],
    });
    const read = rows.map(({ version, body }) => ({ version, envelope: decodeIfWhole(body) }));
    const keys = await this.keysOf(read.flatMap(({ envelope }) => envelope ?? []));
    return read.map(({ version, envelope }) => ({
      version,
      envelope: envelope !== undefined && isSealIntact(envelope, keys) ? envelope : undefined,
    }));
  }

  /** The log after a position, in its order, never past what the sequencer has published as safe (law 6). */
  async readLog({ after, limit, partition = 0 }: LogPage): Promise<StoredEvent[]> {
    const { rows } = await this.pool.query<LogRow>({
      name: 'read-log',
      text: `SELECT position, partition, hash, body FROM events
             WHERE partition = $1 AND position > $2
               AND position <= (SELECT position FROM log_heads WHERE partition = $1)
             ORDER BY position LIMIT $3`,
      values: [partition, after, limit],
    });
    return rows.map(stored);
  }

  /** The personal fields of events, by event id; what was erased has no entry. */
  async personalFields(envelopes: readonly Envelope[]): Promise<Map<Id, JsonObject>> {
    const keys = await this.keysOf(envelopes);
    const found = new Map<Id, JsonObject>();
    for (const { id, sealed } of envelopes) {
      const key = sealed && keys.get(sealed.owner);
      if (key !== undefined) found.set(id, unseal(sealed!, key, id));
    }
    return found;
  }

  private async keysOf(envelopes: readonly Envelope[]): Promise<Map<Id, KeyObject | undefined>> {
    const owners = [...new Set(envelopes.flatMap(({ sealed }) => sealed?.owner ?? []))];
    return owners.length === 0 ? new Map() : this.keys.existingKeys(owners);
  }
}

/** Also where the key is gone: that it cannot be read any more is then as it should be. */
function isSealIntact({ id, sealed }: Envelope, keys: ReadonlyMap<Id, KeyObject | undefined>): boolean {
  const key = sealed && keys.get(sealed.owner);
  if (key === undefined) return true;
  try {
    unseal(sealed!, key, id);
    return true;
  } catch {
    return false;
  }
}

type LogRow = { position: string; partition: number; hash: Buffer; body: string };

function stored({ position, partition, hash, body }: LogRow): StoredEvent {
  return { position: Number(position), partition, hash, body, envelope: decode(body) };
}
