// Everything a playbook names must be there, once, and fit where it is named.
import type { Json } from '../event';
import type { Condition } from './condition';
import { checkForm, closedValues } from './form';
import {
  derivedFactsOf,
  levelOf,
  type ActionDefinition,
  type ApprovalRound,
  type DerivedFact,
  type GateDefinition,
  type PlaybookDefinition,
} from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';

export function referenceProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  return [
    ...repeatedKeys(definition),
    ...definition.gates.flatMap((gate, index) => gateProblems(definition, gate, index)),
    ...neverSet(definition),
    ...factLabels(definition),
    ...roundsProblems(definition),
    ...closingProblems(definition),
    ...definition.followUps.items.flatMap((item, index) => formProblems(item.form, `followUps.items.${index}.form`)),
  ];
}

function repeatedKeys({ facts, levels, stages, gates, approvals, followUps }: PlaybookDefinition): PlaybookProblem[] {
  const lists: [string, { key: string }[]][] = [
    ['facts', facts],
    ['levels', levels],
    ['stages', stages],
    ['gates', gates],
    // One key per action in the whole playbook: completions are recorded under it.
    ['gates.actions', gates.flatMap((gate) => gate.actions)],
    ['approvals.groups', approvals.groups],
    ['approvals.offer', approvals.offer],
    ['followUps.items', followUps.items],
  ];
  return lists.flatMap(([path, items]) =>
    items
      .map((item) => item.key)
      .filter((key, index, keys) => keys.indexOf(key) < index)
      .map((key) =>
        problem(`${path}.${key}`, 'repeated-key', `${path}: the key ${key} stands twice; give one of them another`),
      ),
  );
}

function gateProblems(definition: PlaybookDefinition, gate: GateDefinition, index: number): PlaybookProblem[] {
  const path = `gates.${index}`;
  const problems: PlaybookProblem[] = [];
  if (gate.level !== undefined) {
    if (!definition.levels.some((level) => level.key === gate.level)) {
      problems.push(
        problem(`${path}.level`, 'unknown-level', `${gate.key}: there is no level ${gate.level} under levels`),
      );
    }
    if (definition.gates.findIndex((each) => each.level === gate.level) < index) {
      problems.push(
        problem(`${path}.level`, 'repeated-level', `${gate.key}: the level ${gate.level} has a gate already`),
      );
    }
  }
  problems.push(...conditionProblems(definition, gate.passWhen, `${path}.passWhen`));
  if (gate.passWhen !== undefined && gate.backTo === undefined && index > 0) {
    const message = `${gate.key}: passWhen can be false, so the gate needs a way back (backTo)`;
    problems.push(problem(`${path}.passWhen`, 'decision-without-way-back', message));
  }
  problems.push(...wayBackProblems(definition, gate, index, path));
  const actions = gate.actions.flatMap((action, number) =>
    actionProblems(definition, gate, action, `${path}.actions.${number}`),
  );
  return [...problems, ...actions];
}

function wayBackProblems(
  definition: PlaybookDefinition,
  gate: GateDefinition,
  index: number,
  path: string,
): PlaybookProblem[] {
  return (gate.backTo ?? []).flatMap((way, number) => {
    const place = `${path}.backTo.${number}`;
    const target = definition.gates.findIndex((each) => each.key === way.gate);
    if (target < 0)
      return [problem(`${place}.gate`, 'unknown-gate', `${gate.key}: there is no gate ${way.gate} to go back to`)];
    if (target > index)
      return [problem(`${place}.gate`, 'not-earlier', `${gate.key}: ${way.gate} does not lie behind it`)];
    const reachable = definition.gates
      .slice(target, index + 1)
      .flatMap((each) => each.actions.map((action) => action.key));
    return way.reopens
      .filter((action) => !reachable.includes(action))
      .map((action) =>
        problem(
          `${place}.reopens`,
          'unknown-action',
          `${gate.key}: ${action} is no action from ${way.gate} to ${gate.key}`,
        ),
      );
  });
}

function actionProblems(
  definition: PlaybookDefinition,
  gate: GateDefinition,
  action: ActionDefinition,
  path: string,
): PlaybookProblem[] {
  const problems: PlaybookProblem[] = [
    ...conditionProblems(definition, action.when, `${path}.when`),
    ...formProblems(action.form, `${path}.form`),
    ...setsProblems(definition, action, path),
    ...afterProblems(definition, gate, action, path),
  ];
  if (action.level !== undefined && !definition.levels.some((level) => level.key === action.level)) {
    const message = `${action.key}: there is no level ${action.level} under levels`;
    problems.push(problem(`${path}.level`, 'unknown-level', message));
  }
  if (action.per === 'gate' && action.level !== undefined) {
    const message = `${action.key}: it is done once for the gate, so a level says nothing; write per: person`;
    problems.push(problem(`${path}.level`, 'level-without-person', message));
  }
  if (action.per === 'person' && levelOf(gate, action) === undefined) {
    const message = `${action.key}: ${gate.key} stands for no level, so nobody is on it; write per: gate`;
    problems.push(problem(`${path}.per`, 'person-without-level', message));
  }
  if (action.derivedFrom !== undefined) {
    if (action.form !== undefined || action.sets !== undefined) {
      problems.push(
        problem(`${path}.form`, 'derived-with-form', `${action.key}: facts complete it, so it takes no form`),
      );
    }
    if (action.waivable === true) {
      problems.push(
        problem(`${path}.waivable`, 'derived-waivable', `${action.key}: what facts complete cannot be waived`),
      );
    }
  }
  return problems;
}

