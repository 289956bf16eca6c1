// The rehearsal before the real thing (S17): the sheet stands with the one who was observed; the sale notes that it was held.
import { localDateOf } from '../../business-time/business-time';
import { missingField, refuse, type Refusal } from '../../refusal';
import { type Deciding } from '../deciding';
import type { NoteRehearsal, RehearsalNoted } from './contacting';

/** What was played longer ago is not in anybody's ear any more. */
export const REHEARSAL_COUNTS_DAYS = 90;
const DAY_MS = 86_400_000;

export function noteRehearsal(
  command: NoteRehearsal,
  { state, definition, context }: Deciding,
): RehearsalNoted[] | Refusal {
  const { ownerId } = state;
  const cases = definition.rehearsals?.map(({ key }) => key) ?? [];
  if (!cases.includes(command.case)) return refuse('UNKNOWN_REFERENCE', [missingField('case', 'unknown')], { cases });
  const held = context.facts.staff.get(ownerId)?.rehearsed?.[command.case];
  const counts = localDateOf(new Date(Date.parse(context.now) - REHEARSAL_COUNTS_DAYS * DAY_MS).toISOString());
  if (held === undefined || held.heldOn < counts) {
    const problem = held === undefined ? 'missing' : 'too-long-ago';
    return refuse(
      'REHEARSAL_MISSING',
      [{ what: 'rehearsal', key: command.case, problem, suppliedBy: [{ staffId: ownerId }] }],
      {
        case: command.case,
        countsDays: REHEARSAL_COUNTS_DAYS,
      },
    );
  }
  if (state.contacting.rehearsals.get(command.case)?.rehearsalId === held.rehearsalId) {
    return refuse('ALREADY_EXISTS', [], { rehearsalId: held.rehearsalId });
  }
  const { rehearsalId, heldOn, total } = held;
  return [{ type: 'RehearsalNoted', data: { rehearsalId, case: command.case, staffId: ownerId, heldOn, total } }];
}
