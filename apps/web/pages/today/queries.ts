// What the morning's page reads.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage } from '../../client/every-page';

/** What falls due within thirty days, the earliest first. More than this is for the calendar. */
export const due = queryOptions({
  queryKey: ['/v1/due'],
  queryFn: async () => (await answered(api.GET('/v1/due', { params: { query: { limit: 200 } } }))).items,
});

/** Whose gate is open. */
export const passableSales = queryOptions({
  queryKey: ['/v1/opportunities', 'passable'],
  queryFn: async () => {
    const params = { query: { limit: 200, status: 'open', passable: 'true', seen: lastWritten() } } as const;
    return (await answered(api.GET('/v1/opportunities', { params }))).items;
  },
});

/** Those that stand at their gate longer than they should, the latest first. */
export const stalledSales = queryOptions({
  queryKey: ['/v1/reports', 'stalled'],
  queryFn: async () => {
    const params = { query: { limit: 200, seen: lastWritten() } };
    const { items } = await answered(api.GET('/v1/reports/standstill/opportunities', { params }));
    return items.filter(({ daysLate }) => daysLate !== null && daysLate > 0);
  },
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
