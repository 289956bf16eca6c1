// What rehearsals and self-tests come to over time: where somebody is strong, and whether they get better.
import { rehearsalItems, type RehearsalItem, type RehearsalSheet } from './training';

export type ItemAverages = { [I in RehearsalItem]: number };

export type RehearsalTrend = {
  count: number;
  /** Of each item over all rehearsals, to the tenth; none before the first. */
  averages?: ItemAverages;
  averageTotal?: number;
  /** The latest total less the first. */
  change?: number;
  /** The items that are weakest on the average. */
  weakest: RehearsalItem[];
};

/** @param held oldest first */
export function rehearsalTrend(held: readonly { scores: RehearsalSheet; total: number }[]): RehearsalTrend {
  const first = held[0];
  if (first === undefined) return { count: 0, weakest: [] };
  const averages = Object.fromEntries(
    rehearsalItems.map((item) => [item, average(held.map(({ scores }) => scores[item]))]),
  ) as ItemAverages;
  const lowest = Math.min(...Object.values(averages));
  return {
    count: held.length,
    averages,
    averageTotal: average(held.map(({ total }) => total)),
    change: held.at(-1)!.total - first.total,
    weakest: rehearsalItems.filter((item) => averages[item] === lowest),
  };
}

function average(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) * 10) / values.length) / 10;
}
