// What the register of gifts reads.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { GiftStatus } from '#domain';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage } from '../../client/every-page';

export type GiftFilter = { status?: GiftStatus; from?: string; to?: string; askedById?: string };

/** A screen or two; more comes when it is asked for. */
const AT_ONCE = 100;

export const giftsToDecide = queryOptions({
  queryKey: ['/v1/gifts', 'to-decide'],
  queryFn: () =>
    everyPage((page) => {
      const query = { ...page, seen: lastWritten() };
      return answered(api.GET('/v1/gifts/to-decide', { params: { query } }));
    }),
});

export const register = (filter: GiftFilter) =>
  infiniteQueryOptions({
    queryKey: ['/v1/gifts', 'register', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after }) => {
      const query = { ...filter, after, limit: AT_ONCE, seen: lastWritten() };
      return answered(api.GET('/v1/gifts', { params: { query } }));
    },
    getNextPageParam: (page) => page.next,
  });
