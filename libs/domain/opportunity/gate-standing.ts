// The one place that says whether a gate is open, and why not: the decider, the explanation and the process all ask here.
// Invariant: a gate passes only when every action that applies at it is completed or waived and no objection at it is
// unresolved (S7); what is not decided yet keeps it closed.
import type { Id } from '../event';
import { factsOf, truthOf, undecidedFacts, type FactValues, type Truth } from '../playbook/condition';
import {
  derivedFactsOf,
  levelOf,
  type ActionDefinition,
  type DerivedFact,
  type GateDefinition,
  type PlaybookDefinition,
} from '../playbook/playbook';
import { refuse, type Missing, type Refusal, type RefusalCode, type Supplier } from '../refusal';
import { isEstablished, levelsAwaited } from './derived-facts';
import { factsOfCompletions, instanceKey, type OpportunityState } from './opportunity-state';

/** One thing to be completed at a gate, and how it stands. */
export type ActionStanding = {
  key: string;
  action: string;
  contactId?: Id;
  status: 'open' | 'completed' | 'waived' | 'not-applicable' | 'undecided';
  /** It keeps the gate closed. */
  blocks: boolean;
  derived: boolean;
  /** Facts without which it is not decided whether it applies. */
  undecidedFacts: string[];
};

/** `problem` is the first reason in the order of the list of codes; `missing` names everything that stands in the way. */
export type GateStanding = {
  gate: string;
  level?: string;
  status: 'passed' | 'left-out' | 'current' | 'ahead';
  actions: ActionStanding[];
  passable: boolean;
  problem?: RefusalCode;
  missing: Missing[];
  /** The approved override with which it can be passed although something is missing. */
  overrideId?: Id;
};

export function gateStanding(state: OpportunityState, definition: PlaybookDefinition, gateKey: string): GateStanding {
  const gate = gateOf(definition, gateKey);
  const facts = factsOfCompletions(state);
  const actions = isLeftOut(state, gate) ? [] : actionStandings(state, definition, gate, facts);
  const blockers = [
    ...actionBlockers(state, definition, gate, actions),
    ...levelBlockers(state, gate),
    ...objectionBlockers(state, gate),
    ...undecidedBlockers(state, definition, gate, actions),
    ...decisionBlockers(state, definition, gate, facts),
  ];
  return {
    gate: gate.key,
    level: gate.level,
    status: statusOf(state, gate.key),
    actions,
    passable: blockers.length === 0,
    problem: blockers[0]?.code,
    missing: blockers.map((blocker) => blocker.missing),
  };
}

/**
 * What keeps the sale from leaving the gate where it is: that gate's own blockers, and what was undone at gates behind it
 * (a corrected answer that makes another action apply, an objection raised later). People placed on a level after its
 * gate was passed add nothing here: a change of the chain counts from the moment it is an event. A gate that was passed
 * by an approved override is settled with it; with one that waits to be used the gate can be passed, whatever is missing.
 */
export function currentStanding(state: OpportunityState, definition: PlaybookDefinition): GateStanding {
  const current = gateStanding(state, definition, state.gate.key);
  const behind = definition.gates
    .slice(0, gateIndex(definition, state.gate.key))
    .filter((gate) => state.passed.get(gate.key)?.how !== 'overridden')
    .map((gate) => gateStanding(state, definition, gate.key))
    .filter((standing) => !standing.passable);
  const standing = behind.length === 0 ? current : { ...current, ...undoneBehind(behind, current) };
  const overrideId = state.overrides.get(state.gate.key);
  return standing.passable || overrideId === undefined ? standing : { ...standing, passable: true, overrideId };
}

function undoneBehind(
  behind: readonly GateStanding[],
  current: GateStanding,
): Pick<GateStanding, 'passable' | 'problem' | 'missing'> {
  return {
    passable: false,
    problem: behind[0]?.problem ?? current.problem,
    missing: [...behind.flatMap((standing) => standing.missing), ...current.missing],
  };
}

type Blocker = { code: RefusalCode; missing: Missing };

