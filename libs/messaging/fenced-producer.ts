// The only writer of the audit topic: fence first, then read the marker, then send (law 7).
import { randomUUID } from 'node:crypto';
import type { FencedProducer, Marker } from './bus';
import type { BusOptions } from './kafka-client';
import { readCommitted } from './read-committed';
import { Transactions, type Outgoing } from './transactions';
import { MARKER_TOPIC } from './topics';

/** The zero is the log's partition: each would have a relay of its own. */
const TRANSACTIONAL_ID = 'tongguan-relay-0';

const MARKER_KEY = 'marker';
const PROBE_KEY = 'probe';

/** Thirty-two transactions: normally the marker is the last but one. Further back in steps, for after a row of failed starts. */
const FIRST_LOOK_RECORDS = 64n;
const LOOK_FACTOR = 16n;

export async function openFencedProducer(options: BusOptions): Promise<FencedProducer> {
  const transactions = await Transactions.open(options, TRANSACTIONAL_ID);
  try {
    const marker = await markerBefore(options, await fence(transactions));
    return {
      marker,
      publish: async (messages, next) => {
        await transactions.commit([...messages, markerMessage(next)]);
      },
      close: () => transactions.close(),
    };
  } catch (error) {
    await transactions.close();
    throw error;
  }
}

/**
 * Ends whatever an earlier producer has begun. The probe's offset is where its traces end: every marker of theirs lies before
 * it, and a reader that sees the probe has seen them all.
 */
async function fence(transactions: Transactions): Promise<bigint> {
  const probe = { topic: MARKER_TOPIC, key: PROBE_KEY, partition: 0, value: randomUUID() } as const;
  const [written] = await transactions.commit([probe]);
  if (written?.baseOffset === undefined) throw new Error('Kafka acknowledged the probe without its offset');
  return BigInt(written.baseOffset);
}

async function markerBefore(options: BusOptions, probe: bigint): Promise<Marker | undefined> {
  for (let records = FIRST_LOOK_RECORDS; ; records *= LOOK_FACTOR) {
    const from = records < probe ? probe - records : 0n;
    let last: string | undefined;
    // The probe itself is read too: it can be seen, or passed, only when everything before it is decided.
    await readCommitted(options, MARKER_TOPIC, [{ partition: 0, from, end: probe + 1n }], ({ key, value }) => {
      if (key?.toString() === MARKER_KEY && value !== null) last = value.toString();
      return 'go on';
    });
    if (last !== undefined) return JSON.parse(last) as Marker;
    if (from === 0n) return undefined;
  }
}

function markerMessage(marker: Marker): Outgoing {
  return { topic: MARKER_TOPIC, key: MARKER_KEY, partition: 0, value: JSON.stringify(marker) };
}
