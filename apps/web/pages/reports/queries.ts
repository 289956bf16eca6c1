// What the reports read: each answers one question, with rows of its own.
import { queryOptions } from '@tanstack/react-query';
import type { ReportGroup } from '#domain';
import { send } from '../../client/client';
import type { SalesAsked } from '../../forms/sale-filters';
import type { Language } from '../../words/words';
import type { Shape } from './shapes';

export type ReportAsked = SalesAsked & { by?: ReportGroup; from?: string; to?: string };
export type Row = { [column: string]: string | number | boolean | null };

export const report = ({ path, atMost }: Shape, asked: ReportAsked) =>
  queryOptions({
    queryKey: [`/v1/reports/${path}`, asked],
    // Rows that are read in the same way stay until the others are there.
    placeholderData: (before: Row[] | undefined, earlier?: { queryKey: readonly unknown[] }) =>
      isReadAlike(earlier?.queryKey, [`/v1/reports/${path}`, asked]) ? before : undefined,
    queryFn: async () => {
      const answer = await send(`/v1/reports/${path}?${parametersOf({ ...asked, limit: atMost })}`);
      return ((await answer.json()) as { items: Row[] }).items;
    },
  });

function isReadAlike(earlier: readonly unknown[] | undefined, [path, asked]: [string, ReportAsked]): boolean {
  const [ofPath, { by, playbookKey } = {}] = (earlier ?? []) as [string?, ReportAsked?];
  return ofPath === path && by === asked.by && playbookKey === asked.playbookKey;
}

/** The same rows as a file that a spreadsheet opens. */
export async function csvOf(path: string, asked: ReportAsked, language: Language): Promise<Blob> {
  const more = { ...asked, format: 'csv', language };
  return (await send(`/v1/reports/${path}?${parametersOf(more)}`)).blob();
}

function parametersOf(asked: object): string {
  const said = Object.entries(asked).filter(([, value]) => value !== undefined) as [string, string | number][];
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
}
