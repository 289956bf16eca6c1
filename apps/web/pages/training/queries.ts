// What the page about rehearsals and self-tests reads.
import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../client/client';

export const rehearsals = (staffId: string) =>
  queryOptions({
    queryKey: ['/v1/staff', staffId, 'rehearsals'],
    queryFn: async () => answered(api.GET('/v1/staff/{id}/rehearsals', { params: { path: { id: staffId } } })),
  });

export const selfTests = (staffId: string) =>
  queryOptions({
    queryKey: ['/v1/staff', staffId, 'self-tests'],
    queryFn: async () => answered(api.GET('/v1/staff/{id}/self-tests', { params: { path: { id: staffId } } })),
  });

export const negotiationCases = (playbookKey: string) =>
  queryOptions({
    queryKey: ['/v1/playbooks', playbookKey, 'negotiation-cases'],
    queryFn: async () =>
      (await answered(api.GET('/v1/playbooks/{key}/negotiation-cases', { params: { path: { key: playbookKey } } })))
        .items,
  });
