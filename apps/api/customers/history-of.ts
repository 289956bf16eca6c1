// What happened to a stream over the years by one type of event, as answers show it.
import type { Caller, DomainEvent, Instant, StreamRef } from '#domain';
import { toldEvents, type EventStore } from '#event-store';

export type Happened<Event extends DomainEvent> = {
  version: number;
  at: Instant;
  by: Caller;
  note?: string;
} & Event['data'];

/** Oldest first, each with the note that was written along, as far as it can still be read. */
export async function historyOf<Event extends DomainEvent<string, object>>(
  store: EventStore,
  stream: StreamRef,
  type: Event['type'],
): Promise<Happened<Event>[]> {
  const told = await toldEvents<Event>(store, stream, [type]);
  return told.map(({ version, at, by, data, said }) => ({
    version,
    at,
    by,
    ...data,
    note: said?.['note'] as string | undefined,
  }));
}
