// Paging of lists: so many after where the page before ended, not older than what the caller has just written.
import { Transform, Type } from 'class-transformer';
import { IsOptional, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import type { EventStore } from '#event-store';
import { awaitVersion, MAX_PAGE_SIZE } from '#read-model';
import { flag, id, listOf, object, optional, text, type Described } from './described';
import { lowerCased, Text, Uuid, Whole } from './fields';

const DEFAULT_PAGE_SIZE = 50;
/** Read models are tens of milliseconds behind; whoever waits longer than this wants an answer. */
const MAX_WAIT_MS = 2_000;

const SEEN = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[1-9][0-9]{0,8}$';

/** A time, ids and a key of some words. */
const MAX_PLACE_LENGTH = 500;

/** For lists of which nobody reads more than the beginning. */
export class LimitQuery {
  @Type(() => Number)
  @Whole(1, MAX_PAGE_SIZE, { optional: true })
  limit: number = DEFAULT_PAGE_SIZE;

  @IsOptional()
  @Transform(({ value }) => lowerCased(value))
  @Matches(new RegExp(SEEN))
  @ApiProperty({
    type: 'string',
    pattern: SEEN,
    required: false,
    example: '7f0c2a4e-5d1b-5c3f-9a86-2b1d4e6f8a90@3',
    description: 'Read your own write: id and version that a command answered. The list is at least as new.',
  })
  seen?: string;
}

/** For lists that begin with what is most urgent. */
export class PlaceQuery extends LimitQuery {
  @Text({ optional: true, maxLength: MAX_PLACE_LENGTH, description: '`next` of the page before, as it was answered.' })
  after?: string;
}

/** For lists by id. */
export class PageQuery extends LimitQuery {
  @Uuid({ optional: true, description: '`next` of the page before.' }) after?: string;
}

/** `next` is there when the page is full: there may be more. `stale` says that `seen` is not in the list yet. */
export type ListAnswer<Row> = { items: Row[]; next?: string; stale?: true };

export function listed(row: Described): Described {
  return object<ListAnswer<unknown>>({ items: listOf(row), next: optional(id()), stale: optional(flag(true)) });
}

/** For lists that begin with what is most urgent, whose `next` is a place and no id. */
export function listedByPlace(row: Described): Described {
  return object<ListAnswer<unknown>>({
    items: listOf(row),
    next: optional(text('WyIyMDI2LTEyLTA4VDAxOjAwOjAwLjAwMFoiXQ')),
    stale: optional(flag(true)),
  });
}

/** @param nextAfter what the page after the one that ends with this row is asked with; its id where nothing else is said */
export async function listAnswer<Row>(
  store: EventStore,
  { limit, seen }: LimitQuery,
  read: () => Promise<Row[]>,
  nextAfter: (last: Row) => string,
): Promise<ListAnswer<Row>>;
export async function listAnswer<Row extends { id: string }>(
  store: EventStore,
  query: LimitQuery,
  read: () => Promise<Row[]>,
): Promise<ListAnswer<Row>>;
export async function listAnswer<Row>(
  store: EventStore,
  { limit, seen }: LimitQuery,
  read: () => Promise<Row[]>,
  nextAfter: (last: Row) => string = (last) => (last as { id: string }).id,
): Promise<ListAnswer<Row>> {
  const stale = !(await caughtUp(store, seen));
  const items = await read();
  return {
    items,
    ...(items.length < limit ? {} : { next: nextAfter(items.at(-1)!) }),
    ...(stale ? { stale } : {}),
  };
}

/** Waits for the version that the caller names; `false` when it does not come in time. */
export async function caughtUp(store: EventStore, seen: string | undefined): Promise<boolean> {
  if (seen === undefined) return true;
  const [stream = '', version] = seen.split('@');
  return awaitVersion(store, stream, Number(version), MAX_WAIT_MS);
}
