// What happened to one stream, with what was said along: for people to read, never for rules (law 12).
import type { DomainEvent, JsonObject, Recorded, StreamRef } from '#domain';
import type { EventStore } from './event-store';
import { recorded } from './stored-event';

/** `said`: the personal fields; absent where nothing was said, or where it was erased. */
export type Told<Event extends DomainEvent> = Recorded<Event> & { said?: JsonObject };

/** Its events of these types, oldest first. The stream is read as a whole: one of the trade holds some hundred events. */
export async function toldEvents<Event extends DomainEvent>(
  store: EventStore,
  stream: StreamRef,
  types: readonly Event['type'][],
): Promise<Told<Event>[]> {
  const envelopes = (await store.readStream(stream))
    .map(({ envelope }) => envelope)
    .filter(({ type }) => types.includes(type));
  const personal = await store.personalFields(envelopes);
  return envelopes.map((envelope) => {
    const event = recorded(envelope, store.upcasting) as Recorded<Event>;
    return { ...event, said: personal.get(envelope.id) };
  });
}
