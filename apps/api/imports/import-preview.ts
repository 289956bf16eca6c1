// What an import would do, for whoever looks before: the sheet as it was read, every wrong cell with its reason in words.
import type { DomainEvent } from '#domain';
import type { Language } from '#labels';
import { listOf, object, oneOf, optional, text, whole } from '../http/described';
import { headingOf, type ProfileTable } from './profile-columns';
import { sheetPreviewMembers, sheetPreviewOf, type SheetPreview } from './sheet-preview';
import type { Rows } from './sheet-rows';
import { badCells, becomes, type RowEffect, type Storing } from './store-rows';

export type ImportPreview = Omit<SheetPreview, 'rows'> & {
  rows: (SheetPreview['rows'][number] & { effect?: RowEffect })[];
} & { [Effect in RowEffect]: number };

const effects = ['created', 'changed', 'unchanged'] as const satisfies readonly RowEffect[];

export const importPreview = object<ImportPreview>({
  ...sheetPreviewMembers,
  rows: listOf(
    object<ImportPreview['rows'][number]>({
      line: whole(2),
      cells: listOf(text('A')),
      effect: optional(oneOf(effects)),
    }),
  ),
  created: whole(2),
  changed: whole(0),
  unchanged: whole(1),
});

export type PlannedImport<State, Command, Event extends DomainEvent> = {
  table: ProfileTable;
  sheet: Rows<object>;
  storing: Storing<State, Command, Event>;
};

export async function previewOf<State, Command extends object, Event extends DomainEvent>(
  { table, sheet, storing }: PlannedImport<State, Command, Event>,
  language: Language,
): Promise<ImportPreview> {
  const bad = await badCells(storing);
  const wrong = new Set(bad.map(({ line }) => line));
  const effectOf = new Map(
    storing.planned.filter(({ line }) => !wrong.has(line)).map((row) => [row.line, becomes(row)]),
  );
  const count = (effect: RowEffect): number => [...effectOf.values()].filter((each) => each === effect).length;
  const asRead = sheetPreviewOf(sheet, bad, language, (column) => headingOf(table, column, language));
  return {
    ...asRead,
    rows: asRead.rows.map((row) => ({ ...row, effect: effectOf.get(row.line) })),
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
  };
}
