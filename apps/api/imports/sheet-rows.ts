// Rows of an uploaded table: a header of known columns, every cell checked before anything is stored.
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validate } from 'class-validator';
import type { Missing, NamedProblem, Supplier } from '#domain';
import { unstorable } from '#event-store';
import { fieldsOf } from '../http/validation';
import { readTable, type Line } from './sheet';

/** Twice what the largest branch keeps; every row is a command, and more would keep the caller waiting for minutes. */
export const MAX_IMPORT_ROWS = 20_000;

/** Rows between two turns of the event loop: others are answered while a long file is checked. */
const ROWS_AT_ONCE = 100;

/** `line` is the line of the file, 1 for the header. */
export type BadCell = {
  line: number;
  column: string;
  problem: NonNullable<Missing['problem']>;
  suppliedBy?: Supplier[];
};

export type Columns = {
  texts: readonly string[];
  /** Whole numbers. */
  numbers: readonly string[];
  /** `true` or `false`. */
  flags?: readonly string[];
  /** Codes with spaces or commas between them. */
  lists?: readonly string[];
  /** Other names under which a column may stand in the header: its labels. */
  names?: ReadonlyMap<string, string>;
};
/** `lines`: the cells as they stand in the file, without the header. */
export type Rows<Row> = { rows: { line: number; row: Row }[]; columns: string[]; lines: Line[]; bad: BadCell[] };

/**
 * @param columns what may stand in the header
 * @param progress told how many rows were checked, of how many
 * @returns every row that could be read, and every cell that is not what it must be, in the order of the file
 */
export async function readRows<Row extends object>(
  bytes: Buffer,
  mediaType: string,
  type: ClassConstructor<Row>,
  columns: Columns,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Rows<Row>> {
  const table = await readTable(bytes, mediaType);
  if (!Array.isArray(table)) return unreadable([{ column: '', ...table }]);
  const [header, ...records] = table;
  if (header === undefined || records.length === 0) return unreadable([{ line: 1, column: '', problem: 'no-rows' }]);
  if (records.length > MAX_IMPORT_ROWS) {
    return unreadable([{ line: MAX_IMPORT_ROWS + 2, column: '', problem: 'too-many-rows' }]);
  }
  const names = header.cells.map((cell) => columns.names?.get(cell.trim()) ?? cell.trim());
  const unknown = headerProblems(names, header.line, columns);
  if (unknown.length > 0) return { rows: [], columns: names, lines: records, bad: unknown };
  const rows: { line: number; row: Row }[] = [];
  const bad: BadCell[] = [];
  for (const [index, { line, cells }] of records.entries()) {
    if (cells.length > names.length) bad.push({ line, column: '', problem: 'more-cells-than-columns' });
    const row = plainToInstance(type, fieldsOfLine(names, cells, columns));
    bad.push(...(await problemsOf(row)).map(({ key, problem }) => ({ line, column: key, problem })));
    rows.push({ line, row });
    if (index % ROWS_AT_ONCE === 0) {
      progress(index, records.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  progress(records.length, records.length);
  return { rows, columns: names, lines: records, bad };
}

function headerProblems(names: readonly string[], line: number, columns: Columns): BadCell[] {
  const known = new Set([...columns.texts, ...columns.numbers, ...(columns.flags ?? []), ...(columns.lists ?? [])]);
  return names.flatMap((column, index): BadCell[] => {
    if (!known.has(column)) return [{ line, column, problem: 'unknown-column' }];
    return names.indexOf(column) === index ? [] : [{ line, column, problem: 'twice' }];
  });
}

function unreadable<Row>(bad: BadCell[]): Rows<Row> {
  return { rows: [], columns: [], lines: [], bad };
}

function fieldsOfLine(names: readonly string[], cells: Line['cells'], columns: Columns): object {
  return Object.fromEntries(names.flatMap((name, index) => cellOf(name, cells[index] ?? '', columns)));
}

/** An empty cell is a field left out. */
function cellOf(name: string, cell: string, columns: Columns): [string, unknown][] {
  if (cell === '') return [];
  if (columns.numbers.includes(name)) return [[name, /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell]];
  if (columns.flags?.includes(name) === true) return [[name, flagValues.get(cell.toLowerCase()) ?? cell]];
  if (columns.lists?.includes(name) === true)
    return [[name, cell.split(/[\s,，、;；]+/).filter((code) => code !== '')]];
  // What an export wrote before a text that a spreadsheet would take for a formula.
  return [[name, cell.replace(/^'(?=[=+\-@])/, '')]];
}

/** As spreadsheets write it, and as people do. */
const flagValues = new Map([
  ['true', true],
  ['false', false],
  ['是', true],
  ['否', false],
  ['yes', true],
  ['no', false],
]);

async function problemsOf(row: object): Promise<{ key: string; problem: NamedProblem }[]> {
  const errors = await validate(row, { whitelist: true, forbidNonWhitelisted: true });
  const atDoor = unstorable({ ...row });
  return [
    ...errors.flatMap((error) => firstOf(fieldsOf(error))),
    ...(atDoor === undefined ? [] : [{ key: atDoor.path, problem: atDoor.problem }]),
  ];
}

/** What is no number is also out of bounds: one reason a cell is enough, and that it is of another kind comes first. */
function firstOf<Problem extends { problem: string }>(problems: Problem[]): Problem[] {
  const first = problems.find(({ problem }) => problem.startsWith('not-')) ?? problems[0];
  return first === undefined ? [] : [first];
}
