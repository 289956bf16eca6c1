// The sheet as it was read: rows and cells as in the file, what each row would make, and at every wrong cell what is wrong with it.
import { Badge, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useSuppliers } from '../../forms/problem-alert';
import { Scrolling } from '../../layout/wide-table';
import { useWords } from '../../words/words';

type BadCell = {
  line: number;
  column: string;
  label: string;
  suppliedBy?: { staffId?: string; role?: string; group?: string }[];
};
type Row = { line: number; cells: string[]; effect?: 'created' | 'changed' | 'unchanged' };
export type Preview = {
  columns: { key: string; heading: string }[];
  rows: Row[];
  rowCount: number;
  badCount: number;
  bad: BadCell[];
};
export type ImportPreview = Preview & { created: number; changed: number; unchanged: number };

/** Wide enough for a cell with its message. */
const COLUMN_PX = 130;

const colours = { created: 'teal', changed: 'blue', unchanged: 'gray' } as const;

export function Sheet({ preview }: { preview: Preview }): ReactElement {
  const { word } = useWords();
  const { columns, rows, rowCount } = preview;
  const headingOf = useHeadings();
  const [onlyBad, setOnlyBad] = useState(false);
  const bad = useMemo(() => byPlace(preview.bad), [preview.bad]);
  const wrongLines = new Set(preview.bad.map(({ line }) => line));
  const hasEffects = rows.some(({ effect }) => effect !== undefined);
  const shown = onlyBad ? rows.filter(({ line }) => wrongLines.has(line)) : rows;
  const placeless = preview.bad.filter(({ line }) => line !== 1 && !rows.some((row) => row.line === line));
  const ofFile = preview.bad.filter(({ line, column }) => line === 1 && !columns.some(({ key }) => key === column));
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {word('import.shown', { shown: rows.length, count: rowCount })}
        </Text>
        {wrongLines.size > 0 && (
          <Checkbox
            label={word('import.only-bad')}
            checked={onlyBad}
            onChange={(event) => setOnlyBad(event.target.checked)}
          />
        )}
      </Group>
      {[...ofFile, ...placeless].map((cell) => (
        <Group key={`${cell.line} ${cell.column}`} gap={4}>
          <Text size="sm">{word('import.line', { line: cell.line })}</Text>
          <Wrong cell={cell} />
        </Group>
      ))}
      {columns.length > 0 && (
        <Scrolling label={word('import.sheet')} minWidth={COLUMN_PX * (columns.length + 2)}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{word('import.column.line')}</Table.Th>
                <Table.Th>{word(hasEffects ? 'import.column.effect' : 'import.column.row')}</Table.Th>
                {columns.map(({ key, heading }, index) => (
                  <Cell key={`${key} ${index}`} head text={headingOf(key, heading)} bad={bad.get(placeOf(1, key))} />
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ line, cells, effect }) => (
                <Table.Tr key={line}>
                  <Table.Td c="dimmed">{line}</Table.Td>
                  <Table.Td>
                    {effect !== undefined && (
                      <Badge variant="light" color={colours[effect]}>
                        {word(`import.effect.${effect}`)}
                      </Badge>
                    )}
                    {bad.get(placeOf(line, ''))?.map((cell) => (
                      <Wrong key={cell.label} cell={cell} />
                    ))}
                    {bad
                      .get(placeOf(line, '*'))
                      ?.filter(({ column }) => column !== '' && !columns.some(({ key }) => key === column))
                      .map((cell) => (
                        <Wrong key={cell.label} cell={cell} named />
                      ))}
                  </Table.Td>
                  {columns.map(({ key }, index) => (
                    <Cell key={`${key} ${index}`} text={cells[index] ?? ''} bad={bad.get(placeOf(line, key))} />
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Scrolling>
      )}
    </Stack>
  );
}

function Cell({ text, bad, head = false }: { text: string; bad?: BadCell[]; head?: boolean }): ReactElement {
  const content = (
    <>
      {text}
      {bad?.map((cell) => (
        <Wrong key={cell.label} cell={cell} />
      ))}
    </>
  );
  const looks = bad === undefined ? {} : { className: 'bad-cell', 'data-bad': true };
  return head ? <Table.Th {...looks}>{content}</Table.Th> : <Table.Td {...looks}>{content}</Table.Td>;
}

function Wrong({ cell, named = false }: { cell: BadCell; named?: boolean }): ReactElement {
  const { word } = useWords();
  const supplied = useSuppliers();
  const headingOf = useHeadings();
  const { label, suppliedBy = [] } = cell;
  return (
    <Text size="xs" c="var(--mantine-color-error)" fw={500}>
      <IconAlertTriangle size={12} aria-hidden />{' '}
      {named ? word('import.at-column', { column: headingOf(cell.column), label }) : label}
      {suppliedBy.length > 0 && ` — ${supplied({ suppliedBy })}`}
    </Text>
  );
}

const own = ['id', 'code', 'customerId', 'customerCode', 'accountManager'] as const;

/** What a column is called: those that no form has have their words here. */
function useHeadings(): (key: string, heading?: string) => string {
  const { word, label } = useWords();
  return (key, heading = key) => {
    const known = own.find((each) => each === key);
    if (known !== undefined) return word(`import.column.${known}`);
    return heading === key ? label('field', key) : heading;
  };
}

/** By line and column; `*` holds all of a line. */
function byPlace(bad: readonly BadCell[]): Map<string, BadCell[]> {
  const places = new Map<string, BadCell[]>();
  for (const cell of bad) {
    for (const column of [cell.column, '*']) {
      const place = placeOf(cell.line, column);
      places.set(place, [...(places.get(place) ?? []), cell]);
    }
  }
  return places;
}

function placeOf(line: number, column: string): string {
  return `${line} ${column}`;
}
