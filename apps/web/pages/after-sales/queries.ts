// What the after-sales pages read.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage } from '../../client/every-page';

export const DAY_MS = 86_400_000;

export const openPlans = queryOptions({
  queryKey: ['/v1/follow-up-plans', 'open'],
  queryFn: () =>
    everyPage((page) => {
      const query = { ...page, ended: 'false', seen: lastWritten() } as const;
      return answered(api.GET('/v1/follow-up-plans', { params: { query } }));
    }),
});

/** What falls due before then, the earliest first: of all plans, or of one. */
export const comingUntil = (until: string, streamId?: string) =>
  queryOptions({
    queryKey: ['/v1/due', 'until', until, streamId ?? ''],
    queryFn: () =>
      everyPage((page) => answered(api.GET('/v1/due', { params: { query: { ...page, until, streamId } } }))),
  });

/** What is to come of a plan is listed this far. */
const AHEAD_DAYS = 365;

/** What falls due of a plan, the earliest first. */
export const aheadOf = (planId: string) => comingUntil(dayFrom(AHEAD_DAYS), planId);

/** The start of a day, so that one question is asked a day and not one a moment. */
export function dayFrom(days: number): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length)}T00:00:00.000Z`;
}

export type Plan = Awaited<ReturnType<NonNullable<ReturnType<typeof plan>['queryFn']>>>;

export const plan = (id: string) =>
  queryOptions({
    queryKey: ['/v1/follow-up-plans', id],
    queryFn: async () => answered(api.GET('/v1/follow-up-plans/{id}', { params: { path: { id } } })),
  });
