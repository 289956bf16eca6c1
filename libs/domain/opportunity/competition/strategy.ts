// Choosing a competitive strategy and reviewing it (S12): refused where a rule of the playbook forbids it and no exception permits
// exactly this choice; refused until known where a forbidding rule is undecided; a warning needs a reason. All of it on record.
import { contentHash } from '../../canonical-json';
import type { Id } from '../../event';
import type { FactValues } from '../../playbook/condition';
import type { Strategy, StrategyRule } from '../../playbook/strategy-rules';
import { missingField, refuse, type Missing, type Refusal } from '../../refusal';
import { refuseUnlessText, textIfGiven } from '../../said';
import { requestByPolicy } from '../approval-requests';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import type { OpportunityEvent } from '../opportunity-events';
import { judge, type Judgement } from './adviser';
import type { ChooseStrategy, RequestStrategyException, ReviewStrategy } from './competition-commands';
import type { StrategyDecided } from './competition-events';
import type { CompetitionState, Rival } from './competition-state';
import { refuseUnlessRival } from './rivals';
import { supersededExceptions, type ExceptionSubject } from './superseded-exceptions';

/** What the rules read: what is recorded of the rival, and what follows from the history of the sale. */
export function strategyFactsOf(competition: CompetitionState, rival: Rival): FactValues {
  return { ...rival.facts, earlierStrategy: competition.lastStrategy ?? 'none' };
}

export function chooseStrategy(command: ChooseStrategy, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { rivalId, strategy, reason } = command;
  const refusal = firstRefusal(refuseUnlessPrepared(rivalId, deciding), textIfGiven('reason', reason));
  if (refusal !== undefined) return refusal;
  const rival = rivalOf(rivalId, deciding);
  if (rival.strategy?.strategy === strategy && sameButHistory(rival.strategy.facts, rival.facts)) {
    return refuse('ALREADY_EXISTS', [], { rivalId, strategy });
  }
  const decided = permitted({ rivalId, strategy, reason }, deciding);
  if ('refused' in decided) return decided;
  return [
    ...supersededExceptions(deciding.state, () => true),
    { type: 'StrategyChosen', data: decided, ...sealedText(deciding, { reason }) },
  ];
}

export function reviewStrategy(command: ReviewStrategy, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { rivalId, reason } = command;
  const refusal = firstRefusal(refuseUnlessPrepared(rivalId, deciding), refuseUnlessText('reason', reason));
  if (refusal !== undefined) return refusal;
  const standing = rivalOf(rivalId, deciding).strategy;
  if (standing === undefined) return refuse('STRATEGY_MISSING', [strategyOf(deciding)], { rivalId });
  const decided = permitted({ rivalId, strategy: standing.strategy, reason }, deciding);
  if ('refused' in decided) return decided;
  return [
    ...supersededExceptions(deciding.state, () => true),
    { type: 'StrategyReviewed', data: decided, ...sealedText(deciding, { reason }) },
  ];
}

/** Asked only for what is forbidden; it stands for this strategy, against this rival, on these facts, and for one choice. */
export function requestStrategyException(
  command: RequestStrategyException,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  const { rivalId, strategy, reason } = command;
  const refusal = firstRefusal(refuseUnlessPrepared(rivalId, deciding), refuseUnlessText('reason', reason));
  if (refusal !== undefined) return refusal;
  const judgement = judgementOf(rivalId, strategy, deciding);
  if (judgement.forbiddenBy.length === 0) {
    if (judgement.undecided.length > 0) return undecided(judgement, rivalId, deciding);
    return refuse('STRATEGY_PERMITTED', [], { rivalId, strategy });
  }
  const subject = exceptionFor(judgement, rivalId, deciding);
  const exceptionId = deciding.state.competition.exceptions.get(contentHash(subject));
  if (exceptionId !== undefined) return refuse('ALREADY_EXISTS', [], { approvalId: exceptionId });
  return requestByPolicy(deciding, subject, reason);
}

type Choice = { rivalId: Id; strategy: Strategy; reason?: string };

