// Rows that are moved with a finger on a phone: what is chosen in one is in sight.
import { useEffect, useRef, type RefObject } from 'react';

/**
 * @param selector what is chosen, inside the row
 * @param chosen   what it depends on
 * @returns for the row
 */
export function useInSight<Row extends HTMLElement>(selector: string, chosen: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  useEffect(() => {
    const there = row.current;
    const place = there?.querySelector<HTMLElement>(selector);
    if (there === null || place === null || place === undefined) return;
    const { left, width } = place.getBoundingClientRect();
    const within = there.getBoundingClientRect();
    there.scrollLeft += left - within.left - (within.width - width) / 2;
  }, [selector, chosen]);
  return row;
}
