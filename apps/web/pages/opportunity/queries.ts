// What only the page of a sale reads.
import { queryOptions } from '@tanstack/react-query';
import type { OfferContent } from '#domain';
import { answered, api } from '../../client/client';

export const contacting = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'contacting'],
    queryFn: async () => answered(api.GET('/v1/opportunities/{id}/contacting', { params: { path: { id } } })),
  });

/** What was answered at the actions that are done. */
export const answers = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'answers'],
    queryFn: async () =>
      (await answered(api.GET('/v1/opportunities/{id}/answers', { params: { path: { id } } }))).items,
  });

export const documents = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'documents'],
    queryFn: async () => answered(api.GET('/v1/opportunities/{id}/documents', { params: { path: { id } } })),
  });

export type OfferVersion = OfferContent & { at: string; approved: boolean };

/** Every version of the offer, oldest first, with its terms in words. */
export const offerVersions = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'offers'],
    queryFn: async () =>
      (await answered(api.GET('/v1/opportunities/{id}/offers', { params: { path: { id } } })))
        .items as unknown as OfferVersion[],
  });
