// No lock-out: for every combination of facts a sale can walk through all gates, answering what the forms ask on its way.
import { factsOf, truthOf, type FactValues } from './condition';
import { isRequired } from './form';
import type { ActionDefinition, GateDefinition, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';

/** Every combination is walked; a playbook with more branches than this is not understood by people either. */
const MAX_COMBINATIONS = 20_000;

export function walkProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  const combinations = combinationsOf(definition);
  if (combinations === undefined) {
    return [
      problem(
        'facts',
        'too-many-combinations',
        `facts: more than ${MAX_COMBINATIONS} combinations; have fewer facts or values`,
      ),
    ];
  }
  const found = new Map<string, PlaybookProblem>();
  const passed = new Set<string>();
  for (const facts of combinations) {
    for (const each of walk(definition, facts, passed)) found.set(`${each.path} ${each.code}`, each);
  }
  definition.gates.forEach((gate, index) => {
    if (passed.has(gate.key) || found.size > 0) return;
    found.set(
      gate.key,
      problem(`gates.${index}.passWhen`, 'never-passes', `${gate.key}: no combination of facts passes it`),
    );
  });
  return [...found.values()];
}

/** One sale with these answers; it ends where a decision says no. */
function walk(definition: PlaybookDefinition, facts: FactValues, passed: Set<string>): PlaybookProblem[] {
  const known: FactValues = {};
  const done = new Set<string>();
  for (const [index, gate] of definition.gates.entries()) {
    completeAll(gate, facts, known, done);
    const problems = stuckAt(gate, index, known, done);
    if (problems.length > 0) return problems;
    if (truthOf(gate.passWhen, known) === false) return [];
    passed.add(gate.key);
  }
  return [];
}

/** Completes what can be completed until nothing more can; every required answer makes its fact known. */
function completeAll(gate: GateDefinition, facts: FactValues, known: FactValues, done: Set<string>): void {
  for (let progress = true; progress;) {
    progress = false;
    for (const action of gate.actions) {
      if (done.has(action.key) || truthOf(action.when, known) === 'undecided') continue;
      const applies = truthOf(action.when, known) === true;
      if (applies && !(action.after ?? []).every((key) => done.has(key))) continue;
      done.add(action.key);
      progress = true;
      if (applies) learn(action, facts, known);
    }
  }
}

function learn(action: ActionDefinition, facts: FactValues, known: FactValues): void {
  for (const [property, fact] of Object.entries(action.sets ?? {})) {
    if (action.form !== undefined && isRequired(action.form, property)) known[fact] = facts[fact];
  }
}

function stuckAt(gate: GateDefinition, index: number, known: FactValues, done: Set<string>): PlaybookProblem[] {
  const stuck = gate.actions.flatMap((action, number) => {
    if (done.has(action.key)) return [];
    const unknown = factsOf(action.when).filter((fact) => known[fact] === undefined);
    const message =
      unknown.length > 0
        ? `${gate.key}: whether ${action.key} applies depends on ${unknown.join(', ')}, which no required answer up to here makes known`
        : `${gate.key}: ${action.key} comes after actions that themselves wait for it`;
    return [
      problem(`gates.${index}.actions.${number}.${unknown.length > 0 ? 'when' : 'after'}`, 'locked-out', message),
    ];
  });
  if (stuck.length > 0 || truthOf(gate.passWhen, known) !== 'undecided') return stuck;
  const unknown = factsOf(gate.passWhen).filter((fact) => known[fact] === undefined);
  const message = `${gate.key}: passWhen depends on ${unknown.join(', ')}, which no required answer up to here makes known`;
  return [problem(`gates.${index}.passWhen`, 'locked-out', message)];
}

function combinationsOf({ facts }: PlaybookDefinition): FactValues[] | undefined {
  const count = facts.reduce((product, fact) => product * fact.values.length, 1);
  if (count > MAX_COMBINATIONS) return undefined;
  return facts.reduce<FactValues[]>(
    (combinations, fact) =>
      combinations.flatMap((each) => fact.values.map((value) => ({ ...each, [fact.key]: value }))),
    [{}],
  );
}
