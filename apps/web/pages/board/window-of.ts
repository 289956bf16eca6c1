// Which rows of a long list are in sight: only these are in the document, however long the list is.
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Rows beyond each end of what is seen: the next move of the wheel finds them there. */
const BEYOND = 4;

export type Window = { first: number; last: number };

/**
 * @param rowHeight pixels, of every row the same
 * @returns the element to scroll in, and the rows to draw: from the first, up to and without the last
 */
export function useWindowOf(count: number, rowHeight: number): [RefObject<HTMLDivElement | null>, Window] {
  const scrolled = useRef<HTMLDivElement>(null);
  const [seen, see] = useState<Window>({ first: 0, last: 2 * BEYOND });
  useLayoutEffect(() => {
    const element = scrolled.current!;
    const look = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - BEYOND);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + BEYOND;
      see((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [rowHeight]);
  return [scrolled, { first: Math.min(seen.first, count), last: Math.min(seen.last, count) }];
}
