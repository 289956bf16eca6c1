// What of the competition completes derived actions (S10–S12). Up to version `since` nothing counts: the sale went back and asks anew.
import type { CompetitionState } from './competition-state';

export function isSelfReviewed({ selfReview }: CompetitionState, since: number): boolean {
  return (selfReview?.version ?? 0) > since;
}

/** There is a rival, and none without a matrix. */
export function isSwotAnalysed({ rivals }: CompetitionState, since: number): boolean {
  return rivals.size > 0 && [...rivals.values()].every(({ swot }) => (swot?.version ?? 0) > since);
}

/** Chosen or reviewed since the sale entered the gate for the first time: what was decided there stands when it comes back. */
export function isStrategyChosenAt(gate: string, { decidedAt = 0, entered }: CompetitionState, since: number): boolean {
  const enteredAt = entered.get(gate);
  return enteredAt !== undefined && decidedAt > Math.max(enteredAt, since);
}
