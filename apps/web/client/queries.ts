// What is read, each under the path that it is read from: a command makes all of it out of date.
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import type { Catalogue, OfferDifference, StaffState } from '#domain';
import { answered, api } from './client';
import { lastWritten } from './commands';
import { everyPage, PAGE } from './every-page';
import { Problem, SignedOut } from './problem';
import type { CompetitionView, InboxRow, NeedsView, OpportunityView, Playbook } from './views';

/** A refusal stays one when it is asked again; what could not be reached may be there now. */
const TRIES = 3;

/** Lists that others change are looked at again when one comes back to the window. */
const FRESH_MS = 5_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => !(error instanceof Problem) && !(error instanceof SignedOut) && failures < TRIES,
      throwOnError: (error) => error instanceof SignedOut,
    },
  },
});

export const me = queryOptions({
  queryKey: ['/v1/me'],
  queryFn: async () => (await answered(api.GET('/v1/me'))) as unknown as StaffState,
});

/** Names by id, for everybody who works here. */
export const staffNames = queryOptions({
  queryKey: ['/v1/staff'],
  staleTime: 60_000,
  queryFn: async () => {
    const staff = await everyPage((query) => answered(api.GET('/v1/staff', { params: { query } })));
    return new Map(staff.map(({ id, name }) => [id, name ?? id.slice(0, 8)]));
  },
});

export const opportunity = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id],
    queryFn: async () =>
      (await answered(api.GET('/v1/opportunities/{id}', { params: { path: { id } } }))) as unknown as OpportunityView,
  });

/** A version of a playbook never changes. */
export const playbook = (key: string, version: number) =>
  queryOptions({
    queryKey: ['/v1/playbooks', key, version],
    staleTime: Infinity,
    queryFn: async () => {
      const params = { path: { key }, query: { version } };
      const view = await answered(api.GET('/v1/playbooks/{key}', { params }));
      return view.definition as unknown as Playbook;
    },
  });

/** Names of people by id; who was erased has none. */
export const contactsOf = (customerId: string) =>
  queryOptions({
    queryKey: ['/v1/customers', customerId, 'contacts'],
    queryFn: () =>
      everyPage((page) => {
        const params = { path: { id: customerId }, query: { ...page, seen: lastWritten() } };
        return answered(api.GET('/v1/customers/{id}/contacts', { params }));
      }),
  });

/** Products with their list prices, for offers. */
export const catalogue = queryOptions({
  queryKey: ['/v1/catalogue'],
  staleTime: 60_000,
  queryFn: async () => (await answered(api.GET('/v1/catalogue', {}))) as unknown as Catalogue,
});

/** What one version of the offer has and another has not. */
export const offerDifference = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'offers', from, to],
    queryFn: async () => {
      const params = { path: { id }, query: { from, to } };
      return (await answered(api.GET('/v1/opportunities/{id}/offers', { params })))
        .difference as unknown as OfferDifference;
    },
  });

/** What the caller has to decide; the earliest deadline first, and more when it is asked for. */
export const inbox = infiniteQueryOptions({
  queryKey: ['/v1/inbox'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: after }) => readInbox({ after, limit: PAGE }),
  getNextPageParam: ({ next }) => next,
  select: ({ pages }) => pages.flatMap(({ items }) => items),
});

/** The same about one sale. */
export const inboxOf = (opportunityId: string) =>
  queryOptions({
    queryKey: ['/v1/inbox', opportunityId],
    queryFn: () => everyPage((page) => readInbox({ ...page, opportunityId })),
  });

async function readInbox(query: {
  limit: number;
  after?: string;
  opportunityId?: string;
}): Promise<{ items: InboxRow[]; next?: string }> {
  const params = { query: { ...query, seen: lastWritten() } };
  const { items, next } = await answered(api.GET('/v1/inbox', { params }));
  return { items: items as unknown as InboxRow[], next };
}

/** All playbooks with their gates and channels, as the newest version of each calls them: for lists and choices. */
export const playbooks = queryOptions({
  queryKey: ['/v1/playbooks'],
  staleTime: 300_000,
  queryFn: async () => (await answered(api.GET('/v1/playbooks', {}))).items,
});

/** The newest version: for lists, where each sale goes by one of its own. */
export const playbookLatest = (key: string) =>
  queryOptions({
    queryKey: ['/v1/playbooks', key],
    staleTime: 300_000,
    queryFn: async () =>
      (await answered(api.GET('/v1/playbooks/{key}', { params: { path: { key } } }))).definition as unknown as Playbook,
  });

export const needs = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'needs'],
    queryFn: async () =>
      (await answered(api.GET('/v1/opportunities/{id}/needs', { params: { path: { id } } }))) as unknown as NeedsView,
  });

export const competition = (id: string) =>
  queryOptions({
    queryKey: ['/v1/opportunities', id, 'competition'],
    queryFn: async () => {
      const view = await answered(api.GET('/v1/opportunities/{id}/competition', { params: { path: { id } } }));
      return view as unknown as CompetitionView;
    },
  });

/** The profile forms: which fields there are, in which part, and of which kind. They change with a release only. */
export const profileForms = queryOptions({
  queryKey: ['/v1/profile-forms'],
  staleTime: Infinity,
  queryFn: async () => answered(api.GET('/v1/profile-forms')),
});

/** Provinces, or what is right below a region. */
export const regionsBelow = (below?: string) =>
  queryOptions({
    queryKey: ['/v1/regions', below ?? ''],
    staleTime: Infinity,
    queryFn: async () => (await answered(api.GET('/v1/regions', { params: { query: { below } } }))).items,
  });

export const contact = (id: string) =>
  queryOptions({
    queryKey: ['/v1/contacts', id],
    queryFn: async () => answered(api.GET('/v1/contacts/{id}', { params: { path: { id } } })),
  });

/** The first that come when one looks for a name; whoever does not see theirs types more of it. */
const FOUND_AT_ONCE = 20;

/** One Chinese character may be a whole family name; of other letters one alone fits nearly everything. */
export function isEnoughToFind(typed: string): boolean {
  return typed.trim().length > 1 || /\p{Script=Han}/u.test(typed);
}

/** Customers, contacts and sales by part of a name. */
export const found = (sought: string) =>
  queryOptions({
    queryKey: ['/v1/search', sought],
    enabled: isEnoughToFind(sought),
    queryFn: async () => {
      const query = { q: sought, limit: FOUND_AT_ONCE, seen: lastWritten() };
      return (await answered(api.GET('/v1/search', { params: { query } }))).items;
    },
  });
