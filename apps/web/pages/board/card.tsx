// One sale on the board. Every card is of the same height, so that a long column knows where each one lies.
import { memo, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { IconArrowRight } from '@tabler/icons-react';
import { staffNames } from '../../client/queries';
import { dueIn, money } from '../../shown/values';
import { useWords } from '../../words/words';
import type { Card } from './queries';

/** Pixels, with the gap below it; as in the style sheet. */
export const CARD_HEIGHT = 112;

/** What a dragged card carries, so that nothing else that is dragged is taken for one. */
export const DRAGGED = 'application/x-tongguan-sale';

type Asked = {
  sale: Card;
  /** Counted from 0. */
  place: number;
  of: number;
  /** Where it can be moved to. */
  next?: string;
  onMove: (sale: Card) => void;
};

export const SaleCard = memo(function SaleCard({ sale, place, of, next, onMove }: Asked): ReactElement {
  const words = useWords();
  const { word, language } = words;
  const { data: names } = useQuery(staffNames);
  const title = sale.title ?? word('name.untitled');
  const late = sale.gateDueAt !== null && Date.parse(sale.gateDueAt) < Date.now();
  return (
    <li
      className="board-card"
      style={{ top: place * CARD_HEIGHT }}
      aria-posinset={place + 1}
      aria-setsize={of}
      draggable={next !== undefined}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, JSON.stringify(sale))}
    >
      <Link className="board-title" to={`/opportunities/${sale.id}`} draggable={false}>
        {title}
      </Link>
      <span className="board-about">{sale.customerName ?? word('name.erased')}</span>
      <span className="board-about">
        {sale.expectedFen === null ? '—' : money(language, sale.expectedFen)} · {names?.get(sale.ownerId) ?? ''}
      </span>
      <span className="board-foot">
        <span className="board-about" data-late={late} data-passable={sale.passable && sale.status === 'open'}>
          {sale.passable && sale.status === 'open'
            ? word('board.passable')
            : sale.gateDueAt === null
              ? ''
              : dueIn(words, sale.gateDueAt)}
        </span>
        {next !== undefined && (
          <button
            type="button"
            className="board-move"
            aria-label={word('board.move', { title, gate: next })}
            title={word('board.move.short', { gate: next })}
            onClick={() => onMove(sale)}
          >
            <IconArrowRight size={16} aria-hidden />
          </button>
        )}
      </span>
    </li>
  );
});
