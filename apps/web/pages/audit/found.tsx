// What an auditor found, page by page: the same table for events and for readings.
import { Button, Center, Text } from '@mantine/core';
import { type useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, type ReactElement, type ReactNode } from 'react';
import { ProblemAlert } from '../../forms/problem-alert';
import { Loading } from '../../layout/loading';
import { WideTable, type Column } from '../../layout/wide-table';
import { useWords } from '../../words/words';

type Pages<Row> = Pick<
  ReturnType<typeof useInfiniteQuery<{ items: Row[] }>>,
  'error' | 'isPending' | 'hasNextPage' | 'fetchNextPage' | 'isFetchingNextPage'
> & { data: { pages: readonly { items: readonly Row[] }[] } | undefined };

/** @param heads titles of the columns. @param children a row of the table for one that was found */
export function Found<Row>({
  query: { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage },
  label,
  minWidth,
  heads,
  children,
}: {
  query: Pages<Row>;
  label: string;
  minWidth: number;
  heads: readonly Column[];
  children: (row: Row) => ReactNode;
}): ReactElement {
  const { word } = useWords();
  // Drawn bit by bit: a phone would stand still for a page of rows at once.
  const drawn = useDeferredValue(data);
  const rows = drawn?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ProblemAlert error={error} />
      {isPending || (drawn === undefined && data !== undefined) ? (
        <Loading />
      ) : rows.length === 0 ? (
        error === null && <Text c="dimmed">{word('audit.none')}</Text>
      ) : (
        <WideTable label={label} minWidth={minWidth} columns={heads}>
          {rows.map(children)}
        </WideTable>
      )}
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {word('story.more')}
          </Button>
        </Center>
      )}
    </>
  );
}
