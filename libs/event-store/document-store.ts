// Documents, content-addressed and sealed: the same bytes of one owner are kept once, and only while the owner's key is.
// Invariant: the address is a keyed hash. A plain one would tell for ever whose document it was, to whoever has a copy of it.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Id } from '#domain';
import type { EventStore } from './event-store';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps the bytes before an event names them: bytes that no event names harm nobody.
 * @returns their address in lower-case hex; `undefined` when the owner was erased
 */
export async function keepDocument(store: EventStore, owner: Id, bytes: Buffer): Promise<string | undefined> {
  const key = (await store.keys.keysFor([owner])).get(owner);
  if (key === undefined) return undefined;
  const address = addressOf(key, bytes);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(owner, address));
  const box = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  await store.pool.query(
    'INSERT INTO documents (owner, address, iv, box) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [owner, address, iv, box],
  );
  return address;
}

/** `undefined` when it is not there, or its owner was erased. Throws when the bytes were changed. */
export async function readDocument(store: EventStore, owner: Id, address: string): Promise<Buffer | undefined> {
  const key = (await store.keys.existingKeys([owner])).get(owner);
  if (key === undefined) return undefined;
  const { rows } = await store.pool.query<{ iv: Buffer; box: Buffer }>({
    name: 'read-document',
    text: 'SELECT iv, box FROM documents WHERE owner = $1 AND address = $2',
    values: [owner, address],
  });
  const [found] = rows;
  if (found === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, found.iv).setAAD(boundTo(owner, address));
  decipher.setAuthTag(found.box.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(found.box.subarray(0, -TAG_BYTES)), decipher.final()]);
}

function addressOf(key: KeyObject, bytes: Buffer): string {
  const addressKey = Buffer.from(hkdfSync('sha256', key, '', 'tongguan document', 32));
  return createHmac('sha256', addressKey).update(bytes).digest('hex');
}

function boundTo(owner: Id, address: string): Buffer {
  return Buffer.from(`${owner} ${address}`);
}
