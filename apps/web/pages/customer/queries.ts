// What the page of a customer reads, each part when it is looked at.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage } from '../../client/every-page';

const path = (id: string) => ({ params: { path: { id } } });

export const customer = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id],
    queryFn: async () => answered(api.GET('/v1/customers/{id}', path(id))),
  });

export const standing = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'standing'],
    queryFn: async () => answered(api.GET('/v1/customers/{id}/standing', path(id))),
  });

export const lifeCycle = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'life-cycle'],
    queryFn: async () => answered(api.GET('/v1/customers/{id}/life-cycle', path(id))),
  });

export const contribution = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'contribution'],
    queryFn: async () => answered(api.GET('/v1/customers/{id}/contribution', path(id))),
  });

export const duplicates = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'duplicates'],
    queryFn: async () => (await answered(api.GET('/v1/customers/{id}/duplicates', path(id)))).items,
  });

export const notes = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'notes'],
    queryFn: async () => (await answered(api.GET('/v1/customers/{id}/notes', path(id)))).items,
  });

export const leadsOf = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'leads'],
    queryFn: async () => (await answered(api.GET('/v1/customers/{id}/leads', path(id)))).items,
  });

export const profileHistory = (id: string) =>
  queryOptions({
    queryKey: ['/v1/customers', id, 'profile-history'],
    queryFn: async () => (await answered(api.GET('/v1/customers/{id}/profile-history', path(id)))).items,
  });

/** Also those of customers that were merged into it. */
export const salesOf = (customerId: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', 'of-customer', customerId],
    queryFn: () =>
      everyPage((page) => {
        const query = { ...page, customerId, seen: lastWritten() };
        return answered(api.GET('/v1/opportunities', { params: { query } }));
      }),
  });

export const plansOf = (customerId: string) =>
  queryOptions({
    queryKey: ['/v1/follow-up-plans', 'of-customer', customerId],
    queryFn: () =>
      everyPage((page) => {
        const query = { ...page, customerId, seen: lastWritten() };
        return answered(api.GET('/v1/follow-up-plans', { params: { query } }));
      }),
  });
