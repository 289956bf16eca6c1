// An event as it is stored: one canonical JSON text, its hash chained to the one before (law 11).
import { hash } from 'node:crypto';
import {
  derivedId,
  type Caller,
  type DomainEvent,
  type Id,
  type Instant,
  type Json,
  type JsonObject,
  type Recorded,
  type StreamRef,
  type Upcasting,
} from '#domain';
import type { Sealed } from './sealing';
import { storableJson } from './text-at-the-door';

/** Everything that is hashed; nothing that the database assigns. */
export type Envelope = {
  id: Id;
  type: string;
  shape: number;
  stream: StreamRef;
  version: number;
  at: Instant;
  by: Caller;
  /** The command that brought it about. */
  command: Id;
  /** Keyed hash of the request, on the first event of a command. */
  request?: string;
  /** Streams whose facts the decision read, with their versions. */
  facts?: { [streamId: Id]: number };
  data: JsonObject;
  sealed?: Sealed;
};

/** A row of the log as readers get it. */
export type StoredEvent = { position: number; partition: number; hash: Buffer; body: string; envelope: Envelope };

/** What the first event of a stream continues. */
export const GENESIS_HASH = Buffer.alloc(32);

export function eventIdOf(commandId: Id, number: number): Id {
  return derivedId(commandId, `event ${number}`);
}

export function encode(envelope: Envelope): string {
  return storableJson(envelope);
}

export function decode(body: string): Envelope {
  return JSON.parse(body) as Envelope;
}

/** Nothing where the stored bytes are no event: somebody changed them by hand, or the disk did. For those who check; all others stop. */
export function decodeIfWhole(body: string): Envelope | undefined {
  try {
    const envelope = decode(body);
    const { id, type, stream, at, by, data, sealed } = envelope;
    const isText = [id, type, stream.id, at, by.kind].every((each) => typeof each === 'string');
    const isSealed = sealed === undefined || isUuid(sealed.owner);
    return isText && isSealed && typeof data === 'object' && data !== null ? envelope : undefined;
  } catch {
    return undefined;
  }
}

function isUuid(owner: unknown): boolean {
  return typeof owner === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(owner);
}

/** What JSON would make of it, without the way through a text: a copy in which no member is `undefined` and zero has no sign. */
export function asReadBack(value: Json): Json {
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asReadBack);
  // Spread, because an assignment to a member named `__proto__` would make no member.
  const copy = { ...value };
  for (const [name, member] of Object.entries(copy)) {
    if (member === undefined) delete copy[name];
    else copy[name] = asReadBack(member);
  }
  return copy;
}

/** SHA-256 over the hash before and the stored bytes. (In one call: a hash object for each event costs twice as much.) */
export function chainHash(previous: Buffer, body: string): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(body, 'utf8')]), 'buffer');
}

/** As `evolve` sees it: lifted to the current shape, sealed fields left out. */
export function recorded(envelope: Envelope, upcasting: Upcasting): Recorded<DomainEvent> {
  const { type, shape, data, stream, version, at, by } = envelope;
  return { type, data: upcasting.lift(type, shape, data), streamId: stream.id, version, at, by };
}
