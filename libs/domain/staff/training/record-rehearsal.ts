// A rehearsal is judged by a third pair of eyes (S17): not by the one who plays the account manager, nor by the one who plays the customer.
import { localDateOf } from '../../business-time/business-time';
import type { Context } from '../../decider';
import type { Id, LocalDate } from '../../event';
import { isLocalDate } from '../../local-date';
import type { PlaybookDefinition } from '../../playbook/playbook';
import { latestPlaybook } from '../../playbook/playbook-stream';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../../refusal';
import { refuseUnlessText, textIfGiven } from '../../said';
import { areOnePairOfEyes } from '../delegation';
import type { StaffState } from '../staff';
import {
  rehearsalItems,
  rehearsalScores,
  type RecordRehearsal,
  type RehearsalRecorded,
  type RehearsalSheet,
} from './training';

/** A rehearsal that takes longer is a working day. */
export const MAX_REHEARSAL_MINUTES = 240;

export function recordRehearsal(
  state: StaffState,
  command: RecordRehearsal,
  context: Context,
): RehearsalRecorded[] | Refusal {
  const { playbookKey, heldOn, customerPlayedById, minutes, scores, comment, remark } = command;
  const observerId = context.caller.kind === 'staff' ? context.caller.id : state.id;
  const playbook = latestPlaybook(playbookKey, context);
  const refusal =
    refuseUnlessThree(state.id, observerId, customerPlayedById, context) ??
    refuseUnlessCase(command.case, playbook?.definition) ??
    refuseUnlessHeld(heldOn, context) ??
    (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_REHEARSAL_MINUTES
      ? undefined
      : refuseField('minutes', 'out-of-range', { limit: MAX_REHEARSAL_MINUTES })) ??
    refuseUnlessSheet(scores) ??
    refuseUnlessText('comment', comment) ??
    textIfGiven('remark', remark);
  if (refusal !== undefined) return refusal;
  const sheet = Object.fromEntries(rehearsalItems.map((item) => [item, scores[item]])) as RehearsalSheet;
  return [
    {
      type: 'RehearsalRecorded',
      data: {
        rehearsalId: context.newId(0),
        playbookKey,
        playbookVersion: playbook!.version,
        case: command.case,
        heldOn,
        observerId,
        customerPlayedById,
        minutes,
        scores: sheet,
        total: totalOf(sheet),
      },
      personal: { owner: state.id, fields: { comment, remark } },
    },
  ];
}

/** Out of 98. */
export function totalOf(sheet: RehearsalSheet): number {
  return rehearsalItems.reduce((sum, item) => sum + sheet[item], 0);
}

function refuseUnlessThree(
  observedId: Id,
  observerId: Id,
  customerId: Id,
  { facts, now }: Context,
): Refusal | undefined {
  if (areOnePairOfEyes(observedId, observerId, now, facts.staff)) {
    const missing: Missing = {
      what: 'right',
      key: 'caller',
      problem: 'same-eyes',
      suppliedBy: [{ role: 'supervisor' }],
    };
    return refuse('NOT_ALLOWED', [missing]);
  }
  if (facts.staff.get(customerId)?.active !== true)
    return refuse('UNKNOWN_REFERENCE', [missingField('customerPlayedById', 'unknown')]);
  return customerId === observedId || customerId === observerId
    ? refuseField('customerPlayedById', 'not-a-colleague')
    : undefined;
}

function refuseUnlessCase(rehearsalCase: string, definition: PlaybookDefinition | undefined): Refusal | undefined {
  if (definition === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('playbookKey', 'unknown')]);
  const cases = definition.rehearsals?.map(({ key }) => key) ?? [];
  if (cases.includes(rehearsalCase)) return undefined;
  return refuse('UNKNOWN_REFERENCE', [missingField('case', 'unknown')], { cases });
}

function refuseUnlessHeld(heldOn: LocalDate, { now }: Context): Refusal | undefined {
  if (!isLocalDate(heldOn)) return refuseField('heldOn', 'not-a-date');
  return heldOn > localDateOf(now) ? refuseField('heldOn', 'in-the-future') : undefined;
}

/** All fourteen, no other, each worth 7, 5 or 3. */
function refuseUnlessSheet(scores: RehearsalSheet): Refusal | undefined {
  const items: readonly string[] = rehearsalItems;
  const unknown = Object.keys(scores).filter((item) => !items.includes(item));
  const wrong = rehearsalItems.filter((item) => !rehearsalScores.includes(scores[item]));
  if (unknown.length === 0 && wrong.length === 0) return undefined;
  const named = (item: string, problem: Missing['problem']): Missing => missingField(`scores.${item}`, problem);
  return refuse('INVALID_INPUT', [
    ...wrong.map((item) => named(item, scores[item] === undefined ? 'required' : 'not-a-score')),
    ...unknown.map((item) => named(item, 'unknown-field')),
  ]);
}
