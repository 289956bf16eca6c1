// One gate of the board: how much stands there, and its sales, of which only those in sight are drawn.
import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { Loading } from '../../layout/loading';
import { money } from '../../shown/values';
import { useWords } from '../../words/words';
import { CARD_HEIGHT, DRAGGED, SaleCard } from './card';
import { column, type BoardAsked, type Card, type Totals } from './queries';
import { useWindowOf } from './window-of';

/** Rows before the end of what was fetched at which the next page is asked for. */
const AHEAD = 40;

type Asked = {
  gate: string;
  title: string;
  /** What the next gate is called; nothing behind the last. */
  next?: string;
  totals?: Totals;
  asked: BoardAsked;
  onMove: (sale: Card) => void;
  onDropped: (sale: Card) => void;
};

export function Column({ gate, title, next, totals, asked, onMove, onDropped }: Asked): ReactElement {
  const { word, language } = useWords();
  const { data, fetchNextPage, hasNextPage, isFetching, isPending } = useInfiniteQuery(column(asked, gate));
  const sales = data?.pages.flatMap(({ items }) => items) ?? [];
  const [scrolled, { first, last }] = useWindowOf(sales.length, CARD_HEIGHT);
  const [over, setOver] = useState(false);
  // Not while it is read again: the next page would break that off, or be broken off by it.
  const wanted = hasNextPage && !isFetching && last + AHEAD > sales.length;
  useEffect(() => {
    if (wanted) void fetchNextPage();
  }, [wanted, fetchNextPage]);
  const count = totals?.count ?? 0;
  return (
    <section
      className="board-column"
      aria-label={title}
      data-over={over}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDropped(JSON.parse(event.dataTransfer.getData(DRAGGED)) as Card);
      }}
    >
      <div className="board-head">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text component="h2" fw={600} size="sm" lineClamp={1}>
            {title}
          </Text>
          <Text size="sm" fw={600} aria-label={word('board.count', { count })}>
            {count}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          {money(language, totals?.amountFen ?? 0)}
          {(totals?.late ?? 0) > 0 && ` · ${word('board.late', { count: totals!.late })}`}
        </Text>
      </div>
      <div
        className="board-cards"
        ref={scrolled}
        role="group"
        aria-label={word('board.cards', { gate: title })}
        tabIndex={0}
      >
        {isPending && <Loading />}
        {!isPending && sales.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {word('board.none')}
          </Text>
        )}
        <ol className="plain-list board-list" style={{ height: sales.length * CARD_HEIGHT }}>
          {sales.slice(first, last).map((sale, index) => (
            <SaleCard
              key={sale.id}
              sale={sale}
              place={first + index}
              of={Math.max(count, sales.length)}
              next={asked.status === 'open' ? next : undefined}
              onMove={onMove}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
