// Rules about competitive strategies: over facts that there are, each able to hold, each adding something, none against another.
import { factsOf, truthOf, type BoundedCondition, type FactValue, type FactValues } from './condition';
import type { PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { strategyFacts, type StrategyFactDefinition, type StrategyRule } from './strategy-rules';

/** Two rules that read more than this together are understood by nobody; they are not compared. */
const MAX_POINTS = 20_000;

export function strategyProblems({
  strategyRules = [],
  environmentPoints = [],
}: PlaybookDefinition): PlaybookProblem[] {
  const references = [
    ...repeatedIn('strategyRules', strategyRules),
    ...repeatedIn('environmentPoints', environmentPoints),
    ...strategyRules.flatMap((rule, index) => conditionProblems(rule.when, rule.key, `strategyRules.${index}.when`)),
  ];
  if (references.length > 0) return references;
  return strategyRules.flatMap((rule, index) => ruleProblems(rule, index, strategyRules));
}

function repeatedIn(path: string, entries: readonly { key: string }[]): PlaybookProblem[] {
  return entries
    .map(({ key }) => key)
    .filter((key, index, keys) => keys.indexOf(key) < index)
    .map((key) => problem(`${path}.${key}`, 'repeated-key', `${path}: the key ${key} stands twice`));
}

function conditionProblems(condition: BoundedCondition, rule: string, path: string): PlaybookProblem[] {
  if ('not' in condition) return conditionProblems(condition.not, rule, `${path}.not`);
  if ('all' in condition) return condition.all.flatMap((part, n) => conditionProblems(part, rule, `${path}.all.${n}`));
  if ('any' in condition) return condition.any.flatMap((part, n) => conditionProblems(part, rule, `${path}.any.${n}`));
  const definition = Object.hasOwn(strategyFacts, condition.fact) ? strategyFacts[condition.fact] : undefined;
  if (definition === undefined) {
    const known = Object.keys(strategyFacts).join(', ');
    return [
      problem(path, 'unknown-fact', `${rule}: no fact ${condition.fact} is recorded of a rival; there are ${known}`),
    ];
  }
  const wrong = valuesIn(condition).filter((value) => !isValueOf(definition, value));
  const bounded = ('atLeast' in condition || 'atMost' in condition) && definition.kind !== 'number';
  if (wrong.length === 0 && !bounded) return [];
  const said = wrong.length === 0 ? 'no number' : `never ${wrong.map(String).join(', ')}`;
  return [problem(path, 'unknown-value', `${rule}: the fact ${condition.fact} is ${said}`)];
}

function valuesIn(
  leaf: Exclude<BoundedCondition, { all: unknown } | { any: unknown } | { not: unknown }>,
): FactValue[] {
  if ('is' in leaf) return [leaf.is];
  if ('in' in leaf) return leaf.in;
  return ['atLeast' in leaf ? leaf.atLeast : leaf.atMost];
}

/** Whether a fact can have this value. */
export function isValueOf(definition: StrategyFactDefinition, value: FactValue): boolean {
  if (definition.kind === 'values') return definition.values.includes(value);
  return typeof value === 'number' && Number.isInteger(value) && value >= definition.min && value <= definition.max;
}

function ruleProblems(rule: StrategyRule, index: number, rules: readonly StrategyRule[]): PlaybookProblem[] {
  const path = `strategyRules.${index}`;
  const alone = pointsOf([rule]) ?? [];
  if (alone.length > 0 && !alone.some((point) => holds(rule, point))) {
    return [problem(path, 'rule-empty', `${rule.key}: nothing that can be known makes it hold`)];
  }
  return rules.flatMap((other, place) => {
    if (other === rule || other.strategy !== rule.strategy) return [];
    const compared = comparedWith(rule, other);
    if (compared === undefined) return [];
    const sameEffect = other.effect === rule.effect;
    const covered = compared.within && (!compared.contains || place < index);
    if (sameEffect && covered) {
      return [
        problem(path, 'rule-shadowed', `${rule.key}: ${other.key} always says the same where it holds; remove it`),
      ];
    }
    const against = rule.effect === 'forbids' && other.effect === 'recommends';
    if (!against || !compared.within || !compared.contains) return [];
    const message = `${rule.key}: forbids exactly where ${other.key} recommends; keep one of them`;
    return [problem(path, 'rules-contradict', message)];
  });
}

/** Whether a rule holds only where the other does, and wherever it does. */
function comparedWith(rule: StrategyRule, other: StrategyRule): { within: boolean; contains: boolean } | undefined {
  const points = pointsOf([rule, other]);
  if (points === undefined) return undefined;
  const pairs = points.map((point) => [holds(rule, point), holds(other, point)] as const);
  return { within: pairs.every(([a, b]) => !a || b), contains: pairs.every(([a, b]) => !b || a) };
}

function holds(rule: StrategyRule, point: FactValues): boolean {
  return truthOf(rule.when, point) === true;
}

/** Every combination of values at which one of the rules may turn; `undefined` when there are too many. */
function pointsOf(rules: readonly StrategyRule[]): FactValues[] | undefined {
  let points: FactValues[] = [{}];
  for (const fact of new Set(rules.flatMap(({ when }) => factsOf(when)))) {
    const values = turningValues(fact, rules);
    if (points.length * values.length > MAX_POINTS) return undefined;
    points = points.flatMap((point) => values.map((value) => ({ ...point, [fact]: value })));
  }
  return points;
}

/** Values of a fact between which no rule can tell a difference: closed values, or both sides of every bound. */
export function turningValues(fact: string, rules: readonly StrategyRule[]): FactValue[] {
  const definition = strategyFacts[fact]!;
  if (definition.kind === 'values') return definition.values;
  const named = rules.flatMap(({ when }) => numbersNamed(when, fact));
  const sides = [definition.min, definition.max, ...named.flatMap((value) => [value - 1, value, value + 1])];
  return [...new Set(sides)].filter((value) => value >= definition.min && value <= definition.max);
}

function numbersNamed(condition: BoundedCondition, fact: string): number[] {
  if ('not' in condition) return numbersNamed(condition.not, fact);
  if ('all' in condition) return condition.all.flatMap((part) => numbersNamed(part, fact));
  if ('any' in condition) return condition.any.flatMap((part) => numbersNamed(part, fact));
  if (condition.fact !== fact) return [];
  return valuesIn(condition).filter((value) => typeof value === 'number');
}
