// What was said last in the competition for a sale: every version stays, the last one holds.
import type { CompetitionView } from '../../client/views';

export type LastSaid = CompetitionView['history'][number];

/** @param rivalId where it is said of each rival */
export function lastSaid({ history }: CompetitionView, type: string, rivalId?: string): LastSaid | undefined {
  return history.filter((each) => each.type === type && each.data['rivalId'] === rivalId).at(-1);
}

/** Items of a list; none where it was erased. */
export function linesOf(said: { [name: string]: unknown }, name: string): string[] {
  const value = said[name];
  return Array.isArray(value) ? value.map(String).filter((line) => line.trim() !== '') : [];
}
