// Rows as a CSV file (RFC 4180) that spreadsheets open as it is meant: with a byte-order mark, and no text that they would run.
import type { FastifyReply } from 'fastify';

type Cell = string | number | boolean | null | undefined;

export function csvOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [heads, ...rows].map((cells) => cells.map(cellOf).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** The text of a file, and the headers that make it one. */
export function csvReply(
  reply: FastifyReply,
  filename: string,
  heads: readonly string[],
  rows: readonly (readonly unknown[])[],
): string {
  void reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${filename}"`);
  const cells = rows.map((row) => row.map((value) => (value instanceof Date ? value.toISOString() : value) as Cell));
  return csvOf(heads, cells);
}

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  // A name that begins like a formula is a name all the same.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
