// The decision table of offers: every offer is asked for by some rule, every rule can match, and every rule adds something.
import {
  customerClasses,
  offerInputs,
  type CustomerClass,
  type OfferBound,
  type OfferRule,
  type PlaybookDefinition,
} from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';

/** One offer as the table sees it. */
type Point = { [input: string]: number | CustomerClass };

/** More boundary points than this: the table has grown past what a person can survey. */
const MAX_POINTS = 50_000;

export function offerPolicyProblems({ approvals }: PlaybookDefinition): PlaybookProblem[] {
  const points = boundaryPoints(approvals.offer);
  if (points === undefined) {
    return [
      problem('approvals.offer', 'too-many-combinations', 'approvals.offer: too many different bounds; use fewer'),
    ];
  }
  const matching = points.map((point) =>
    approvals.offer.filter((rule) => rule.when.every((bound) => holds(bound, point))),
  );
  const uncovered = points.find((_, index) => matching[index]!.length === 0);
  const missing =
    uncovered === undefined
      ? []
      : [
          problem(
            'approvals.offer',
            'rule-missing',
            `approvals.offer: no rule asks for approval of ${JSON.stringify(uncovered)}; add a rule without bounds`,
          ),
        ];
  const useless = approvals.offer.flatMap((rule, index) => {
    const path = `approvals.offer.${index}`;
    const where = matching.filter((rules) => rules.includes(rule));
    if (where.length === 0) return [problem(path, 'rule-empty', `${rule.key}: no offer can meet all its bounds`)];
    const adds = where.some(
      (rules) =>
        !covered(
          rule,
          rules.filter((other) => other !== rule),
        ),
    );
    return adds
      ? []
      : [problem(path, 'rule-shadowed', `${rule.key}: other rules always ask for the same rounds; remove it`)];
  });
  return [...missing, ...useless];
}

/** Whether the other rules already ask every group of this rule, in the same round, with at least its quorum. */
function covered(rule: OfferRule, others: OfferRule[]): boolean {
  return rule.rounds.every((round, number) =>
    round.groups.every(({ group, quorum }) =>
      others.some((other) =>
        other.rounds[number]?.groups.some((asked) => asked.group === group && asked.quorum >= quorum),
      ),
    ),
  );
}

/** Both sides of every bound: between them the table cannot change. */
function boundaryPoints(rules: OfferRule[]): Point[] | undefined {
  const bounds = rules.flatMap((rule) => rule.when);
  let points: Point[] = [{}];
  for (const input of offerInputs) {
    const values =
      input === 'customerClass' ? [...customerClasses] : [...new Set(bounds.flatMap((bound) => sidesOf(bound, input)))];
    const sides = values.length === 0 ? [0] : values;
    points = points.flatMap((point) => sides.map((value) => ({ ...point, [input]: value })));
    if (points.length > MAX_POINTS) return undefined;
  }
  return points;
}

function sidesOf(bound: OfferBound, input: string): number[] {
  if (bound.input !== input || bound.input === 'customerClass') return [];
  const { atLeast, atMost } = bound;
  return [
    ...(atLeast === undefined ? [] : [atLeast - 1, atLeast]),
    ...(atMost === undefined ? [] : [atMost, atMost + 1]),
  ];
}

function holds(bound: OfferBound, point: Point): boolean {
  const value = point[bound.input]!;
  if (bound.input === 'customerClass') return bound.in.includes(value as CustomerClass);
  return (value as number) >= (bound.atLeast ?? -Infinity) && (value as number) <= (bound.atMost ?? Infinity);
}
