// What the list of customers reads.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import type { CustomerClass, LifeCycleState } from '#domain';

export type CustomerFilter = {
  named?: string;
  class?: CustomerClass;
  lifeCycle?: LifeCycleState;
  accountManagerId?: string;
  unassigned?: 'true';
};

/** A screen or two; more comes when it is asked for. */
const AT_ONCE = 100;

export const customersFitting = (filter: CustomerFilter) =>
  infiniteQueryOptions({
    queryKey: ['/v1/customers', 'fitting', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after }) => {
      const query = { ...filter, after, limit: AT_ONCE, seen: lastWritten() };
      return answered(api.GET('/v1/customers', { params: { query } }));
    },
    getNextPageParam: (page) => page.next,
  });
