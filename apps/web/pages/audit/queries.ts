// What auditors read: the log, one stream of it, and the record of who read what. Each begins with the newest.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { still } from '../../client/still';

/** Filters as the address has them; what is empty is not asked for. */
export type Asked = { [name: string]: string };

const PAGE = 50;

function given(asked: Asked, names: readonly string[]): { [name: string]: string | undefined } {
  return Object.fromEntries(names.map((name) => [name, asked[name] === '' ? undefined : asked[name]]));
}

export const events = (asked: Asked) =>
  infiniteQueryOptions({
    ...still,
    queryKey: ['/v1/audit', 'events', asked],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam }) => {
      const filter = given(asked, ['type', 'streamType', 'streamId', 'byStaffId', 'from', 'to']) as object;
      return answered(
        api.GET('/v1/audit/events', { params: { query: { limit: PAGE, before: pageParam, ...filter } } }),
      );
    },
    getNextPageParam: ({ next }) => next,
  });

export const readings = (asked: Asked) =>
  infiniteQueryOptions({
    ...still,
    queryKey: ['/v1/audit', 'readings', asked],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam }) => {
      const {
        byStaffId: staffId,
        streamId: subjectId,
        from,
        to,
      } = given(asked, ['byStaffId', 'streamId', 'from', 'to']);
      const query = { limit: PAGE, before: pageParam, staffId, subjectId, from, to };
      return answered(api.GET('/v1/audit/readings', { params: { query } }));
    },
    getNextPageParam: ({ next }) => next,
  });
