// A sheet as it was read, for whoever looks before it is stored: its rows, and every wrong cell with its reason in words.
import type { Supplier } from '#domain';
import { missingLabel, problemLabel, type Language } from '#labels';
import { anyObject, listOf, object, optional, text, whole } from '../http/described';
import type { Line } from './sheet';
import type { BadCell, Rows } from './sheet-rows';

/** Rows that are shown from the beginning of a file, and rows with wrong cells wherever they stand: more is not read by a person. */
const MAX_ROWS_SHOWN = 200;
/** Wrong cells that are told; with more of them the file as a whole is wrong. */
const MAX_CELLS_TOLD = 1_000;

export type SheetPreview = {
  columns: { key: string; heading: string }[];
  /** Not all of a long file: its beginning, and every row with a wrong cell, up to a limit. */
  rows: { line: number; cells: string[] }[];
  /** Of the whole file. */
  rowCount: number;
  badCount: number;
  bad: { line: number; column: string; problem: string; label: string; suppliedBy?: Supplier[] }[];
};

/** What the description says of its members, for those that have more than these. */
export const sheetPreviewMembers = {
  columns: listOf(object<SheetPreview['columns'][number]>({ key: text('class'), heading: text('客户类别') })),
  rows: listOf(object<SheetPreview['rows'][number]>({ line: whole(2), cells: listOf(text('A')) })),
  rowCount: whole(3),
  badCount: whole(1),
  bad: listOf(
    object<SheetPreview['bad'][number]>({
      line: whole(2),
      column: text('class'),
      problem: text('not-one-of-the-values'),
      label: text('不在可选值之内'),
      suppliedBy: optional(listOf(anyObject({ role: 'supervisor' }))),
    }),
  ),
};

/** @param headingOf what a column is called */
export function sheetPreviewOf(
  { columns, lines }: Rows<object>,
  bad: readonly BadCell[],
  language: Language,
  headingOf: (column: string) => string,
): SheetPreview {
  const wrong = new Set(bad.map(({ line }) => line));
  return {
    columns: columns.map((key) => ({ key, heading: headingOf(key) })),
    rows: shownOf(lines, wrong).map(({ line, cells }) => ({ line, cells })),
    rowCount: lines.length,
    badCount: bad.length,
    bad: bad.slice(0, MAX_CELLS_TOLD).map((cell) => ({ ...cell, label: labelOfCell(cell, language) })),
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