function actionStandings(
  state: OpportunityState,
  definition: PlaybookDefinition,
  gate: GateDefinition,
  facts: FactValues,
): ActionStanding[] {
  return gate.actions.flatMap((action) => {
    const truth = truthOf(action.when, facts);
    const people = action.per === 'person' ? peopleOf(state, levelOf(gate, action)) : [undefined];
    return people.map((person) => {
      const key = instanceKey(action.key, person?.contactId);
      const status = actionStatus(state, definition, gate, action, person?.contactId, truth);
      const joinedLate =
        person !== undefined && person.placedVersion > (state.passed.get(gate.key)?.version ?? Infinity);
      return {
        key,
        action: action.key,
        contactId: person?.contactId,
        status,
        blocks: status === 'open' && !joinedLate,
        derived: action.derivedFrom !== undefined,
        undecidedFacts: undecidedFacts(action.when, facts),
      };
    });
  });
}

function actionStatus(
  state: OpportunityState,
  definition: PlaybookDefinition,
  gate: GateDefinition,
  action: ActionDefinition,
  contactId: Id | undefined,
  truth: Truth,
): ActionStanding['status'] {
  if (truth === 'undecided') return 'undecided';
  if (truth === false) return 'not-applicable';
  const key = instanceKey(action.key, contactId);
  if (state.waivers.has(key)) return 'waived';
  const done =
    action.derivedFrom === undefined
      ? state.completions.has(key)
      : derivedFactsOf(action).every((fact) =>
          isEstablished(fact, {
            state,
            definition,
            gate: gate.key,
            rehearsal: action.rehearsal,
            contactId,
            since: state.reopened.get(action.key) ?? 0,
          }),
        );
  return done ? 'completed' : 'open';
}

function peopleOf(state: OpportunityState, level: string | undefined): { contactId: Id; placedVersion: number }[] {
  const people = level === undefined ? [] : (state.chain.get(level) ?? []);
  return people.map(({ contactId, placed }) => ({ contactId, placedVersion: placed.version }));
}

function actionBlockers(
  state: OpportunityState,
  definition: PlaybookDefinition,
  gate: GateDefinition,
  actions: ActionStanding[],
): Blocker[] {
  return actions
    .filter((standing) => standing.blocks)
    .map((standing) => {
      const action = actionOf(definition, standing.action)!.action;
      return {
        code: 'ACTIONS_OPEN',
        missing: {
          what: 'action',
          key: standing.action,
          contactId: standing.contactId,
          levels: levelsAwaited(action, state, definition),
          problem: 'open',
          suppliedBy: suppliersOf(state, definition, action),
        },
      };
    });
}

function levelBlockers(state: OpportunityState, gate: GateDefinition): Blocker[] {
  if (isLeftOut(state, gate) || state.passed.has(gate.key)) return [];
  const asked = gate.actions.filter(({ per }) => per === 'person').map((action) => levelOf(gate, action));
  const levels = [...new Set([gate.level, ...asked])].flatMap((level) => level ?? []);
  return levels
    .filter((level) => (state.chain.get(level) ?? []).length === 0 && !state.absentLevels.has(level))
    .map((level) => ({
      code: 'LEVEL_EMPTY',
      missing: { what: 'person', key: level, problem: 'empty', suppliedBy: [{ staffId: state.ownerId }] },
    }));
}

function objectionBlockers(state: OpportunityState, gate: GateDefinition): Blocker[] {
  return [...state.objections.values()]
    .filter((objection) => objection.level === gate.level && objection.step !== 'solved')
    .map((objection) => ({
      code: 'OBJECTION_OPEN',
      missing: {
        what: 'objection',
        key: objection.id,
        contactId: objection.contactId,
        problem: objection.step,
        suppliedBy: [{ staffId: state.ownerId }],
      },
    }));
}

function undecidedBlockers(
  state: OpportunityState,
  definition: PlaybookDefinition,
  gate: GateDefinition,
  actions: ActionStanding[],
): Blocker[] {
  const facts = new Set(actions.filter(({ status }) => status === 'undecided').flatMap((each) => each.undecidedFacts));
  for (const fact of isLeftOut(state, gate) ? [] : undecidedFacts(gate.passWhen, factsOfCompletions(state)))
    facts.add(fact);
  return [...facts].map((fact) => ({
    code: 'CONDITION_UNDECIDED',
    missing: { what: 'fact', key: fact, problem: 'not-known', suppliedBy: suppliersOfFact(state, definition, fact) },
  }));
}

