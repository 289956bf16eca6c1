// What the morning's page reads.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage, PAGE } from '../../client/every-page';

/** What falls due within thirty days, the earliest first, and more when it is asked for. */
export const due = infiniteQueryOptions({
  queryKey: ['/v1/due'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) => answered(api.GET('/v1/due', { params: { query: { after, limit: PAGE } } })),
  getNextPageParam: ({ next }) => next,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});

/** Whose gate is open. */
export const passableSales = queryOptions({
  queryKey: ['/v1/opportunities', 'passable'],
  queryFn: () =>
    everyPage((page) => {
      const query = { ...page, status: 'open', passable: 'true', seen: lastWritten() } as const;
      return answered(api.GET('/v1/opportunities', { params: { query } }));
    }),
});

/** Those that stand at their gate longer than they should, the latest first. */
export const stalledSales = queryOptions({
  queryKey: ['/v1/reports', 'stalled'],
  queryFn: () =>
    everyPage((page) => {
      const query = { ...page, late: 'true', seen: lastWritten() } as const;
      return answered(api.GET('/v1/reports/standstill/opportunities', { params: { query } }));
    }),
});

async function leadsWith(status: 'received' | 'handed-over') {
  return everyPage((page) =>
    answered(api.GET('/v1/leads', { params: { query: { ...page, status, seen: lastWritten() } } })),
  );
}

export type OpenLead = Awaited<ReturnType<typeof leadsWith>>[number];

/** What is neither a sale yet nor closed, the earliest deadline first. */
export const openLeads = queryOptions({
  queryKey: ['/v1/leads', 'open'],
  queryFn: async () => {
    const leads = (await Promise.all([leadsWith('received'), leadsWith('handed-over')])).flat();
    return leads.sort((one, other) => (one.dueAt ?? '').localeCompare(other.dueAt ?? ''));
  },
});
