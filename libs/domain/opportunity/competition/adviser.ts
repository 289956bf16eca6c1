// The adviser (S12): what the playbook's rules say about each strategy, given what is known of a rival, and which unknown fact
// would change that. Invariant: pure, and knows no rule itself; a new rule needs the playbook only.
import { factsOf, truthOf, undecidedFacts, type FactValues } from '../../playbook/condition';
import { turningValues } from '../../playbook/strategy-problems';
import { strategies, type Strategy, type StrategyEffect, type StrategyRule } from '../../playbook/strategy-rules';

/**
 * `forbidden`: a rule forbids it. `undecided`: whether a rule forbids it is not known. Otherwise `recommended` by a rule,
 * `warned` of by one, or just `possible`.
 */
export type StrategyVerdict = 'recommended' | 'possible' | 'warned' | 'undecided' | 'forbidden';

export type Judgement = {
  strategy: Strategy;
  verdict: StrategyVerdict;
  /** Rules that hold, by effect. */
  recommendedBy: StrategyRule[];
  /** A warning that is undecided warns: nobody knows that it does not apply. */
  warnedBy: StrategyRule[];
  /** Those of them that are undecided, and the facts they wait for. */
  presumed: Waiting[];
  forbiddenBy: StrategyRule[];
  /** Forbidding rules that are undecided, and the facts they wait for. */
  undecided: Waiting[];
};

type Waiting = { rule: StrategyRule; facts: string[] };

export type StrategyAdvice = Judgement & {
  /** Unknown facts on whose answer the verdict hangs. */
  wouldChange: string[];
};

/** More combinations of unknown facts than this are not tried: every fact that an undecided rule reads is named instead. */
const MAX_COMBINATIONS = 5_000;

/** The best first: recommended without a warning, recommended, possible, warned of, undecided, forbidden. */
export function advise(rules: readonly StrategyRule[], facts: FactValues): StrategyAdvice[] {
  return strategies
    .map((strategy) => {
      const judgement = judge(strategy, rules, facts);
      return { ...judgement, wouldChange: wouldChange(strategy, rules, facts, judgement) };
    })
    .sort((a, b) => rank(a) - rank(b) || b.recommendedBy.length - a.recommendedBy.length);
}

export function judge(strategy: Strategy, rules: readonly StrategyRule[], facts: FactValues): Judgement {
  const about = (effect: StrategyEffect): StrategyRule[] =>
    rules.filter((rule) => rule.strategy === strategy && rule.effect === effect);
  const holding = (effect: StrategyEffect): StrategyRule[] =>
    about(effect).filter(({ when }) => truthOf(when, facts) === true);
  const waiting = (effect: StrategyEffect): Waiting[] =>
    about(effect)
      .filter(({ when }) => truthOf(when, facts) === 'undecided')
      .map((rule) => ({ rule, facts: undecidedFacts(rule.when, facts) }));
  const judged = {
    strategy,
    recommendedBy: holding('recommends'),
    warnedBy: about('warns').filter(({ when }) => truthOf(when, facts) !== false),
    forbiddenBy: holding('forbids'),
    presumed: waiting('warns'),
    undecided: waiting('forbids'),
  };
  return { ...judged, verdict: verdictOf(judged) };
}

function verdictOf(judged: Omit<Judgement, 'verdict'>): StrategyVerdict {
  if (judged.forbiddenBy.length > 0) return 'forbidden';
  if (judged.undecided.length > 0) return 'undecided';
  if (judged.recommendedBy.length > 0) return 'recommended';
  return judged.warnedBy.length > 0 ? 'warned' : 'possible';
}

function rank({ verdict, warnedBy }: Judgement): number {
  const order = { recommended: 0, possible: 2, warned: 3, undecided: 4, forbidden: 5 };
  return verdict === 'recommended' && warnedBy.length > 0 ? 1 : order[verdict];
}

/** A fact would change the advice when, whatever the other unknown facts turn out to be, some answer to it does. */
function wouldChange(strategy: Strategy, rules: readonly StrategyRule[], facts: FactValues, now: Judgement): string[] {
  const about = rules.filter((rule) => rule.strategy === strategy);
  const unknown = [...new Set(about.flatMap(({ when }) => factsOf(when)))].filter((fact) => facts[fact] === undefined);
  const values = new Map(unknown.map((fact) => [fact, turningValues(fact, about)]));
  const combinations = [...values.values()].reduce((product, { length }) => product * length, 1);
  if (combinations > MAX_COMBINATIONS) return [...new Set(about.flatMap(({ when }) => undecidedFacts(when, facts)))];
  const points = unknown.reduce<FactValues[]>(
    (known, fact) => known.flatMap((point) => values.get(fact)!.map((value) => ({ ...point, [fact]: value }))),
    [{}],
  );
  const said = points.map((point) => spoken(judge(strategy, about, { ...facts, ...point })));
  if (said.every((each) => each === spoken(now))) return [];
  return unknown.filter((fact) => {
    const byRest = new Map<string, Set<string>>();
    points.forEach((point, index) => {
      const rest = JSON.stringify({ ...point, [fact]: undefined });
      byRest.set(rest, (byRest.get(rest) ?? new Set()).add(said[index]!));
    });
    return [...byRest.values()].some((answers) => answers.size > 1);
  });
}

/** What a reader of the advice sees of a strategy: its verdict, and whether it comes with a warning. */
function spoken({ verdict, warnedBy }: Judgement): string {
  return `${verdict} ${warnedBy.length > 0 ? 'with a warning' : ''}`;
}