function formProblems(form: ActionDefinition['form'], path: string): PlaybookProblem[] {
  if (form === undefined) return [];
  return checkForm(form).map(({ pointer, code }) => {
    const place = `${path}${pointer.replaceAll('/', '.')}`;
    if (code === 'label-missing') return problem(place, code, `${place}: a text in zh-CN and en is missing here`);
    if (code === 'label-of-nothing') return problem(place, code, `${place}: no value is called so; remove it`);
    return problem(place, 'form-unsound', `${place}: ${code}`);
  });
}

/** The values of a fact are shown to people as those of a form are. */
function factLabels({ facts }: PlaybookDefinition): PlaybookProblem[] {
  return facts.flatMap(({ values, options = {} }, index) => {
    const place = (value: string): string => `facts.${index}.options.${value}`;
    const without = values.filter((value): value is string => typeof value === 'string' && !(value in options));
    const left = Object.keys(options).filter((option) => !values.some((value) => String(value) === option));
    return [
      ...without.map((value) =>
        problem(place(value), 'label-missing', `${place(value)}: a text in zh-CN and en is missing here`),
      ),
      ...left.map((value) =>
        problem(place(value), 'label-of-nothing', `${place(value)}: no value is called so; remove it`),
      ),
    ];
  });
}

function setsProblems(definition: PlaybookDefinition, action: ActionDefinition, path: string): PlaybookProblem[] {
  return Object.entries(action.sets ?? {}).flatMap(([property, factKey]) => {
    const place = `${path}.sets.${property}`;
    const fact = definition.facts.find((each) => each.key === factKey);
    if (fact === undefined)
      return [problem(place, 'unknown-fact', `${action.key}: there is no fact ${factKey} under facts`)];
    const values = action.form === undefined ? undefined : closedValues(action.form, property);
    if (values === undefined) {
      return [
        problem(
          place,
          'unknown-property',
          `${action.key}: the form has no property ${property} with a closed list of values`,
        ),
      ];
    }
    const same =
      values.length === fact.values.length && values.every((value) => (fact.values as Json[]).includes(value));
    if (same) return [];
    return [
      problem(place, 'values-differ', `${action.key}: ${property} and the fact ${factKey} must have the same values`),
    ];
  });
}

function afterProblems(
  definition: PlaybookDefinition,
  gate: GateDefinition,
  action: ActionDefinition,
  path: string,
): PlaybookProblem[] {
  const upToHere = definition.gates
    .slice(0, definition.gates.indexOf(gate) + 1)
    .flatMap((each) => each.actions.map((other) => other.key));
  return (action.after ?? [])
    .filter((key) => !upToHere.includes(key) || key === action.key)
    .map((key) =>
      problem(`${path}.after`, 'unknown-action', `${action.key}: ${key} is no action of this gate or an earlier one`),
    );
}

export function conditionProblems(
  definition: PlaybookDefinition,
  condition: Condition | undefined,
  path: string,
): PlaybookProblem[] {
  if (condition === undefined) return [];
  if ('not' in condition) return conditionProblems(definition, condition.not, `${path}.not`);
  if ('all' in condition)
    return condition.all.flatMap((part, n) => conditionProblems(definition, part, `${path}.all.${n}`));
  if ('any' in condition)
    return condition.any.flatMap((part, n) => conditionProblems(definition, part, `${path}.any.${n}`));
  const fact = definition.facts.find((each) => each.key === condition.fact);
  if (fact === undefined)
    return [problem(path, 'unknown-fact', `${path}: there is no fact ${condition.fact} under facts`)];
  const asked = 'is' in condition ? [condition.is] : condition.in;
  return asked
    .filter((value) => !fact.values.includes(value))
    .map((value) => problem(path, 'unknown-value', `${path}: the fact ${fact.key} is never ${String(value)}`));
}

function neverSet(definition: PlaybookDefinition): PlaybookProblem[] {
  const set = new Set(
    definition.gates.flatMap((gate) => gate.actions.flatMap((action) => Object.values(action.sets ?? {}))),
  );
  return definition.facts
    .filter((fact) => !set.has(fact.key))
    .map((fact) =>
      problem(`facts.${fact.key}`, 'fact-never-set', `${fact.key}: no form sets this fact; add it to an action's sets`),
    );
}

function roundsProblems({ approvals }: PlaybookDefinition): PlaybookProblem[] {
  const known = new Set(approvals.groups.map((group) => group.key));
  const { groups: _groups, offer, ...kinds } = approvals;
  const places: [string, ApprovalRound[]][] = [
    ...offer.map((rule, index): [string, ApprovalRound[]] => [`approvals.offer.${index}.rounds`, rule.rounds]),
    ...Object.entries(kinds).map(([kind, rounds]): [string, ApprovalRound[]] => [`approvals.${kind}`, rounds]),
  ];
  return places.flatMap(([path, rounds]) =>
    rounds
      .flatMap((round) => round.groups.map(({ group }) => group))
      .filter((group) => !known.has(group))
      .map((group) =>
        problem(path, 'unknown-group', `${path}: there is no approver group ${group} under approvals.groups`),
      ),
  );
}

/** A sale ends with an agreement, and the agreement needs an approved offer: the offer's gate cannot come later. */
function closingProblems({ gates }: PlaybookDefinition): PlaybookProblem[] {
  const gateWith = (derived: DerivedFact): number =>
    gates.findIndex((gate) => gate.actions.some((action) => derivedFactsOf(action).includes(derived)));
  const agreement = gateWith('agreement-recorded');
  if (agreement < 0) {
    const message = 'gates: no action is derivedFrom agreement-recorded, so nothing would ever be signed';
    return [problem('gates', 'agreement-missing', message)];
  }
  if (gateWith('offer-approved') <= agreement) return [];
  const message =
    'gates: the offer is approved only after the agreement is recorded; move the offer to an earlier gate';
  return [problem(`gates.${agreement}`, 'offer-after-agreement', message)];
}
