// A report: its chart and its table in one. Every bar stands in the row of its figure, so that nothing is drawn that cannot be read.
import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { figures, WideTable } from '../../layout/wide-table';
import { useWords } from '../../words/words';
import { report, type ReportAsked, type Row } from './queries';
import { useSaid } from './said';
import type { Shape } from './shapes';

type Asked = { name: string; shape: Shape; asked: ReportAsked };

/** What is refused says so here: what was asked with stays above it, to be asked otherwise. */
export function Report(told: Asked): ReactElement {
  const { word } = useWords();
  const { data: rows, error, isPending } = useQuery(report(told.shape, told.asked));
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {rows !== undefined && <Rows {...told} rows={rows} />}
      {rows !== undefined && rows.length === told.shape.atMost && (
        <Text size="sm" mt="xs">
          {word('reports.first', { count: rows.length })}
        </Text>
      )}
    </>
  );
}

function Rows({ name, shape, asked, rows }: Asked & { rows: Row[] }): ReactElement {
  const { word, label } = useWords();
  const by = asked.by ?? 'all';
  const said = useSaid(by, asked.playbookKey);
  if (rows.length === 0) return <Text c="dimmed">{word('reports.none')}</Text>;
  const columns = shape.grouped && by !== 'all' ? ['group', ...shape.columns] : shape.columns;
  const most = Math.max(...rows.map((row) => figure(row, shape.bar)), 0);
  const isFigure = (column: string): boolean => rows.some((row) => typeof row[column] === 'number');
  const head = (column: string): string =>
    column.endsWith('Fen')
      ? word(`reports.money.${column}` as 'reports.money.amountFen')
      : label('report-column', column);
  return (
    <WideTable
      label={name}
      minWidth={680}
      columns={[
        ...columns.map((column) => (isFigure(column) ? figures(head(column)) : head(column))),
        { head: word('reports.chart', { what: head(shape.bar) }), width: '28%' },
      ]}
    >
      {rows.map((row, index) => (
        // Rows have no names of their own, and are drawn anew as a whole.
        <Table.Tr key={index}>
          {columns.map((column) => (
            <Table.Td key={column} ta={isFigure(column) ? 'right' : 'left'}>
              <Cell column={column} row={row} asked={asked} text={said(column, row)} />
            </Table.Td>
          ))}
          <Table.Td>
            <Bar value={figure(row, shape.bar)} most={most} />
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

function figure(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : 0;
}

/** Where the sales behind a figure are to be seen, it leads there. */
function Cell({
  column,
  row,
  asked,
  text,
}: {
  column: string;
  row: Row;
  asked: ReportAsked;
  text: string;
}): ReactElement {
  if (column === 'title' && typeof row['id'] === 'string') {
    return (
      <Anchor component={Link} to={`/opportunities/${row['id']}`} size="sm">
        {text}
      </Anchor>
    );
  }
  const countsOpen = column === 'sales' && 'late' in row;
  if ((column === 'standing' || countsOpen) && typeof row[column] === 'number' && row[column] > 0) {
    return (
      <Anchor component={Link} to={`/board?${boardOf(row, asked)}`} size="sm">
        {text}
      </Anchor>
    );
  }
  return <>{text}</>;
}

/** The sales of a row, as the board is asked for them. */
function boardOf(row: Row, { by, ownerId, customerClass, region, playbookKey }: ReportAsked): string {
  const group = typeof row['group'] === 'string' ? row['group'] : undefined;
  const said = {
    ownerId: by === 'person' ? group : ownerId,
    customerClass: by === 'class' ? group : customerClass,
    region: by === 'region' ? group : region,
    playbookKey: by === 'playbook' ? group : playbookKey,
  };
  const parameters = Object.entries(said).filter(([, value]) => value !== undefined) as [string, string][];
  return new URLSearchParams(parameters).toString();
}

/** The figure itself stands in the row: whoever hears the page hears it once. */
function Bar({ value, most }: { value: number; most: number }): ReactElement {
  return (
    <svg className="bar" width="100%" height="14" aria-hidden>
      <rect width={most === 0 ? 0 : `${(100 * value) / most}%`} height="14" rx="2" />
    </svg>
  );
}
