// Completing what the playbook asks at a gate, and correcting what was completed.
import type { JsonObject } from '../event';
import type { FactValues } from '../playbook/condition';
import { checkAnswers, namedContacts, splitAnswers } from '../playbook/form';
import type { ActionDefinition, GateDefinition } from '../playbook/playbook';
import { asProblem } from '../missing-problem';
import { missingField, refuse, type Missing, type Refusal } from '../refusal';
import { refuseUnlessText } from '../said';
import { levelsOf } from './contacting/may-be-contacted';
import { firstRefusal, sealedText, type Deciding } from './deciding';
import { actionOf, gateStanding, suppliersOf, type ActionStanding } from './gate-standing';
import type { CompleteAction, CorrectAction } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import { instanceKey } from './opportunity-state';

export function completeAction(command: CompleteAction, deciding: Deciding): OpportunityEvent[] | Refusal {
  const found = findAction(command, deciding);
  if ('refused' in found) return found;
  const { gate, action, standing } = found;
  if (standing.status === 'completed') return refuse('ACTION_ALREADY_COMPLETED', [named(command, 'completed')]);
  if (standing.status === 'waived') return refuse('ACTION_ALREADY_COMPLETED', [named(command, 'waived')]);
  const answers = command.answers ?? {};
  const refusal = firstRefusal(
    openBefore(action, deciding),
    refuseUnlessAnswered(action, answers),
    refuseUnlessOnChain(action, answers, deciding),
  );
  if (refusal !== undefined) return refusal;
  const { data, personal } = answersOf(action, answers);
  return [
    {
      type: 'ActionCompleted',
      data: {
        gate: gate.key,
        action: action.key,
        contactId: command.contactId,
        answers: data,
        facts: factsSetBy(action, answers),
      },
      ...sealedText(deciding, personal, command.contactId),
    },
  ];
}

/** A completed action can be corrected for as long as the opportunity runs; the old completion stays on record. */
export function correctAction(command: CorrectAction, deciding: Deciding): OpportunityEvent[] | Refusal {
  const found = findAction(command, deciding);
  if ('refused' in found) return found;
  const { gate, action } = found;
  const before = deciding.state.completions.get(instanceKey(action.key, command.contactId));
  if (before === undefined) return refuse('ACTION_NOT_COMPLETED', [named(command, 'not-completed')]);
  const refusal = firstRefusal(
    refuseUnlessText('reason', command.reason),
    refuseUnlessAnswered(action, command.answers),
    refuseUnlessOnChain(action, command.answers, deciding),
  );
  if (refusal !== undefined) return refusal;
  const { data, personal } = answersOf(action, command.answers);
  return [
    {
      type: 'ActionCorrected',
      data: {
        gate: gate.key,
        action: action.key,
        contactId: command.contactId,
        answers: data,
        facts: factsSetBy(action, command.answers),
        corrects: before.version,
      },
      ...sealedText(deciding, { ...personal, reason: command.reason }, command.contactId),
    },
  ];
}

type Found = { gate: GateDefinition; action: ActionDefinition; standing: ActionStanding };

/** The action where it may be worked on: at the gate where the sale is or behind it. */
function findAction(command: CompleteAction | CorrectAction, deciding: Deciding): Found | Refusal {
  const { state, definition } = deciding;
  const found = actionOf(definition, command.action);
  if (found === undefined) return refuse('UNKNOWN_REFERENCE', [named(command, 'unknown')]);
  const { gate, action } = found;
  const gateNow = gateStanding(state, definition, gate.key);
  if (gateNow.status === 'ahead') {
    return refuse(
      'GATE_NOT_ENTERED',
      [{ ...named(command, 'ahead'), suppliedBy: suppliersOf(state, definition, action) }],
      {
        gate: gate.key,
        standsAt: state.gate.key,
      },
    );
  }
  if (action.derivedFrom !== undefined) {
    return refuse(
      'ACTION_DERIVED',
      [{ ...named(command, 'derived'), suppliedBy: suppliersOf(state, definition, action) }],
      {
        derivedFrom: action.derivedFrom,
      },
    );
  }
  const standing = gateNow.actions.find((each) => each.key === instanceKey(action.key, command.contactId));
  if (standing === undefined) return noSuchInstance(command, action, gateNow.actions.length === 0);
  if (standing.status === 'not-applicable') return refuse('ACTION_NOT_APPLICABLE', [named(command, 'not-applicable')]);
  if (standing.status === 'undecided') {
    return refuse(
      'CONDITION_UNDECIDED',
      standing.undecidedFacts.map((fact) => ({
        what: 'fact',
        key: fact,
        problem: 'not-known',
        suppliedBy: [{ staffId: state.ownerId }],
      })),
    );
  }
  return { gate, action, standing };
}

