// A table that may be wider than the window: it scrolls by itself, also from the keyboard.
import { Table } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

type Asked = {
  /** What it is a table of, for who hears it. */
  label: string;
  /** Pixels below which it scrolls. */
  minWidth: number;
  children: ReactNode;
};

export function WideTable({ label, minWidth, children }: Asked): ReactElement {
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="group" aria-label={label}>
      <Table highlightOnHover>{children}</Table>
    </Table.ScrollContainer>
  );
}
