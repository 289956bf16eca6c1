// What a won opportunity leaves behind: the follow-up plan of its agreement (S25) and the agreement among its customer's facts.
import { DateTime } from 'luxon';
import { localDateOf, openingOf, standardWeek, type BusinessCalendar } from '../business-time/business-time';
import type { CustomerCommand, CustomerState } from '../customer/customer';
import { derivedId } from '../derived-id';
import type { Id, Instant, LocalDate, Recorded } from '../event';
import type { AgreementRecorded, OpportunityWon } from '../opportunity/opportunity-events';
import type { OpportunityState } from '../opportunity/opportunity-state';
import { UNCLASSIFIED } from '../playbook/playbook';
import type { FollowUpPlanCommand } from './follow-up-plan';

/** There is one plan per agreement, found by the agreement's id. */
export function planIdOf(agreementId: Id): Id {
  return derivedId(agreementId, 'follow-up-plan');
}

/** @param won the event that ended the sale; what follows is dated by it */
export function startPlanOf(
  state: OpportunityState,
  won: Recorded<OpportunityWon>,
  { data: { agreementId, signedOn, endsOn } }: Recorded<AgreementRecorded>,
  customer: CustomerState | undefined,
  calendar: BusinessCalendar = standardWeek,
): Extract<FollowUpPlanCommand, { type: 'StartPlan' }> {
  const { id: opportunityId, customerId, ownerId, playbook } = state;
  return {
    type: 'StartPlan',
    agreementId,
    opportunityId,
    customerId,
    ownerId,
    class: customer?.class ?? UNCLASSIFIED,
    playbook: { streamId: playbook.streamId, version: playbook.version },
    signedAt: signedAt(signedOn, won.at, calendar),
    anniversary: customer?.anniversary,
    endsAt: startOf(endsOn, calendar).plus({ days: 1 }).toUTC().toISO()!,
  };
}

export function noteAgreementOf(
  { id: opportunityId }: OpportunityState,
  { data: { agreementId, startsOn, endsOn, products } }: Recorded<AgreementRecorded>,
): Extract<CustomerCommand, { type: 'NoteAgreement' }> {
  return { type: 'NoteAgreement', agreementId, opportunityId, startsOn, endsOn, products };
}

/** Signed today: the moment it was won; on another day: when that day opened. */
function signedAt(signedOn: LocalDate, wonAt: Instant, calendar: BusinessCalendar): Instant {
  if (localDateOf(wonAt, calendar) === signedOn) return wonAt;
  return openingOf(signedOn, calendar);
}

function startOf(date: LocalDate, { zone }: BusinessCalendar): DateTime {
  return DateTime.fromISO(date, { zone });
}
