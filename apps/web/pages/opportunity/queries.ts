// What only the page of a sale reads.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';

export const contacting = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'contacting'],
    queryFn: async () => answered(api.GET('/v1/opportunities/{id}/contacting', { params: { path: { id } } })),
  });

export const documents = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'documents'],
    queryFn: async () =>
      (await answered(api.GET('/v1/opportunities/{id}/documents', { params: { path: { id } } }))).items,
  });
