// Paging of lists: so many after where the page before ended, not older than what the caller has just written.
import { Transform, Type } from 'class-transformer';
import { IsOptional, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import type { EventStore } from '#event-store';
import { awaitVersion, MAX_PAGE_SIZE } from '#read-model';
import { flag, id, listOf, object, optional, type Described } from './described';
import { lowerCased, Uuid, Whole } from './fields';

const DEFAULT_PAGE_SIZE = 50;
/** Read models are tens of milliseconds behind; whoever waits longer than this wants an answer. */
const MAX_WAIT_MS = 2_000;

const SEEN = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[1-9][0-9]{0,8}$';

/** For lists that begin with what is most urgent. */
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

/** For lists by id. */
export class PageQuery extends LimitQuery {
  @Uuid({ optional: true, description: '`next` of the page before.' }) after?: string;
}

/** `next` is there when the page is full: there may be more. `stale` says that `seen` is not in the list yet. */
export type ListAnswer<Row> = { items: Row[]; next?: string; stale?: true };

export function listed(row: Described): Described {
  return object<ListAnswer<unknown>>({ items: listOf(row), next: optional(id()), stale: optional(flag(true)) });
}

export async function listAnswer<Row extends { id: string }>(
  store: EventStore,
  { limit, seen }: PageQuery,
  read: () => Promise<Row[]>,
): Promise<ListAnswer<Row>> {
  const stale = !(await caughtUp(store, seen));
  const items = await read();
  return {
    items,
    ...(items.length < limit ? {} : { next: items.at(-1)!.id }),
    ...(stale ? { stale } : {}),
  };
}

/** Waits for the version that the caller names; `false` when it does not come in time. */
export async function caughtUp(store: EventStore, seen: string | undefined): Promise<boolean> {
  if (seen === undefined) return true;
  const [stream = '', version] = seen.split('@');
  return awaitVersion(store, stream, Number(version), MAX_WAIT_MS);
}
