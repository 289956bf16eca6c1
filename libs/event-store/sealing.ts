// Sealing of personal fields: AES-256-GCM under the owner's key, bound to the event it belongs to.
import { createCipheriv, createDecipheriv, hash, hkdfSync, randomFillSync, type KeyObject } from 'node:crypto';
import type { Id, JsonObject } from '#domain';
import { canonicalJson } from '#domain';
import { storableJson } from './text-at-the-door';

/** `iv` and `box` (ciphertext and tag) in base64. */
export type Sealed = { owner: Id; iv: string; box: string };

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function seal(owner: Id, key: KeyObject, eventId: Id, fields: JsonObject): Sealed {
  const iv = freshIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(eventId));
  const box = Buffer.concat([cipher.update(storableJson(fields), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { owner, iv: iv.toString('base64'), box: box.toString('base64') };
}

/** Drawn for many at once: asking for twelve bytes costs as much as asking for thousands. */
const ivs = Buffer.alloc(IV_BYTES * 256);
let ivsUsed = ivs.length;

function freshIv(): Buffer {
  if (ivsUsed === ivs.length) {
    randomFillSync(ivs);
    ivsUsed = 0;
  }
  return Buffer.from(ivs.subarray(ivsUsed, (ivsUsed += IV_BYTES)));
}

/** Throws when the box was changed or belongs to another event. */
export function unseal(sealed: Sealed, key: KeyObject, eventId: Id): JsonObject {
  const box = Buffer.from(sealed.box, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'));
  decipher.setAAD(Buffer.from(eventId)).setAuthTag(box.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  return JSON.parse(text) as JsonObject;
}

/** A key of HMAC-SHA-256 (RFC 2104) as the two blocks it is hashed as: before the text, and before the hash of that. */
type RequestKey = { inner: Buffer; outer: Buffer };
const HASH_BLOCK_BYTES = 64;

/** Derived keys, each for as long as the key it comes from is in use. */
const requestKeys = new WeakMap<KeyObject, RequestKey>();

/**
 * Recognises a repeated request and says nothing about it once the key is erased (law 4). An HMAC of two plain hashes,
 * because an HMAC object for each command costs three times as much.
 */
export function requestHash(key: KeyObject, request: unknown): string {
  let requestKey = requestKeys.get(key);
  if (requestKey === undefined) {
    requestKey = derivedRequestKey(key);
    requestKeys.set(key, requestKey);
  }
  const text = Buffer.from(canonicalJson(request), 'utf8');
  const inner = hash('sha256', Buffer.concat([requestKey.inner, text]), 'buffer');
  return hash('sha256', Buffer.concat([requestKey.outer, inner]), 'base64');
}

function derivedRequestKey(key: KeyObject): RequestKey {
  const block = Buffer.alloc(HASH_BLOCK_BYTES);
  Buffer.from(hkdfSync('sha256', key, '', 'tongguan request', 32)).copy(block);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}
