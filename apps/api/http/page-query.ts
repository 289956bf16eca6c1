// Paging of every list: so many after the last id of the page before.
import { Type } from 'class-transformer';
import { MAX_PAGE_SIZE } from '#read-model';
import { Uuid, Whole } from './fields';

const DEFAULT_PAGE_SIZE = 50;

export class PageQuery {
  @Type(() => Number)
  @Whole(1, MAX_PAGE_SIZE, { optional: true })
  limit: number = DEFAULT_PAGE_SIZE;

  @Uuid({ optional: true, description: '`next` of the page before.' }) after?: string;
}

export type ListAnswer<Row> = { items: Row[]; next?: string };

/** `next` is there when the page is full: there may be more. */
export function listAnswer<Row extends { id: string }>(items: Row[], limit: number): ListAnswer<Row> {
  return items.length < limit ? { items } : { items, next: items.at(-1)!.id };
}
