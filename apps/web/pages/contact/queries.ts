// What the page of a contact reads, each part when it is looked at.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';

export const contactGifts = (id: string) =>
  queryOptions({
    queryKey: ['/v1/contacts', id, 'gifts'],
    queryFn: async () => answered(api.GET('/v1/contacts/{id}/gifts', { params: { path: { id } } })),
  });

export const contactHistory = (id: string) =>
  queryOptions({
    queryKey: ['/v1/contacts', id, 'profile-history'],
    queryFn: async () =>
      (await answered(api.GET('/v1/contacts/{id}/profile-history', { params: { path: { id } } }))).items,
  });
