// A table as people send it, CSV (UTF-8) or a spreadsheet (.xlsx): lines of cells, every cell a text, empty where there is nothing.
import { CsvError, parse } from 'csv-parse/sync';
import { unzipSync, zipSync } from 'fflate';
import { readSheet, type CellValue } from 'read-excel-file/node';
import { asProblem, type NamedProblem } from '#domain';

export const sheetMediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Ten thousand customers with all their fields are some 3 MB. */
export const MAX_SHEET_BYTES = 16_777_216;
/** A spreadsheet is a ZIP file: a small one can hold a very large one. Ten thousand customers unpack to some 20 MB. */
const MAX_UNPACKED_BYTES = 268_435_456;

/** `line` is the line of the file, 1 for the header. */
export type Line = { line: number; cells: string[] };
/** `problem` is about the file as a whole, or about the line where reading it came to an end. */
export type Unreadable = { line: number; problem: NamedProblem };

/** @param mediaType one of `sheetMediaTypes`; parameters after a semicolon do not matter */
export async function readTable(bytes: Buffer, mediaType: string): Promise<Line[] | Unreadable> {
  return mediaType.startsWith(sheetMediaTypes.xlsx) ? spreadsheetLines(bytes) : csvLines(bytes);
}

function csvLines(bytes: Buffer): Line[] | Unreadable {
  const text = textOf(bytes);
  if (text === undefined) return { line: 1, problem: 'not-utf-8' };
  try {
    const options = { info: true, bom: true, skip_empty_lines: true, trim: true } as const;
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const found = asProblem(error.code.replace(/^CSV_/, '').toLowerCase().replaceAll('_', '-'));
    return { line: Number(error['lines'] ?? 1), problem: found === 'not-valid' ? 'not-csv' : found };
  }
}

/** Of the first sheet. Numbers stay as they are written: a long number read as one would lose digits. */
async function spreadsheetLines(bytes: Buffer): Promise<Line[] | Unreadable> {
  const unpacked = withinBounds(bytes);
  if (unpacked === undefined) return { line: 1, problem: 'not-a-spreadsheet' };
  if (unpacked === 'too-large') return { line: 1, problem: 'too-large' };
  const rows = await readSheet(unpacked, { parseNumber: (written) => written }).catch(() => undefined);
  if (rows === undefined) return { line: 1, problem: 'not-a-spreadsheet' };
  const width = Math.max(0, ...rows.slice(0, 1).map((cells) => cells.length));
  return rows.flatMap((cells, index): Line[] => {
    const texts = Array.from({ length: Math.max(width, cells.length) }, (_, n) => textOfCell(cells[n]));
    return texts.every((text) => text === '') ? [] : [{ line: index + 1, cells: texts }];
  });
}

/** The same file without compression, unpacked here where what comes out is bounded. */
function withinBounds(bytes: Buffer): Buffer | 'too-large' | undefined {
  let unpackedBytes = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ originalSize }) => (unpackedBytes += originalSize) <= MAX_UNPACKED_BYTES,
    });
    return unpackedBytes > MAX_UNPACKED_BYTES ? 'too-large' : Buffer.from(zipSync(files, { level: 0 }));
  } catch {
    return undefined;
  }
}

function textOfCell(value: CellValue<string> | null | undefined): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null || value === undefined ? '' : String(value).trim();
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
