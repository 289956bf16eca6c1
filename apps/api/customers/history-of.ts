// What happened to a stream over the years, by kind of event, with what was said as far as it can still be read.
import type { Caller, DomainEvent, Instant, StreamRef } from '#domain';
import type { EventStore } from '#event-store';

export type Happened<Event extends DomainEvent> = Event extends DomainEvent
  ? { version: number; at: Instant; by: Caller; data: Event['data']; note?: string }
  : never;

/** Of one type, oldest first: a stream of the trade holds some hundred events, and these are a few of them. */
export async function historyOf<Event extends DomainEvent>(
  store: EventStore,
  ref: StreamRef,
  type: Event['type'],
): Promise<Happened<Event>[]> {
  const envelopes = (await store.readStream(ref)).map(({ envelope }) => envelope).filter((each) => each.type === type);
  const personal = await store.personalFields(envelopes);
  return envelopes.map(({ id, version, at, by, data }) => {
    const note = personal.get(id)?.['note'];
    return { version, at, by, data, ...(typeof note === 'string' ? { note } : {}) } as unknown as Happened<Event>;
  });
}
