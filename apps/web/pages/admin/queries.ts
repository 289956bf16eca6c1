// What administrators look after: people and their places in the line, what is sold, how it is sold.
import { queryOptions } from '@tanstack/react-query';
import type { Catalogue } from '#domain';
import { answered, api, send } from '../../client/client';
import { lastWritten } from '../../client/commands';
import { everyPage } from '../../client/every-page';

async function everyRow() {
  return everyPage((page) => answered(api.GET('/v1/staff', { params: { query: { ...page, seen: lastWritten() } } })));
}

export type StaffRow = Awaited<ReturnType<typeof everyRow>>[number];

/** Everybody, also who has left. */
export const everybody = queryOptions({
  queryKey: ['/v1/staff', 'everybody'],
  queryFn: async () =>
    (await everyRow()).sort(
      (a, b) => Number(b.active) - Number(a.active) || (a.name ?? '').localeCompare(b.name ?? ''),
    ),
});

async function memberOf(id: string) {
  return answered(api.GET('/v1/staff/{id}', { params: { path: { id } } }));
}

export type Member = Awaited<ReturnType<typeof memberOf>>;

export const member = (id: string) =>
  queryOptions({
    queryKey: ['/v1/staff', id],
    queryFn: () => memberOf(id),
  });

export type CatalogueView = Catalogue & { version: number; latestVersion: number; publishedAt: string };

/** @param version the one in force when left out; the others never change */
export const catalogueAt = (version?: number) =>
  queryOptions({
    queryKey: ['/v1/catalogue', version ?? 'in force'],
    staleTime: version === undefined ? undefined : Infinity,
    queryFn: async () => {
      const view = await answered(api.GET('/v1/catalogue', { params: { query: { version } } }));
      return view as unknown as CatalogueView;
    },
  });

/** As which version a document would be published below this address; refused as it would be then. */
export async function checkedVersion(at: string, document: object): Promise<{ version: number }> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ document });
  const response = await send(`${at}/versions/check`, { method: 'POST', headers, body });
  return (await response.json()) as { version: number };
}

/** While one looks; a window out of sight asks nothing. */
const ASKED_AGAIN_MS = 3_000;

export const partsStatus = queryOptions({
  queryKey: ['/v1/status'],
  refetchInterval: ASKED_AGAIN_MS,
  queryFn: async () => answered(api.GET('/v1/status')),
});

/** It answers in both cases: which of the databases does not is in what it says. */
export const readiness = queryOptions({
  queryKey: ['/ready'],
  refetchInterval: ASKED_AGAIN_MS,
  queryFn: async () => (await (await fetch('/ready')).json()) as { log: boolean; keys: boolean },
});
