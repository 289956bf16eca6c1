// A table that may be wider than the window: it scrolls by itself, also from the keyboard. On a phone each row is a note of its own,
// with the heads of the columns in it, so that nothing has to be looked for at the side.
import { Table } from '@mantine/core';
import type { CSSProperties, ReactElement, ReactNode } from 'react';

type Place = {
  /** What it is a table of, for who hears it. */
  label: string;
  /** Pixels below which it scrolls. */
  minWidth: number;
};

/** The head of a column, with more than its words where it holds figures or has a width of its own. */
export type Column = string | { head: string; isFigure?: boolean; width?: string };

/** A column of figures: they stand under each other. */
export function figures(head: string): Column {
  return { head, isFigure: true };
}

/** @param children the rows, each with a cell for every column. @param foot a row below them */
export function WideTable({
  label,
  minWidth,
  columns,
  foot,
  children,
}: Place & { columns: readonly Column[]; foot?: ReactNode; children: ReactNode }): ReactElement {
  const heads = columns.map((column) => (typeof column === 'string' ? { head: column } : column));
  return (
    <Scrolling label={label} minWidth={minWidth} className="notes-on-phone">
      <Table highlightOnHover style={named(heads.map(({ head }) => head))}>
        <Table.Thead>
          <Table.Tr>
            {heads.map(({ head, isFigure = false, width }) => (
              <Table.Th key={head} ta={isFigure ? 'right' : undefined} w={width}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
        {foot !== undefined && <Table.Tfoot>{foot}</Table.Tfoot>}
      </Table>
    </Scrolling>
  );
}

/** For tables with heads of their own kind, which stay tables on a phone as well. */
export function Scrolling({
  label,
  minWidth,
  className,
  children,
}: Place & { className?: string; children: ReactNode }): ReactElement {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={label}
      className={className}
    >
      {children}
    </Table.ScrollContainer>
  );
}

/** The heads as the style sheet can write them into the cells: `--head-2` is that of the second column. */
function named(heads: readonly string[]): CSSProperties {
  return Object.fromEntries(heads.map((head, index) => [`--head-${index + 1}`, JSON.stringify(head)]));
}