/** What is recorded of a choice that may be made; or why not, and the way out. */
function permitted({ rivalId, strategy, reason }: Choice, deciding: Deciding): StrategyDecided | Refusal {
  const judgement = judgementOf(rivalId, strategy, deciding);
  const { forbiddenBy, warnedBy, recommendedBy } = judgement;
  const exceptionId = deciding.state.competition.exceptions.get(
    contentHash(exceptionFor(judgement, rivalId, deciding)),
  );
  if (forbiddenBy.length > 0 && exceptionId === undefined) return forbidden(judgement, rivalId, deciding);
  if (forbiddenBy.length === 0 && judgement.undecided.length > 0) return undecided(judgement, rivalId, deciding);
  if (warnedBy.length > 0 && reason === undefined) {
    return refuse('STRATEGY_WARNED', [missingField('reason', 'required')], {
      rivalId,
      strategy,
      rules: named(warnedBy),
    });
  }
  return {
    rivalId,
    strategy,
    facts: factsFor(rivalId, deciding),
    recommendedBy: keysOf(recommendedBy),
    warnedBy: keysOf(warnedBy),
    brokenRules: brokenBy(judgement),
    exceptionId: forbiddenBy.length > 0 ? exceptionId : undefined,
  };
}

function forbidden(judgement: Judgement, rivalId: Id, deciding: Deciding): Refusal {
  const rounds = deciding.definition.approvals['strategy-exception'];
  const groups = rounds[0]!.groups.map(({ group }) => ({ group }));
  const missing: Missing = {
    what: 'approval',
    key: 'strategy-exception',
    problem: 'required',
    suppliedBy: groups,
  };
  const { strategy, forbiddenBy } = judgement;
  return refuse('STRATEGY_FORBIDDEN', [missing], {
    rivalId,
    strategy,
    rules: named(forbiddenBy),
    wayOut: 'RequestStrategyException',
  });
}

function undecided(judgement: Judgement, rivalId: Id, { state }: Deciding): Refusal {
  const facts = [...new Set(judgement.undecided.flatMap(({ facts: unknown }) => unknown))];
  return refuse(
    'STRATEGY_UNDECIDED',
    facts.map((key): Missing => ({
      what: 'fact',
      key,
      problem: 'not-known',
      suppliedBy: [{ staffId: state.ownerId }],
    })),
    { rivalId, strategy: judgement.strategy, rules: named(judgement.undecided.map(({ rule }) => rule)) },
  );
}

/** No strategy before the six questions are answered (S10). */
function refuseUnlessPrepared(rivalId: Id, deciding: Deciding): Refusal | undefined {
  const refusal = refuseUnlessRival(rivalId, deciding);
  if (refusal !== undefined) return refusal;
  const { competition, ownerId } = deciding.state;
  if (competition.selfReview !== undefined) return undefined;
  const missing: Missing = {
    what: 'fact',
    key: 'self-reviewed',
    problem: 'missing',
    suppliedBy: [{ staffId: ownerId }],
  };
  return refuse('SELF_REVIEW_MISSING', [missing]);
}

function exceptionFor(judgement: Judgement, rivalId: Id, deciding: Deciding): ExceptionSubject {
  const { strategy } = judgement;
  const facts = factsFor(rivalId, deciding);
  return { kind: 'strategy-exception', rivalId, strategy, facts, rules: brokenBy(judgement) };
}

/** An exception is asked for all that speaks against the choice: what forbids it, and what may. */
function brokenBy({ forbiddenBy, undecided: mayForbid }: Judgement): string[] {
  return [...keysOf(forbiddenBy), ...keysOf(mayForbid.map(({ rule }) => rule))];
}

function judgementOf(rivalId: Id, strategy: Strategy, deciding: Deciding): Judgement {
  return judge(strategy, deciding.definition.strategyRules ?? [], factsFor(rivalId, deciding));
}

function factsFor(rivalId: Id, deciding: Deciding): FactValues {
  return strategyFactsOf(deciding.state.competition, rivalOf(rivalId, deciding));
}

function rivalOf(rivalId: Id, { state }: Deciding): Rival {
  return state.competition.rivals.get(rivalId)!;
}

function sameButHistory({ earlierStrategy: _history, ...then }: FactValues, now: FactValues): boolean {
  return contentHash(then) === contentHash(now);
}

function strategyOf({ state }: Deciding): Missing {
  return { what: 'fact', key: 'strategy-chosen', problem: 'missing', suppliedBy: [{ staffId: state.ownerId }] };
}

function keysOf(rules: readonly StrategyRule[]): string[] {
  return rules.map(({ key }) => key);
}

function named(rules: readonly StrategyRule[]): { rule: string; source: string[] }[] {
  return rules.map(({ key, source }) => ({ rule: key, source }));
}
