// Personal keys: one per human being or customer. Deleting the key erases what was sealed under it (law 12).
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Id } from '#domain';
import { poolOf } from './data-source';
import { BoundedCache } from './bounded-cache';

/** An erased key may be used for this long at most by a process that had it. */
const KEY_CACHE_MS = 60_000;
/** People that one process has to do with within a minute, and some more. */
const KEY_CACHE_ENTRIES = 20_000;

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `undefined` stands for erased. */
type CachedKey = { key: KeyObject | undefined; until: number };

export class KeyStore {
  private readonly cache = new BoundedCache<Id, CachedKey>(KEY_CACHE_ENTRIES);

  /** @param masterKey 32 bytes that wrap every key; kept outside the database. */
  constructor(
    readonly source: DataSource,
    private readonly masterKey: Buffer,
  ) {
    if (masterKey.length !== KEY_BYTES)
      throw new Error(`the master key must have ${KEY_BYTES} bytes, not ${masterKey.length}`);
  }

  /** The keys of these owners, made where there are none yet and committed before this returns; `undefined` for erased ones. */
  async keysFor(owners: readonly Id[]): Promise<Map<Id, KeyObject | undefined>> {
    const found = await this.existingKeys(owners);
    const unknown = owners.filter((owner) => !found.has(owner));
    if (unknown.length === 0) return found;
    const fresh = unknown.map((owner) => this.wrap(owner, randomBytes(KEY_BYTES)));
    await poolOf(this.source).query(
      'INSERT INTO personal_keys (owner, wrapped) SELECT * FROM unnest($1::uuid[], $2::bytea[]) ON CONFLICT DO NOTHING',
      [unknown, fresh],
    );
    return this.read(unknown, found);
  }

  /** The keys of these owners as far as they exist; none is made. */
  async existingKeys(owners: readonly Id[]): Promise<Map<Id, KeyObject | undefined>> {
    const found = this.fromCache(owners);
    const unknown = owners.filter((owner) => !found.has(owner));
    return unknown.length === 0 ? found : this.read(unknown, found);
  }

  /** For ever: the row stays without its key, so that it is not made again. Erasing twice is erasing once. */
  async erase(owner: Id): Promise<void> {
    await poolOf(this.source).query(
      `INSERT INTO personal_keys (owner, wrapped, erased_at) VALUES ($1, NULL, now())
       ON CONFLICT (owner) DO UPDATE SET wrapped = NULL, erased_at = coalesce(personal_keys.erased_at, now())`,
      [owner],
    );
    this.cache.set(owner, { key: undefined, until: Date.now() + KEY_CACHE_MS });
  }

  private async read(
    owners: readonly Id[],
    into: Map<Id, KeyObject | undefined>,
  ): Promise<Map<Id, KeyObject | undefined>> {
    const { rows } = await poolOf(this.source).query<{ owner: Id; wrapped: Buffer | null }>({
      name: 'read-keys',
      text: 'SELECT owner, wrapped FROM personal_keys WHERE owner = ANY($1::uuid[])',
      values: [owners],
    });
    for (const { owner, wrapped } of rows) {
      const key = wrapped === null ? undefined : this.unwrap(owner, wrapped);
      this.cache.set(owner, { key, until: Date.now() + KEY_CACHE_MS });
      into.set(owner, key);
    }
    return into;
  }

  private fromCache(owners: readonly Id[]): Map<Id, KeyObject | undefined> {
    const now = Date.now();
    const found = new Map<Id, KeyObject | undefined>();
    for (const owner of owners) {
      const cached = this.cache.get(owner);
      if (cached !== undefined && cached.until > now) found.set(owner, cached.key);
    }
    return found;
  }

  private wrap(owner: Id, key: Buffer): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.masterKey, iv).setAAD(Buffer.from(owner));
    return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  }

  /** As a key object: making one of bytes anew for every use costs more than the use. */
  private unwrap(owner: Id, wrapped: Buffer): KeyObject {
    const decipher = createDecipheriv('aes-256-gcm', this.masterKey, wrapped.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(owner)).setAuthTag(wrapped.subarray(-TAG_BYTES));
    return createSecretKey(Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]));
  }
}
