// The offer (S22): priced lines and terms, identified by the hash of their exact content, approved before it may count.
import { contentHash } from '../canonical-json';
import { isLocalDate } from '../local-date';
import { refuse, refuseField, type Missing, type Refusal } from '../refusal';
import { textIfGiven } from '../said';
import type { Id } from '../event';
import { mayBeCarried, standingBallots } from './approval-members';
import { approvalRequested, openApproval } from './approval-requests';
import { refuseUnlessAttached } from './documents/documents';
import { firstRefusal, sealedText, type Deciding } from './deciding';
import { refuseUntilGateOf } from './gate-standing';
import { carriedBallots, requiredApproval } from './offer-policy';
import { pricedLines, refuseUnlessPricesHold } from './offer-pricing';
import { offerTotals } from './offer-totals';
import type { ReviseOffer, SubmitOffer } from './opportunity-commands';
import type { OpportunityEvent } from './opportunity-events';
import type { Approval, OpportunityState } from './opportunity-state';

/** 1,000 days: payment terms beyond that are a loan. */
const MAX_PAYMENT_DAYS = 1000;

/** A new content, first or changed. An approval that is being voted on for the old content is superseded. */
export function reviseOffer(command: ReviseOffer, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state } = deciding;
  const { validUntil, paymentDays, terms } = command;
  // None and an empty list are the same content.
  const documents = command.documents?.length === 0 ? undefined : command.documents;
  const refusal = firstRefusal(
    textIfGiven('terms', terms),
    validUntil === undefined || isLocalDate(validUntil) ? undefined : refuseField('validUntil', 'not-a-date'),
    paymentDays === undefined ||
      (Number.isSafeInteger(paymentDays) && paymentDays >= 0 && paymentDays <= MAX_PAYMENT_DAYS)
      ? undefined
      : refuseField('paymentDays', 'out-of-range', { limit: MAX_PAYMENT_DAYS }),
    refuseUnlessAttached(documents ?? [], deciding),
  );
  if (refusal !== undefined) return refusal;
  const priced = pricedLines(command.lines, deciding);
  if ('refused' in priced) return priced;
  const { lines, catalogueVersion } = priced;
  const totals = offerTotals(lines);
  if ('refused' in totals) return totals;
  const revision = (state.offer?.revision ?? 0) + 1;
  const withTerms = terms !== undefined;
  // The terms are free text: a plain hash of them would outlive their erasure. Every revision has a number instead, so the
  // hash still names exactly one content.
  const content = { lines, validUntil, paymentDays, withTerms, documents };
  const current = state.offer;
  if (!withTerms && current?.hash === contentHash({ ...content, revision: current?.revision })) {
    return refuse('ALREADY_EXISTS', [], { offerHash: current.hash });
  }
  const offerHash = contentHash({ ...content, revision });
  return [
    ...[...state.approvals.values()]
      .filter((approval) => approval.status === 'open' && approval.subject.kind === 'offer')
      .map((approval): OpportunityEvent => ({
        type: 'ApprovalSuperseded',
        data: { approvalId: approval.id, cause: 'offer-changed' },
      })),
    {
      type: 'OfferRevised',
      data: { revision, ...content, catalogueVersion, totals, offerHash },
      ...sealedText(deciding, { terms }),
    },
  ];
}

/** Asks for the approval of the current content; only those rules that a change touches are asked again (law 9). */
export function submitOffer(command: SubmitOffer, deciding: Deciding): OpportunityEvent[] | Refusal {
  const { state, definition, context } = deciding;
  const refusal = firstRefusal(textIfGiven('note', command.note), refuseUntilGateOf('offer-approved', deciding));
  if (refusal !== undefined) return refusal;
  const { offer } = state;
  if (offer === undefined) return refuse('OFFER_MISSING', [offerMissing(deciding)]);
  if (offer.hash !== command.offerHash) return refuse('OFFER_CHANGED', [], { offerHash: offer.hash });
  if (offer.approvedHash === offer.hash) return refuse('ALREADY_EXISTS', [], { approvedHash: offer.hash });
  const outdated = refuseUnlessPricesHold(offer, deciding);
  if (outdated !== undefined) return outdated;

  const earlier = offerApprovals(state);
  const open = openApproval(state, (subject) => subject.kind === 'offer');
  if (open !== undefined) return refuse('APPROVAL_OPEN', [], { approvalId: open.id });
  const rejected = earlier.find((approval) => approval.status === 'rejected' && approval.contentHash === offer.hash);
  if (rejected !== undefined) {
    return refuse('APPROVAL_CLOSED', [{ ...offerMissing(deciding), problem: 'rejected-content' }], {
      approvalId: rejected.id,
    });
  }

  const customerClass = context.facts.customer.get(state.customerId)?.class;
  const required = requiredApproval(definition, { ...offer.totals, customerClass }, offer.hash);
  const previous = earlier.at(-1);
  const carried = carriedBallots(required, previous, (ballot) =>
    mayBeCarried(ballot, previous!, state.ownerId, deciding),
  );
  return approvalRequested(deciding, {
    subject: { kind: 'offer' },
    contentHash: offer.hash,
    rounds: required.rounds,
    ruleInputs: required.ruleInputs,
    amountFen: offer.totals.amountFen,
    customerClass,
    carried: carried.map((ballot) => ({ ...ballot, fromApprovalId: previous!.id })),
    note: command.note,
  });
}

/** Those whose votes a new request may take over from the latest one. */
export function votersToCarry(state: OpportunityState): Id[] {
  const latest = offerApprovals(state).at(-1);
  return latest === undefined ? [] : standingBallots(latest).flatMap(({ voterId, eyesId }) => [voterId, eyesId]);
}

/** Earlier requests for this opportunity's offers, oldest first. */
function offerApprovals(state: OpportunityState): Approval[] {
  return [...state.approvals.values()].filter((approval) => approval.subject.kind === 'offer');
}

function offerMissing({ state }: Deciding): Missing {
  return { what: 'offer', key: 'offer', problem: 'missing', suppliedBy: [{ staffId: state.ownerId }] };
}
