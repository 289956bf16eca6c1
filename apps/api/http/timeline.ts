// The story of a stream: every event in order, with what was said as far as it can still be read.
import { Type } from 'class-transformer';
import type { Caller, JsonObject, PlaybookDefinition, StreamRef } from '#domain';
import type { Envelope, EventStore } from '#event-store';
import { partNames, storyLine, type Language } from '#labels';
import { MAX_PAGE_SIZE } from '#read-model';
import { anyObject, instant, listOf, object, optional, text, whole, type Described } from './described';
import { Whole } from './fields';
import { withSubjects } from './with-subjects';

export type TimelineEntry = {
  type: string;
  version: number;
  at: string;
  /** What happened, in words. */
  line: string;
  by: Caller;
  data: JsonObject;
  /** What was said; absent where nothing was, or where it was erased. */
  personal?: JsonObject;
  /** Where it was said in several parts: what they are called, by their keys, in the order in which they are asked; one without a name
      is not there. */
  parts?: { [part: string]: string };
};

/** `next` is the version to go on after, when there may be more. */
export type Timeline = { items: TimelineEntry[]; next?: number };

export class TimelineQuery {
  @Type(() => Number)
  @Whole(1, MAX_PAGE_SIZE, { optional: true })
  limit: number = MAX_PAGE_SIZE;

  @Type(() => Number)
  @Whole(0, 1_000_000_000, { optional: true, description: '`next` of the page before.' })
  after?: number;
}

export const timelineEntry: { [K in keyof Required<TimelineEntry>]: Described } = {
  type: text('ObjectionRaised'),
  version: whole(7),
  at: instant(),
  line: text('An objection was raised on the level “User”'),
  by: anyObject({ kind: 'staff', id: 'd49d688d-6859-5e0b-8581-38b59ed37886' }),
  data: anyObject({ objectionId: '0c1f5a4e-7a53-5e6e-8a52-6b1f3f0f7a11', level: 'user' }),
  personal: optional(anyObject({ words: '现在不需要' })),
  parts: optional(anyObject({ strengths: 'Strengths', weaknesses: 'Weaknesses' })),
};

export const timeline = object<Timeline>({
  items: listOf(object<TimelineEntry>(timelineEntry)),
  next: optional(whole(7)),
});

/** A page of it; `definition` is the playbook that the stream goes by, if any. Whoever calls has looked whether the caller may see the stream. */
export async function timelineOf(
  store: EventStore,
  ref: StreamRef,
  page: TimelineQuery,
  language: Language,
  definition?: PlaybookDefinition,
): Promise<Timeline> {
  const events = await store.readStream(ref, page);
  const envelopes = events.map((event) => event.envelope);
  const items = await entriesOf(store, ref, envelopes, language, definition);
  return items.length < page.limit ? { items } : { items, next: items.at(-1)!.version };
}

/** Of one stream, each with what was said. */
export async function entriesOf(
  store: EventStore,
  ref: StreamRef,
  envelopes: readonly Envelope[],
  language: Language,
  definition?: PlaybookDefinition,
): Promise<TimelineEntry[]> {
  const personal = await store.personalFields(envelopes);
  const told = await withSubjects(
    store,
    ref,
    envelopes.map(({ data }) => data),
  );
  return envelopes.map(({ id, type, version, at, by, data }, index) => ({
    type,
    version,
    at,
    line: storyLine({ type, data: told[index]! }, language, definition),
    by,
    data,
    personal: personal.get(id),
    parts: partNames({ type, data, personal: personal.get(id) }, language, definition),
  }));
}
