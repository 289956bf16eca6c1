// What an import would do, for whoever looks before: the sheet as it was read, every wrong cell with its reason in words.
import type { DomainEvent, Supplier } from '#domain';
import { missingLabel, problemLabel, type Language } from '#labels';
import { anyObject, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { headingOf, type ProfileTable } from './profile-columns';
import type { Line } from './sheet';
import type { BadCell, Rows } from './sheet-rows';
import { badCells, becomes, type RowEffect, type Storing } from './store-rows';

/** Rows that are shown from the beginning of a file, and rows with wrong cells wherever they stand: more is not read by a person. */
const MAX_ROWS_SHOWN = 200;
/** Wrong cells that are told; with more of them the file as a whole is wrong. */
const MAX_CELLS_TOLD = 1_000;

export type ImportPreview = {
  columns: { key: string; heading: string }[];
  /** Without those that would change nothing to show: the beginning, and every row with a wrong cell, up to a limit. */
  rows: { line: number; cells: string[]; effect?: RowEffect }[];
  /** Of the whole file. */
  rowCount: number;
  badCount: number;
  bad: { line: number; column: string; problem: string; label: string; suppliedBy?: Supplier[] }[];
} & { [Effect in RowEffect]: number };

const effects = ['created', 'changed', 'unchanged'] as const satisfies readonly RowEffect[];

export const importPreview = object<ImportPreview>({
  columns: listOf(object<ImportPreview['columns'][number]>({ key: text('class'), heading: text('客户级别') })),
  rows: listOf(
    object<ImportPreview['rows'][number]>({
      line: whole(2),
      cells: listOf(text('A')),
      effect: optional(oneOf(effects)),
    }),
  ),
  rowCount: whole(3),
  badCount: whole(1),
  bad: listOf(
    object<ImportPreview['bad'][number]>({
      line: whole(2),
      column: text('class'),
      problem: text('not-one-of-the-values'),
      label: text('不在可选值之内'),
      suppliedBy: optional(listOf(anyObject({ role: 'supervisor' }))),
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
  const { columns, lines } = sheet;
  const bad = await badCells(storing);
  const wrong = new Set(bad.map(({ line }) => line));
  const effectOf = new Map(
    storing.planned.filter(({ line }) => !wrong.has(line)).map((row) => [row.line, becomes(row)]),
  );
  const count = (effect: RowEffect): number => [...effectOf.values()].filter((each) => each === effect).length;
  return {
    columns: columns.map((key) => ({ key, heading: headingOf(table, key, language) })),
    rows: shownOf(lines, wrong).map(({ line, cells }) => ({ line, cells, effect: effectOf.get(line) })),
    rowCount: lines.length,
    badCount: bad.length,
    bad: bad.slice(0, MAX_CELLS_TOLD).map((cell) => ({ ...cell, label: labelOfCell(cell, language) })),
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
  };
}

/** What somebody may not do is about them and not about the cell. */
function labelOfCell({ problem }: BadCell, language: Language): string {
  if (problem === 'not-permitted') return missingLabel({ what: 'right', key: 'caller', problem }, language);
  return problemLabel(problem, language);
}

function shownOf(lines: readonly Line[], wrong: ReadonlySet<number>): Line[] {
  const withWrongCells = lines.filter(({ line }) => wrong.has(line)).slice(0, MAX_ROWS_SHOWN);
  const shown = new Set([...lines.slice(0, MAX_ROWS_SHOWN), ...withWrongCells]);
  return lines.filter((line) => shown.has(line));
}
