// Way B to Kafka: every event once, in order per stream, and with it the reminder that it is (law 7).
// Invariant: Kafka itself says how far it has got, in the transaction of what it got; the position here only repeats it.
import { reminderOf } from '#domain';
import { movePosition, recorded, SinkTrouble, type EventStore, type Sink, type StoredEvent } from '#event-store';
import { AUDIT_TOPIC, auditMessage, reminderMessage, type Bus, type BusMessage, type Marker } from '#messaging';

export const KAFKA_SINK = 'kafka';

/** A transaction costs some 20 ms whatever it holds: few and large ones (25 thousand messages a second). */
const BATCH_EVENTS = 500;

/** Fences every feeder before, reads how far Kafka has got, and goes on from there. */
export function beginKafkaSink(store: EventStore, bus: Bus): (lease: unknown, position: number) => Promise<Sink> {
  return async () => {
    await asked(bus.ensureTopics());
    const producer = await asked(bus.openFencedProducer());
    try {
      const position = await positionOn(store, bus, producer.marker);
      return {
        batchEvents: BATCH_EVENTS,
        position,
        apply: async (lease, events) => {
          const messages = events.flatMap((event) => messagesOf(store, event));
          await asked(producer.publish(messages, markerAt(events.at(-1)!)));
          return movePosition(store.pool, KAFKA_SINK, lease, events.at(-1)!.position);
        },
        end: () => producer.close(),
      };
    } catch (error) {
      await producer.close();
      throw error;
    }
  };
}

/** The marker must be an event of this log; anything else is a restored backup or another installation's Kafka. */
async function positionOn(store: EventStore, bus: Bus, marker: Marker | undefined): Promise<number> {
  if (marker === undefined) {
    if (await asked(bus.isEmpty(AUDIT_TOPIC))) return 0;
    throw lasting('KAFKA_WITHOUT_MARKER', `${AUDIT_TOPIC} holds events, but nothing says how many of this log`);
  }
  const [event] = await store.readLog({ after: marker.position - 1, limit: 1 });
  if (event !== undefined && sameMarker(markerAt(event), marker)) return marker.position;
  throw lasting(
    'KAFKA_AHEAD_OF_LOG',
    `Kafka has event ${marker.eventId} at position ${marker.position}, and this log has not: was the database set back?`,
  );
}

function messagesOf(store: EventStore, event: StoredEvent): BusMessage[] {
  const { id, stream, version, at } = event.envelope;
  const reminder = reminderOf(recorded(event.envelope, store.upcasting));
  if (reminder === undefined) return [auditMessage(event)];
  return [auditMessage(event), reminderMessage({ id, stream, version, at, ...reminder })];
}

function markerAt({ position, envelope, hash }: StoredEvent): Marker {
  return { position, eventId: envelope.id, hash: hash.toString('hex') };
}

function sameMarker(one: Marker, other: Marker): boolean {
  return one.position === other.position && one.eventId === other.eventId && one.hash === other.hash;
}

function lasting(code: string, message: string): SinkTrouble {
  return new SinkTrouble(code, message, { isLasting: true });
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new SinkTrouble('KAFKA_UNREACHABLE', 'Kafka does not answer as it should', { cause });
  }
}
