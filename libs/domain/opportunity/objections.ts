// An objection and its four steps in their order (S21): type → truth → measure → confirmed. Until then it closes its level's gate.
import { isCode } from '../code';
import type { Id } from '../event';
import { MAX_OBJECTIONS } from '../limits';
import { missingField, refuse, refuseField, type Refusal } from '../refusal';
import { refuseUnlessText, textIfGiven } from '../said';
import { refuseUnlessContact } from '../customer/own-contact';
import { refuseUnlessLevel } from './chain';
import { firstRefusal, sealedText, type Deciding } from './deciding';
import type {
  ChooseObjectionMeasure,
  ConfirmObjectionSolved,
  DetermineObjectionType,
  FindObjectionTruth,
  RaiseObjection,
} from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import type { Objection, ObjectionStep } from './opportunity-state';

export function raiseObjection(command: RaiseObjection, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, context } = deciding;
  const refusal = firstRefusal(
    refuseUnlessLevel(command.level, deciding),
    refuseUnlessText('words', command.words),
    command.contactId === undefined ? undefined : refuseUnlessContact(command.contactId, state.customerId, context),
  );
  if (refusal !== undefined) return refusal;
  if (state.objections.size >= MAX_OBJECTIONS) return refuse('LIMIT_EXCEEDED', [], { limit: MAX_OBJECTIONS });
  const { level, contactId, words } = command;
  return [
    {
      type: 'ObjectionRaised',
      data: { objectionId: context.newId(0), level, contactId },
      ...sealedText(deciding, { words }, contactId),
    },
  ];
}

export function determineObjectionType(
  command: DetermineObjectionType,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  const { objectionId, objectionType } = command;
  return step(deciding, objectionId, 'raised', () => ({
    type: 'ObjectionTypeDetermined',
    data: { objectionId, objectionType },
  }));
}

export function findObjectionTruth(command: FindObjectionTruth, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { objectionId, truth } = command;
  const refusal = refuseUnlessText('truth', truth);
  if (refusal !== undefined) return refusal;
  return step(deciding, objectionId, 'type-determined', (objection) => ({
    type: 'ObjectionTruthFound',
    data: { objectionId },
    ...sealedText(deciding, { truth }, objection.contactId),
  }));
}

export function chooseObjectionMeasure(
  command: ChooseObjectionMeasure,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  const { objectionId, measure, note } = command;
  if (!isCode(measure)) return refuseField('measure', 'not-a-code');
  const refusal = textIfGiven('note', note) ?? refuseUnlessMeasure(command, deciding);
  if (refusal !== undefined) return refusal;
  return step(deciding, objectionId, 'truth-found', (objection) => ({
    type: 'ObjectionMeasureChosen',
    data: { objectionId, measure },
    ...sealedText(deciding, { note }, objection.contactId),
  }));
}

export function confirmObjectionSolved(
  command: ConfirmObjectionSolved,
  deciding: Deciding,
): OpportunityEvent[] | Refusal {
  const { objectionId, note } = command;
  const refusal = textIfGiven('note', note);
  if (refusal !== undefined) return refusal;
  return step(deciding, objectionId, 'measure-chosen', (objection) => ({
    type: 'ObjectionSolved',
    data: { objectionId },
    ...sealedText(deciding, { note }, objection.contactId),
  }));
}

/** Of the playbook's list for this type of objection; where it has no lists, any code does. */
function refuseUnlessMeasure(
  { objectionId, measure }: ChooseObjectionMeasure,
  { state, definition }: Deciding,
): Refusal | undefined {
  const objection = state.objections.get(objectionId);
  const { objectionMeasures } = definition;
  // Out of its order the step itself is what is wrong.
  if (objectionMeasures === undefined || objection?.objectionType === undefined) return undefined;
  const measures = objectionMeasures[objection.objectionType].map(({ key }) => key);
  if (measures.includes(measure)) return undefined;
  const { objectionType } = objection;
  return refuse('UNKNOWN_REFERENCE', [missingField('measure', 'not-for-this-type')], { objectionType, measures });
}

function step(
  deciding: Deciding,
  objectionId: Id,
  from: ObjectionStep,
  event: (objection: Objection) => OpportunityEvent,
): OpportunityEvent[] | Refusal {
  const objection = deciding.state.objections.get(objectionId);
  if (objection === undefined) {
    return refuse('UNKNOWN_REFERENCE', [missingField('objectionId', 'unknown')]);
  }
  if (objection.step !== from) return refuse('OBJECTION_STEP_ORDER', [], { standsAt: objection.step, needs: from });
  return [event(objection)];
}
