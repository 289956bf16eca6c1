// What was signed (S24). It makes the facts of S1 true and starts the follow-ups; here it only has to be the approved content.
import { DateTime } from 'luxon';
import { localDateOf } from '../business-time/business-time';
import type { Id, LocalDate } from '../event';
import { MAX_SIGNATORIES, MAX_TERM_MONTHS } from '../limits';
import { isLocalDate } from '../local-date';
import { missingField, refuse, refuseField, type Refusal } from '../refusal';
import { textIfGiven } from '../said';
import { refuseUnlessContact } from '../customer/own-contact';
import { firstRefusal, sealedText, type Deciding } from './deciding';
import { refuseUntilGateOf } from './gate-standing';
import type { RecordAgreement } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import type { OpportunityState } from './opportunity-state';

/** Recorded again before the last gate is passed, the later record replaces the earlier one; both stay in the log. */
export function recordAgreement(command: RecordAgreement, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, context } = deciding;
  const refusal = firstRefusal(
    refuseUntilGateOf('agreement-recorded', deciding),
    refuseUnlessOfferApproved(deciding),
    refuseUnlessSigned(command, deciding),
    textIfGiven('number', command.number),
  );
  if (refusal !== undefined) return refusal;
  const offer = state.offer!;
  const { signatoryIds, signedById, signedOn, startsOn, endsOn, number } = command;
  return [
    {
      type: 'AgreementRecorded',
      data: {
        agreementId: context.newId(0),
        offerHash: offer.hash,
        amountFen: offer.totals.amountFen,
        products: offer.lines.map(({ productCode, quantity, charge, termMonths }) => ({
          productCode,
          quantity,
          charge,
          termMonths,
        })),
        termMonths: offer.totals.termMonths,
        signatoryIds,
        signedById,
        signedOn,
        startsOn,
        endsOn,
      },
      ...sealedText(deciding, { number }),
    },
  ];
}

function refuseUnlessOfferApproved({ state }: Deciding): Refusal | undefined {
  const { offer, ownerId } = state;
  const suppliedBy = [{ staffId: ownerId }];
  if (offer === undefined)
    return refuse('OFFER_MISSING', [{ what: 'offer', key: 'offer', problem: 'missing', suppliedBy }]);
  if (offer.approvedHash === offer.hash) return undefined;
  return refuse('OFFER_NOT_APPROVED', [{ what: 'approval', key: offer.hash, problem: 'not-approved', suppliedBy }]);
}

function refuseUnlessSigned(command: RecordAgreement, { state, context }: Deciding): Refusal | undefined {
  const { signatoryIds, signedById, signedOn, startsOn, endsOn } = command;
  if (signatoryIds.length === 0) return refuseField('signatoryIds', 'required');
  if (signatoryIds.length > MAX_SIGNATORIES) return refuseField('signatoryIds', 'too-many', { limit: MAX_SIGNATORIES });
  if (new Set(signatoryIds).size < signatoryIds.length) return refuseField('signatoryIds', 'repeated');
  for (const [index, contactId] of signatoryIds.entries()) {
    const unknown = refuseUnlessContact(contactId, state.customerId, context);
    if (unknown !== undefined) return { ...unknown, missing: [missingField(`signatoryIds.${index}`, 'unknown')] };
    if (!isOnChain(contactId, state)) {
      return refuse('NOT_ON_LEVEL', [{ ...missingField(`signatoryIds.${index}`, 'not-on-the-chain'), contactId }]);
    }
  }
  if (context.facts.staff.get(signedById)?.active !== true) {
    return refuse('UNKNOWN_REFERENCE', [missingField('signedById', 'unknown')]);
  }
  return (
    refuseUnlessDates({ signedOn, startsOn, endsOn }, localDateOf(context.now)) ?? refuseUnlessTerms(command, state)
  );
}

/** Whoever signs is somebody whom the sale knows: on whichever level. */
function isOnChain(contactId: Id, { chain }: OpportunityState): boolean {
  return [...chain.values()].some((people) => people.some((placement) => placement.contactId === contactId));
}

/** What is signed is what was approved: while the offer was valid, and for the whole time that its prices were given for. */
function refuseUnlessTerms(
  { signedOn, startsOn, endsOn }: RecordAgreement,
  { offer }: OpportunityState,
): Refusal | undefined {
  if (offer?.validUntil !== undefined && signedOn > offer.validUntil) {
    return refuseField('signedOn', 'offer-no-longer-valid', { validUntil: offer.validUntil });
  }
  const termMonths = offer?.totals.termMonths ?? 0;
  if (endsOn < lastDayAfter(startsOn, termMonths)) return refuseField('endsOn', 'before-the-term-ends', { termMonths });
  if (endsOn <= lastDayAfter(startsOn, MAX_TERM_MONTHS)) return undefined;
  return refuseField('endsOn', 'too-late', { limitMonths: MAX_TERM_MONTHS });
}

/** The last day of so many months from a day on: 12 months from 1 March end on the last of February. */
function lastDayAfter(startsOn: LocalDate, months: number): LocalDate {
  return DateTime.fromISO(startsOn, { zone: 'utc' }).plus({ months }).minus({ days: 1 }).toFormat('yyyy-MM-dd');
}

/** What was signed lies behind, and runs on from today: the care for it begins now. */
function refuseUnlessDates(
  dates: { signedOn: LocalDate; startsOn: LocalDate; endsOn: LocalDate },
  today: LocalDate,
): Refusal | undefined {
  for (const [field, date] of Object.entries(dates)) {
    if (!isLocalDate(date)) return refuseField(field, 'not-a-date');
  }
  const { signedOn, startsOn, endsOn } = dates;
  if (signedOn > today) return refuseField('signedOn', 'in-the-future');
  if (endsOn <= startsOn) return refuseField('endsOn', 'not-after-start');
  if (endsOn <= signedOn) return refuseField('endsOn', 'not-after-signature');
  return endsOn < today ? refuseField('endsOn', 'in-the-past') : undefined;
}
