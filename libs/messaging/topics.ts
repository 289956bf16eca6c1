// The topics of the bus: names, partitions, how long they keep, and which partition a stream belongs to.
// Invariant: partition counts and `partitionOf` never change: the order of a stream's messages hangs on both.
import type { Id } from '#domain';

/** Every event of the log, its stored bytes. */
export const AUDIT_TOPIC = 'tongguan.audit';
/** What staff should be told: due follow-ups, deadlines, escalations, approvals asked for. */
export const REMINDERS_TOPIC = 'tongguan.reminders';
/** Reminders that can never be delivered, with the reason; for people to look at. */
export const DEAD_LETTER_TOPIC = 'tongguan.reminders.dead-letter';
/** How far the relay has got, written in the same transaction as what it published. */
export const MARKER_TOPIC = 'tongguan.audit.marker';

export type TopicName = typeof AUDIT_TOPIC | typeof REMINDERS_TOPIC | typeof DEAD_LETTER_TOPIC | typeof MARKER_TOPIC;

export type TopicSettings = {
  partitions: number;
  /** Kafka's own names and values. */
  config: { [name: string]: string };
  /** Whether the product breaks a promise when an operator sets `config` otherwise. */
  isPromised: boolean;
};

/** Twelve can be shared evenly by 2, 3, 4, 6 or 12 consumers. */
export const PARTITIONS = 12;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A notifier that was away for longer has nothing to tell that is still worth a message; the events themselves stay. */
const REMINDERS_KEPT_MS = 30 * DAY_MS;

/** A letter nobody looked at for a year will not be looked at. */
const DEAD_LETTERS_KEPT_MS = 365 * DAY_MS;

/** A segment being written is never compacted: a small one keeps what the first reader after a long time goes through small. */
const MARKER_SEGMENT_BYTES = 16 * 1024 * 1024;

/** Above what a request to the API can become when it is sealed; Kafka's own limit of one mebibyte is not. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

export const topics: { readonly [name in TopicName]: TopicSettings } = {
  [AUDIT_TOPIC]: {
    partitions: PARTITIONS,
    config: {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'max.message.bytes': String(MAX_MESSAGE_BYTES),
    },
    isPromised: true,
  },
  [REMINDERS_TOPIC]: {
    partitions: PARTITIONS,
    config: { 'cleanup.policy': 'delete', 'retention.ms': String(REMINDERS_KEPT_MS) },
    isPromised: false,
  },
  [DEAD_LETTER_TOPIC]: {
    partitions: 1,
    config: { 'cleanup.policy': 'delete', 'retention.ms': String(DEAD_LETTERS_KEPT_MS) },
    isPromised: false,
  },
  [MARKER_TOPIC]: {
    partitions: 1,
    config: { 'cleanup.policy': 'compact', 'segment.bytes': String(MARKER_SEGMENT_BYTES) },
    isPromised: true,
  },
};

/**
 * The partition of a stream in the audit and the reminder topic, 0 to 11: murmur2 of the id's UTF-8 bytes, as Kafka's own
 * clients compute it for a key, so that the topics of others who key by stream id line up with ours. Computed here and not
 * by a client, because what a client computes may change with its version.
 */
export function partitionOf(streamId: Id): number {
  return (murmur2(Buffer.from(streamId, 'utf8')) & 0x7fffffff) % PARTITIONS;
}

const MURMUR_SEED = 0x9747b28c;
const MURMUR_MULTIPLIER = 0x5bd1e995;

/** As org.apache.kafka.common.utils.Utils.murmur2; a signed 32-bit number. */
export function murmur2(bytes: Buffer): number {
  let hash = MURMUR_SEED ^ bytes.length;
  const wholeWords = bytes.length - (bytes.length % 4);
  for (let at = 0; at < wholeWords; at += 4) {
    let word = Math.imul(bytes.readInt32LE(at), MURMUR_MULTIPLIER);
    word = Math.imul(word ^ (word >>> 24), MURMUR_MULTIPLIER);
    hash = Math.imul(hash, MURMUR_MULTIPLIER) ^ word;
  }
  for (let at = bytes.length - 1; at >= wholeWords; at -= 1) hash ^= bytes[at]! << (8 * (at - wholeWords));
  if (wholeWords < bytes.length) hash = Math.imul(hash, MURMUR_MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), MURMUR_MULTIPLIER);
  return hash ^ (hash >>> 15);
}
