// The opportunity's copy of the decision chain (S7): who is on which level, and levels that this customer does not have.
// Knowing and recording people is never locked; only selling at a level is.
import { refuseUnlessContact } from '../customer/own-contact';
import type { Id } from '../event';
import { MAX_CONTACTS_PER_LEVEL } from '../limits';
import { missingField, refuse, type Refusal } from '../refusal';
import { firstRefusal, type Deciding } from './deciding';
import { supersededOverrides } from './gates';
import type { MoveContact, PlaceContact, TakeContactOff, WithdrawAbsence } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';

export function placeContact({ contactId, level }: PlaceContact, deciding: Deciding): OpportunityEvent[] | Refusal {
  const refusal = refuseUnlessPlaceable({ contactId, level }, deciding);
  if (refusal !== undefined) return refusal;
  return [...supersededAbsences(level, deciding), { type: 'ContactPlaced', data: { contactId, level } }];
}

/**
 * Moved up, or to another post (S7): off one level and onto another in one step, so that nobody sees the person on neither.
 * What was completed for them stays on record; what the new level asks of each person falls due from now.
 */
export function moveContact(command: MoveContact, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { contactId, from, to, reason } = command;
  const refusal = firstRefusal(
    refuseUnlessOnLevel({ contactId, level: from }, deciding),
    refuseUnlessPlaceable({ contactId, level: to }, deciding),
  );
  if (refusal !== undefined) return refusal;
  return [
    ...supersededAbsences(to, deciding),
    { type: 'ContactTakenOff', data: { contactId, level: from, reason, movedTo: to } },
    { type: 'ContactPlaced', data: { contactId, level: to, movedFrom: from } },
  ];
}

type Place = { contactId: Id; level: string };

function refuseUnlessPlaceable(command: Place, deciding: Deciding): Refusal | undefined {
  const { state, context } = deciding;
  const refusal =
    refuseUnlessLevel(command.level, deciding) ?? refuseUnlessContact(command.contactId, state.customerId, context);
  if (refusal !== undefined) return refusal;
  const people = state.chain.get(command.level) ?? [];
  if (people.some((placement) => placement.contactId === command.contactId)) return refuse('ALREADY_ON_LEVEL');
  if (people.length >= MAX_CONTACTS_PER_LEVEL) {
    return refuse('LIMIT_EXCEEDED', [missingField('level', 'too-many')], { limit: MAX_CONTACTS_PER_LEVEL });
  }
  if (state.absentLevels.has(command.level)) {
    return refuse('LEVEL_DECLARED_ABSENT', [
      {
        what: 'level',
        key: command.level,
        problem: 'withdraw-absence-first',
        suppliedBy: [{ staffId: state.ownerId }],
      },
    ]);
  }
  return undefined;
}

function refuseUnlessOnLevel({ contactId, level }: Place, deciding: Deciding): Refusal | undefined {
  const people = deciding.state.chain.get(level) ?? [];
  const isThere = people.some((placement) => placement.contactId === contactId);
  return refuseUnlessLevel(level, deciding) ?? (isThere ? undefined : refuse('NOT_ON_LEVEL'));
}

export function takeContactOff(command: TakeContactOff, deciding: Deciding): OpportunityEvent[] | Refusal {
  const refusal = refuseUnlessOnLevel(command, deciding);
  if (refusal !== undefined) return refusal;
  const { contactId, level, reason } = command;
  return [{ type: 'ContactTakenOff', data: { contactId, level, reason } }];
}

/** The level exists after all. If its gate was left out, the sale returns to it: it was never climbed. */
export function withdrawAbsence(command: WithdrawAbsence, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, definition } = deciding;
  const refusal = refuseUnlessLevel(command.level, deciding);
  if (refusal !== undefined) return refusal;
  if (!state.absentLevels.has(command.level)) {
    return refuse('UNKNOWN_REFERENCE', [missingField('level', 'not-declared-absent')]);
  }
  const withdrawn: OpportunityEvent = { type: 'AbsenceWithdrawn', data: { level: command.level } };
  const gate = definition.gates.find((each) => each.level === command.level);
  if (gate === undefined || state.passed.get(gate.key)?.how !== 'left-out') return [withdrawn];
  return [
    ...supersededOverrides(state),
    withdrawn,
    {
      type: 'WentBack',
      data: { from: state.gate.key, to: gate.key, reopened: [], cause: 'level-exists' },
    },
  ];
}

export function refuseUnlessLevel(level: string, { definition }: Deciding): Refusal | undefined {
  const known = definition.levels.some((each) => each.key === level);
  return known ? undefined : refuse('UNKNOWN_REFERENCE', [missingField('level', 'unknown')]);
}

function supersededAbsences(level: string, { state }: Deciding): OpportunityEvent[] {
  return [...state.approvals.values()]
    .filter(({ status, subject }) => status === 'open' && subject.kind === 'absent-level' && subject.level === level)
    .map((approval) => ({ type: 'ApprovalSuperseded', data: { approvalId: approval.id, cause: 'contact-placed' } }));
}