function decisionBlockers(
  state: OpportunityState,
  definition: PlaybookDefinition,
  gate: GateDefinition,
  facts: FactValues,
): Blocker[] {
  if (isLeftOut(state, gate) || truthOf(gate.passWhen, facts) !== false) return [];
  const asked = factsOf(gate.passWhen);
  return asked.map((fact) => ({
    code: 'DECISION_NO',
    missing: { what: 'fact', key: fact, problem: 'answered-no', suppliedBy: suppliersOfFact(state, definition, fact) },
  }));
}

/** Who can supply a fact: those who may complete the actions that set it. */
export function suppliersOfFact(state: OpportunityState, definition: PlaybookDefinition, fact: string): Supplier[] {
  const setters = definition.gates
    .flatMap((gate) => gate.actions)
    .filter((action) => Object.values(action.sets ?? {}).includes(fact));
  return uniqueSuppliers(setters.flatMap((action) => suppliersOf(state, definition, action)));
}

/** Who can complete an action: the owner and the roles it names; for an approved offer, the groups that have to vote. */
export function suppliersOf(
  state: OpportunityState,
  definition: PlaybookDefinition,
  action: ActionDefinition,
): Supplier[] {
  const roles = (action.alsoBy ?? []).map((role) => ({ role }));
  if (!derivedFactsOf(action).includes('offer-approved'))
    return uniqueSuppliers([{ staffId: state.ownerId }, ...roles]);
  const open = [...state.approvals.values()].find(
    ({ subject, status }) => subject.kind === 'offer' && status === 'open',
  );
  const groups = open?.rounds[open.round]?.slots.map((slot) => ({ group: slot.group })) ?? [];
  return uniqueSuppliers([{ staffId: state.ownerId }, ...groups]);
}

function uniqueSuppliers(suppliers: Supplier[]): Supplier[] {
  return [...new Map(suppliers.map((supplier) => [JSON.stringify(supplier), supplier])).values()];
}

function statusOf(state: OpportunityState, gateKey: string): GateStanding['status'] {
  const passed = state.passed.get(gateKey);
  if (passed !== undefined) return passed.how === 'left-out' ? 'left-out' : 'passed';
  return state.gate.key === gateKey ? 'current' : 'ahead';
}

/** A level gate whose level this customer does not have. */
export function isLeftOut(state: OpportunityState, gate: GateDefinition): boolean {
  return gate.level !== undefined && state.absentLevels.has(gate.level);
}

export function gateOf(definition: PlaybookDefinition, key: string): GateDefinition {
  const gate = definition.gates.find((each) => each.key === key);
  if (gate === undefined)
    throw new Error(`playbook ${definition.key} has no gate ${key}, but an opportunity stands at it`);
  return gate;
}

/** Position in the playbook's order; -1 when there is no such gate. */
export function gateIndex(definition: PlaybookDefinition, key: string): number {
  return definition.gates.findIndex((gate) => gate.key === key);
}

/** A refusal before the gate is entered at which the playbook asks for this fact: until then it would be selling ahead (S7). */
export function refuseUntilGateOf(
  fact: DerivedFact,
  { state, definition }: { state: OpportunityState; definition: PlaybookDefinition },
): Refusal | undefined {
  const gate = definition.gates.find((each) => each.actions.some((action) => derivedFactsOf(action).includes(fact)));
  if (gate === undefined || gateIndex(definition, gate.key) <= gateIndex(definition, state.gate.key)) return undefined;
  return refuse('GATE_NOT_ENTERED', [], { gate: gate.key, standsAt: state.gate.key });
}

export function actionOf(
  definition: PlaybookDefinition,
  key: string,
): { gate: GateDefinition; action: ActionDefinition } | undefined {
  for (const gate of definition.gates) {
    const action = gate.actions.find((each) => each.key === key);
    if (action !== undefined) return { gate, action };
  }
  return undefined;
}
