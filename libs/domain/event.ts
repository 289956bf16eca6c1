// What happened: the shape every fact has before and after it is stored.
// Invariant: `data` holds ids, codes, numbers and dates only; whatever may name a human being, and all free text, is `personal`.

/** A UUID in lower case. */
export type Id = string;

/** An instant in UTC, ISO 8601 with milliseconds: `2026-03-02T01:00:00.000Z`. Sorts as text. */
export type Instant = string;

/** A calendar date without a zone: `2026-03-02`. */
export type LocalDate = string;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

export const streamTypes = [
  'customer',
  'contact',
  'opportunity',
  'follow-up-plan',
  'staff',
  'playbook',
  'catalogue',
  'calendar',
] as const;
export type StreamType = (typeof streamTypes)[number];
export type StreamRef = { type: StreamType; id: Id };

/** Who sends a command: a member of staff, or a part of the product that acts by itself. */
export type Caller = { kind: 'staff'; id: Id } | { kind: 'process'; name: ProcessName };
export type ProcessName = 'opportunity-workflow' | 'follow-up-workflow' | 'customer-workflow' | 'import' | 'setup';

/** Fields that the store seals under the key of `owner` (a contact, a customer or a member of staff). */
export type Personal = { owner: Id; fields: JsonObject };

/** An event as `decide` produces it. */
export type DomainEvent<Type extends string = string, Data = unknown> = {
  type: Type;
  data: Data;
  personal?: Personal;
};

/** An event as `evolve` sees it: stored and numbered; its personal fields stay sealed and are not here. */
export type Recorded<E extends DomainEvent> = E extends DomainEvent
  ? {
      type: E['type'];
      data: E['data'];
      streamId: Id;
      /** 1 for the first event of the stream, without gaps. */
      version: number;
      at: Instant;
      by: Caller;
    }
  : never;
