// Conditions over the facts of an opportunity, in three values: true, false, and undecided while a fact is not known.
// Invariant: an undecided condition is never taken for false; the gate that needs it stays closed.

export type FactValue = string | number | boolean;
export type FactValues = { [factKey: string]: FactValue | undefined };

/** Plain data, so that a playbook can be read, checked for every combination of facts, and changed without programming. */
export type ConditionOver<Leaf> =
  Leaf | { all: ConditionOver<Leaf>[] } | { any: ConditionOver<Leaf>[] } | { not: ConditionOver<Leaf> };

export type Comparison = { fact: string; is: FactValue } | { fact: string; in: FactValue[] };
/** Over facts that are numbers; bounds are inclusive. */
export type Bound = { fact: string; atLeast: number } | { fact: string; atMost: number };

export type Condition = ConditionOver<Comparison>;
export type BoundedCondition = ConditionOver<Comparison | Bound>;

export type Truth = true | false | 'undecided';

/** Kleene's three-valued logic: a part that is not known matters only if the answer depends on it. */
export function truthOf(condition: BoundedCondition | undefined, facts: FactValues): Truth {
  if (condition === undefined) return true;
  if ('not' in condition) {
    const inner = truthOf(condition.not, facts);
    return inner === 'undecided' ? 'undecided' : !inner;
  }
  if ('all' in condition) {
    const parts = condition.all.map((part) => truthOf(part, facts));
    if (parts.includes(false)) return false;
    return parts.includes('undecided') ? 'undecided' : true;
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => truthOf(part, facts));
    if (parts.includes(true)) return true;
    return parts.includes('undecided') ? 'undecided' : false;
  }
  const value = facts[condition.fact];
  if (value === undefined) return 'undecided';
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return condition.in.includes(value);
  if (typeof value !== 'number') return false;
  return 'atLeast' in condition ? value >= condition.atLeast : value <= condition.atMost;
}

/** The facts a condition reads, each once. */
export function factsOf(condition: BoundedCondition | undefined): string[] {
  if (condition === undefined) return [];
  if ('not' in condition) return factsOf(condition.not);
  if ('all' in condition) return [...new Set(condition.all.flatMap(factsOf))];
  if ('any' in condition) return [...new Set(condition.any.flatMap(factsOf))];
  return [condition.fact];
}

/** The facts that would have to become known before the condition is decided. */
export function undecidedFacts(condition: BoundedCondition | undefined, facts: FactValues): string[] {
  if (truthOf(condition, facts) !== 'undecided') return [];
  return factsOf(condition).filter((key) => facts[key] === undefined);
}
