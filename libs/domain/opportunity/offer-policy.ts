// Which rounds an offer needs: every rule of the decision table that matches adds its rounds, round by round.
// Invariant: what is not known never spares a rule; an unknown margin or class matches every bound on it.
import type { JsonObject } from '../event';
import type {
  ApprovalRound,
  CustomerClass,
  OfferBound,
  OfferInput,
  OfferRule,
  PlaybookDefinition,
} from '../playbook/playbook';
import type { ApprovalSlot, CastBallot, OfferTotals, RequestedRound } from './opportunity-events';
import type { Approval } from './opportunity-state';

export type OfferFacts = OfferTotals & { customerClass?: CustomerClass };

export type RequiredApproval = {
  rounds: RequestedRound[];
  /** What every matching rule read. A rule without bounds reads the whole offer, so its input is the content itself. */
  ruleInputs: { [ruleKey: string]: JsonObject };
};

export function requiredApproval(
  definition: PlaybookDefinition,
  offer: OfferFacts,
  offerHash: string,
): RequiredApproval {
  const rules = definition.approvals.offer.filter((rule) => rule.when.every((bound) => holds(bound, offer)));
  return {
    rounds: mergeRounds(rules.map((rule) => ({ ruleKey: rule.key, rounds: rule.rounds }))),
    ruleInputs: Object.fromEntries(rules.map((rule) => [rule.key, inputsOf(rule, offer, offerHash)])),
  };
}

/** Rounds of the policy as rounds of a request; `rules` says who asks for a slot. */
export function mergeRounds(sources: { ruleKey: string; rounds: ApprovalRound[] }[]): RequestedRound[] {
  const merged: RequestedRound[] = [];
  for (const { ruleKey, rounds } of sources) {
    for (const [number, round] of rounds.entries()) {
      const target = (merged[number] ??= { slots: [] });
      target.due ??= round.due;
      target.escalateAfter ??= round.escalateAfter;
      for (const { group, quorum } of round.groups) addSlot(target.slots, group, quorum, ruleKey);
    }
  }
  return merged;
}

/**
 * Approvals of an earlier request that still count (law 9): those in slots whose every asking rule asked then as well and
 * read the same as now, as far as `mayCount` takes their voters. A slot whose group has to vote anew in an earlier round
 * does not hold up later ones.
 */
export function carriedBallots(
  required: RequiredApproval,
  earlier: Approval | undefined,
  mayCount: (ballot: CastBallot) => boolean,
): CastBallot[] {
  if (earlier === undefined || earlier.ruleInputs === undefined) return [];
  const before = earlier.ruleInputs;
  const untouched = (rule: string): boolean =>
    before[rule] !== undefined && JSON.stringify(before[rule]) === JSON.stringify(required.ruleInputs[rule]);
  return required.rounds.flatMap((round, number) =>
    round.slots
      .filter((slot) => slot.rules.every(untouched))
      .flatMap((slot) =>
        earlier.ballots
          .filter((ballot) => !ballot.superseded && ballot.decision === 'approve')
          .filter((ballot) => ballot.group === slot.group && ballot.round === number && mayCount(ballot))
          .map(({ group, voterId, eyesId, decision }) => ({ round: number, group, voterId, eyesId, decision })),
      ),
  );
}

function addSlot(slots: ApprovalSlot[], group: string, quorum: number, ruleKey: string): void {
  const slot = slots.find((each) => each.group === group);
  if (slot === undefined) {
    slots.push({ group, quorum, rules: [ruleKey] });
    return;
  }
  slot.quorum = Math.max(slot.quorum, quorum);
  slot.rules.push(ruleKey);
}

function holds(bound: OfferBound, offer: OfferFacts): boolean {
  if (bound.input === 'customerClass') {
    return offer.customerClass === undefined || bound.in.includes(offer.customerClass);
  }
  const value = offer[bound.input];
  if (value === undefined) return true;
  return value >= (bound.atLeast ?? -Infinity) && value <= (bound.atMost ?? Infinity);
}

function inputsOf(rule: OfferRule, offer: OfferFacts, offerHash: string): JsonObject {
  if (rule.when.length === 0) return { offerHash };
  const read = [...new Set(rule.when.map((bound): OfferInput => bound.input))].sort();
  return Object.fromEntries(read.map((input) => [input, offer[input]]));
}