function noSuchInstance(command: CompleteAction | CorrectAction, action: ActionDefinition, leftOut: boolean): Refusal {
  if (leftOut) return refuse('ACTION_NOT_APPLICABLE', [named(command, 'level-absent')]);
  if (action.per === 'gate') return refuse('INVALID_INPUT', [missingField('contactId', 'not-per-person')]);
  if (command.contactId === undefined) return refuse('INVALID_INPUT', [missingField('contactId', 'required')]);
  return refuse('NOT_ON_LEVEL', [{ ...missingField('contactId', 'not-on-level'), contactId: command.contactId }]);
}

/** Actions that the playbook wants done first and that are still open. */
function openBefore(action: ActionDefinition, { state, definition }: Deciding): Refusal | undefined {
  const missing = (action.after ?? []).flatMap((key): Missing[] => {
    const earlier = actionOf(definition, key);
    if (earlier === undefined) return [];
    return gateStanding(state, definition, earlier.gate.key)
      .actions.filter((each) => each.action === key && (each.status === 'open' || each.status === 'undecided'))
      .map((each) => ({
        what: 'action',
        key,
        contactId: each.contactId,
        problem: each.status,
        suppliedBy: suppliersOf(state, definition, earlier.action),
      }));
  });
  return missing.length === 0 ? undefined : refuse('ACTIONS_OPEN', missing);
}

function refuseUnlessAnswered(action: ActionDefinition, answers: JsonObject): Refusal | undefined {
  const problems = checkAnswers(action.form, answers);
  if (problems.length === 0) return undefined;
  return refuse(
    'FORM_INVALID',
    problems.map(({ pointer, code }) => missingField(`answers${pointer.replaceAll('/', '.')}`, asProblem(code))),
    { action: action.key },
  );
}

/** Whom an answer names sits on a level of this sale (S13: the key person is somebody one knows). */
function refuseUnlessOnChain(action: ActionDefinition, answers: JsonObject, { state }: Deciding): Refusal | undefined {
  const strangers = namedContacts(action.form ?? {}, answers).filter(([, id]) => levelsOf(id, state).length === 0);
  if (strangers.length === 0) return undefined;
  return refuse(
    'NOT_ON_LEVEL',
    strangers.map(([name, contactId]) => ({ ...missingField(`answers.${name}`, 'not-on-the-chain'), contactId })),
    { action: action.key },
  );
}

function answersOf(action: ActionDefinition, answers: JsonObject): { data: JsonObject; personal: JsonObject } {
  return action.form === undefined ? { data: {}, personal: {} } : splitAnswers(action.form, answers);
}

/** The facts that the answers set; a property that was left out sets nothing. */
function factsSetBy(action: ActionDefinition, answers: JsonObject): FactValues {
  const facts: FactValues = {};
  for (const [property, fact] of Object.entries(action.sets ?? {})) {
    const value = answers[property];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') facts[fact] = value;
  }
  return facts;
}

function named(command: CompleteAction | CorrectAction, problem: Missing['problem']): Missing {
  return { what: 'action', key: command.action, contactId: command.contactId, problem, suppliedBy: [] };
}
