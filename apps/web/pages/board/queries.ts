// What the board reads: one column page by page, and what stands in each of them.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import type { SalesAsked } from '../../forms/sale-filters';

export type Status = 'open' | 'parked' | 'won' | 'lost' | 'withdrawn';
export type BoardAsked = SalesAsked & { status: Status; passable?: 'true'; named?: string };
export type Card = Awaited<ReturnType<NonNullable<ReturnType<typeof column>['queryFn']>>>['items'][number];

/** Little enough to be drawn without a pause, enough for a few turns of the wheel. */
const PAGE = 100;

export const columnTotals = (asked: BoardAsked) =>
  queryOptions({
    queryKey: ['/v1/opportunities', 'by-gate', asked],
    placeholderData: (before: Totals[] | undefined) => before,
    queryFn: async (): Promise<Totals[]> => {
      const params = { query: { ...asked, seen: lastWritten() } };
      return (await answered(api.GET('/v1/opportunities/by-gate', { params }))).items;
    },
  });

export type Totals = {
  playbookKey: string;
  gate: string;
  count: number;
  passable: number;
  late: number;
  amountFen: number;
  weightedFen: number;
};

export const column = (asked: BoardAsked, gate: string) =>
  infiniteQueryOptions({
    queryKey: ['/v1/opportunities', 'column', asked, gate],
    // Comparing thousands of old rows with new ones takes longer than drawing the dozen that is in sight.
    structuralSharing: false,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after }) => {
      const params = { query: { ...asked, gate, limit: PAGE, after, seen: lastWritten() } };
      return answered(api.GET('/v1/opportunities', { params }));
    },
    getNextPageParam: ({ next }) => next,
  });
