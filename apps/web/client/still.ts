// What only a person reads anew. Whatever an auditor reads is on record (decision 0019): a page that is left open and reads by itself
// would record readings that nobody did, and its rows would move under the eyes that are looking for one.
import { notifyManager, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

/** Options of a query that is read when its page is opened, and again when somebody wants it. */
export const still = { staleTime: 'static', gcTime: 0 } as const;

/** Whether something has happened since it was read. */
export function useHasChanged(queryKey: QueryKey): boolean {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((told: () => void) => cache.subscribe(notifyManager.batchCalls(told)), [cache]);
  return useSyncExternalStore(subscribe, () => cache.find({ queryKey })?.state.isInvalidated ?? false);
}
