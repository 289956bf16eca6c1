// What a customer contributes (S4): four axes, weighed to a score, which gives its class. Every score is kept with its weights.
import type { Context } from '../../decider';
import type { DomainEvent, Instant, Recorded } from '../../event';
import { contributionAxes, type ContributionAxis, type ContributionDefinition } from '../../playbook/contribution';
import type { CustomerClass } from '../../playbook/playbook';
import { latestPlaybook } from '../../playbook/playbook-stream';
import { missingField, refuse, refuseField, type Refusal } from '../../refusal';
import type { CustomerState } from '../customer';
import { refuseUnlessAboveKeeper, refuseUnlessKeeper } from '../keeping';
import { sealedUnder, textIfGiven } from '../../said';

/** The top of every axis. */
export const MAX_AXIS = 10;

export type Axes = { [A in ContributionAxis]: number };

/** By the weights of the playbook's latest version. */
export type ScoreContribution = { type: 'ScoreContribution'; playbookKey: string; note?: string } & Axes;
/** `score`: the version of the score that was seen. */
export type TakeOverClass = { type: 'TakeOverClass'; score: number };

export type ContributionScored = DomainEvent<
  'ContributionScored',
  Axes & {
    playbook: { key: string; version: number };
    weights: Axes;
    /** Whole points of 100; what is left over does not count, so that a class and its bound always agree. */
    score: number;
    proposedClass: CustomerClass;
  }
>;
type Classified = DomainEvent<'CustomerClassified', { class: CustomerClass; reason: string }>;

/** The score that holds, and the class that follows from it. */
export type Contribution = { version: number; at: Instant; score: number; proposedClass: CustomerClass } & Axes;

/** Why a customer is of a class that followed from its score. */
export const CONTRIBUTION_REASON = 'contribution-score';

export function evolveContribution({ data, version, at }: Recorded<ContributionScored>): Contribution {
  const { volume, potential, profit, loyalty, score, proposedClass } = data;
  return { version, at, volume, potential, profit, loyalty, score, proposedClass };
}

/** Every axis 0–10, the weights together 100: 0–100 in whole points. */
export function scoreOf(axes: Axes, weights: Axes): number {
  const points = contributionAxes.reduce((sum, axis) => sum + axes[axis] * weights[axis], 0);
  return Math.floor(points / MAX_AXIS);
}

export function classOf(score: number, { classes }: Pick<ContributionDefinition, 'classes'>): CustomerClass {
  if (score >= classes.A) return 'A';
  return score >= classes.B ? 'B' : 'C';
}

export function scoreContribution(
  state: CustomerState,
  command: ScoreContribution,
  context: Context,
): (ContributionScored | Classified)[] | Refusal {
  const refusal =
    refuseUnlessKeeper(state.accountManagerId, context) ??
    refuseUnlessAxes(command) ??
    textIfGiven('note', command.note);
  if (refusal !== undefined) return refusal;
  const found = latestPlaybook(command.playbookKey, context);
  const definition = found?.definition.contribution;
  if (found === undefined || definition === undefined) {
    return refuse('UNKNOWN_REFERENCE', [
      missingField('playbookKey', found === undefined ? 'unknown' : 'section-missing'),
    ]);
  }
  const { weights, takeOver } = definition;
  const { playbookKey, volume, potential, profit, loyalty, note } = command;
  const axes = { volume, potential, profit, loyalty };
  const score = scoreOf(axes, weights);
  const proposedClass = classOf(score, definition);
  const playbook = { key: playbookKey, version: found.version };
  const scored: ContributionScored = {
    type: 'ContributionScored',
    data: { ...axes, playbook, weights, score, proposedClass },
    ...sealedUnder(state.id, { note }),
  };
  if (takeOver === 'proposed' || proposedClass === state.class) return [scored];
  return [scored, classified(proposedClass)];
}

/** The class that was proposed holds from now, by the word of somebody above the keeper. */
export function takeOverClass(
  state: CustomerState,
  { score }: TakeOverClass,
  context: Context,
): Classified[] | Refusal {
  const refusal = refuseUnlessAboveKeeper(state.accountManagerId, context);
  if (refusal !== undefined) return refusal;
  const { contribution, accountManagerId } = state;
  if (contribution === undefined) {
    const suppliedBy = [accountManagerId === undefined ? { role: 'account-manager' } : { staffId: accountManagerId }];
    return refuse('FACT_MISSING', [{ what: 'fact', key: 'contribution', problem: 'not-on-record', suppliedBy }]);
  }
  const { version, proposedClass } = contribution;
  if (version !== score) return refuse('OUTDATED', [], { score: version });
  if (proposedClass === state.class) return refuse('ALREADY_EXISTS', [], { class: proposedClass });
  return [classified(proposedClass)];
}

/** The class that waits to be taken over. */
export function proposalOf({ contribution, class: holds }: CustomerState): CustomerClass | undefined {
  return contribution?.proposedClass === holds ? undefined : contribution?.proposedClass;
}

function classified(customerClass: CustomerClass): Classified {
  return { type: 'CustomerClassified', data: { class: customerClass, reason: CONTRIBUTION_REASON } };
}

function refuseUnlessAxes(axes: Axes): Refusal | undefined {
  const wrong = contributionAxes.find((axis) => {
    const value = axes[axis];
    return !Number.isSafeInteger(value) || value < 0 || value > MAX_AXIS;
  });
  return wrong === undefined ? undefined : refuseField(wrong, 'out-of-range', { limit: MAX_AXIS });
}
