// Rows of an uploaded CSV file: text as UTF-8, a header of known columns, every cell checked before anything is stored.
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validate } from 'class-validator';
import { CsvError, parse } from 'csv-parse/sync';
import type { Supplier } from '#domain';
import { unstorable } from '#event-store';
import { fieldsOf } from '../http/validation';

/** Two thousand customers with long addresses; larger lists are cut by those who send them. */
export const MAX_IMPORT_BYTES = 1_048_576;
/** Every row is a command; more would keep the caller waiting for minutes. */
export const MAX_IMPORT_ROWS = 2_000;

/** `line` is the line of the file, 1 for the header. */
export type BadCell = { line: number; column: string; problem: string; suppliedBy?: Supplier[] };
/** Columns of texts and of whole numbers; all others are unknown. */
export type Columns = { texts: readonly string[]; numbers: readonly string[] };
export type Rows<Row> = { rows: { line: number; row: Row }[]; columns: string[]; bad: BadCell[] };

/**
 * @param columns what may stand in the header
 * @returns every row that could be read, and every cell that is not what it must be, in the order of the file
 */
export async function readRows<Row extends object>(
  bytes: Buffer,
  type: ClassConstructor<Row>,
  columns: Columns,
): Promise<Rows<Row>> {
  const text = textOf(bytes);
  if (text === undefined) return unreadable([{ line: 1, column: '', problem: 'not-utf-8' }]);
  const table = recordsOf(text);
  if ('problem' in table) return unreadable([table]);
  const [header, ...records] = table.records;
  if (header === undefined || records.length === 0) return unreadable([{ line: 1, column: '', problem: 'no-rows' }]);
  if (records.length > MAX_IMPORT_ROWS) {
    return unreadable([{ line: MAX_IMPORT_ROWS + 2, column: '', problem: 'too-many-rows' }]);
  }
  const names = header.cells.map((cell) => cell.trim());
  const known = (name: string): boolean => columns.texts.includes(name) || columns.numbers.includes(name);
  const bad = names.flatMap((column, index): BadCell[] => {
    if (!known(column)) return [{ line: 1, column, problem: 'unknown-column' }];
    return names.indexOf(column) === index ? [] : [{ line: 1, column, problem: 'twice' }];
  });
  if (bad.length > 0) return unreadable(bad);
  const rows: { line: number; row: Row }[] = [];
  for (const { line, cells } of records) {
    const row = plainToInstance(
      type,
      Object.fromEntries(names.flatMap((name, index) => cellOf(name, cells[index]!, columns))),
    );
    bad.push(...(await problemsOf(row)).map(({ key, problem }) => ({ line, column: key, problem })));
    rows.push({ line, row });
  }
  return { rows, columns: names, bad };
}

function unreadable<Row>(bad: BadCell[]): Rows<Row> {
  return { rows: [], columns: [], bad };
}

type Table = { records: { line: number; cells: string[] }[] };

function recordsOf(text: string): Table | BadCell {
  try {
    const options = { info: true, bom: true, skip_empty_lines: true, trim: true } as const;
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return { records: parsed.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = error.code.replace(/^CSV_/, '').toLowerCase().replaceAll('_', '-');
    return { line: Number(error['lines'] ?? 1), column: '', problem };
  }
}

/** An empty cell is a field left out. */
function cellOf(name: string, cell: string, columns: Columns): [string, unknown][] {
  if (cell === '') return [];
  return [[name, columns.numbers.includes(name) && /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell]];
}

async function problemsOf(row: object): Promise<{ key: string; problem: string }[]> {
  const errors = await validate(row, { whitelist: true, forbidNonWhitelisted: true });
  const atDoor = unstorable({ ...row });
  return [
    ...errors.flatMap((error) => fieldsOf(error)),
    ...(atDoor === undefined ? [] : [{ key: atDoor.path, problem: atDoor.problem }]),
  ];
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
