// The facts an opportunity consists of. A shape once stored only grows; an older one is upcast at reading.
import type { OrderedProduct } from '../customer/standing';
import type { DomainEvent, Id, Instant, JsonObject, LocalDate } from '../event';
import type { FactValues } from '../playbook/condition';
import type { ApprovalKind, CustomerClass } from '../playbook/playbook';
import type { Strategy } from '../playbook/strategy-rules';
import type { Said } from '../timed-command';
import type { NeedsEvent } from './needs/needs';
import type { BreakThroughPlanned, ContactIntroduced } from './power/break-through';
import type { HelpingChannelAdded, HelpingChannelEnded } from './channels/channels';
import type { CompetitionEvent } from './competition/competition-events';
import type { ContactingEvent } from './contacting/contacting';
import type { DocumentAttached } from './documents/documents';
import type { ForecastChanged } from './forecast/forecast';
import type { ReviewRecorded } from './review/review';

/** The four reasons of S21. */
export const objectionTypes = ['no-need', 'no-hurry', 'no-budget', 'no-trust'] as const;
export type ObjectionType = (typeof objectionTypes)[number];

export const absenceReasons = ['small-organisation', 'bought-centrally', 'held-by-other-level', 'other'] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

export const lossReasons = ['price', 'rival', 'no-decision', 'no-budget', 'no-need', 'relationship', 'other'] as const;
export type LossReason = (typeof lossReasons)[number];

export const endReasons = ['not-worth-pursuing', 'duplicate', 'customer-gone', 'opened-by-mistake', 'other'] as const;
export type EndReason = (typeof endReasons)[number];

/** Amounts in fen without tax; `discountBp` in basis points; `monthly` prices count once per month of the term. */
export type OfferLine = {
  productCode: string;
  quantity: number;
  unitPriceFen: number;
  /** What the catalogue asks for a unit: a lower unit price counts as discount. None before a catalogue was published. */
  listPriceFen?: number;
  discountBp: number;
  charge: 'once' | 'monthly';
  /** For `monthly`: how many months. */
  termMonths?: number;
  /** Our cost per unit (and month); without it the margin is not known. */
  unitCostFen?: number;
};

export type OfferTotals = {
  listFen: number;
  amountFen: number;
  discountBp: number;
  /** Not known unless every line has a cost. May be negative. */
  marginBp?: number;
  termMonths: number;
};

export type ApprovalSubject =
  | { kind: 'offer' }
  | { kind: 'waiver'; action: string; contactId?: Id }
  | { kind: 'absent-level'; level: string; reasonCode: AbsenceReason }
  | { kind: 'override'; gate: string }
  /** For exactly this choice: the facts that the rules read, and the rules that speak against it. */
  | { kind: 'strategy-exception'; rivalId: Id; strategy: Strategy; facts: FactValues; rules: string[] };

/** A place in a round: the group, how many of its pairs of eyes must approve, and the policy rules that ask for it. */
export type ApprovalSlot = { group: string; quorum: number; rules: string[] };
export type RequestedRound = { slots: ApprovalSlot[]; due?: string; escalateAfter?: string };

export type CastBallot = {
  round: number;
  group: string;
  voterId: Id;
  /** Whose decision it is: the voter, or the one the voter acts for. */
  eyesId: Id;
  decision: 'approve' | 'reject';
};

type Event<Type extends string, Data> = DomainEvent<Type, Data>;

export type OpportunityOpened = Event<
  'OpportunityOpened',
  {
    customerId: Id;
    ownerId: Id;
    playbook: { streamId: Id; key: string; version: number; contentHash: string };
    firstGate: string;
    channel?: string;
    /** The lead that it was opened from. */
    leadId?: Id;
    expectedAmountFen?: number;
    expectedCloseOn?: LocalDate;
  }
>;
export type ContactPlaced = Event<'ContactPlaced', { contactId: Id; level: string; movedFrom?: string }>;
/** With `movedTo` they did not leave but sit on another level now; what was completed for them here stays on record. */
export type ContactTakenOff = Event<
  'ContactTakenOff',
  { contactId: Id; level: string; reason: string; movedTo?: string }
>;
export type AbsenceWithdrawn = Event<'AbsenceWithdrawn', { level: string }>;

export type ActionCompleted = Event<
  'ActionCompleted',
  { gate: string; action: string; contactId?: Id; answers: JsonObject; facts: FactValues }
>;
export type ActionCorrected = Event<
  'ActionCorrected',
  { gate: string; action: string; contactId?: Id; answers: JsonObject; facts: FactValues; corrects: number }
>;
export type GatePassed = Event<
  'GatePassed',
  {
    gate: string;
    /** The gate that is entered by it; none after the last. */
    next?: string;
    /** Gates whose level is declared absent: those in between, and the passed one itself when that is why it passed. */
    leftOut: string[];
    /** The override by which it passed against the rule. */
    overrideId?: Id;
  }
>;
export type WentBack = Event<
  'WentBack',
  { from: string; to: string; reopened: string[]; cause: 'answer' | 'level-exists' }
>;

export type ObjectionRaised = Event<'ObjectionRaised', { objectionId: Id; level: string; contactId?: Id }>;
export type ObjectionTypeDetermined = Event<
  'ObjectionTypeDetermined',
  { objectionId: Id; objectionType: ObjectionType }
>;
export type ObjectionTruthFound = Event<'ObjectionTruthFound', { objectionId: Id }>;
export type ObjectionMeasureChosen = Event<'ObjectionMeasureChosen', { objectionId: Id; measure: string }>;
export type ObjectionSolved = Event<'ObjectionSolved', { objectionId: Id }>;

export type OfferRevised = Event<
  'OfferRevised',
  {
    revision: number;
    lines: OfferLine[];
    validUntil?: LocalDate;
    paymentDays?: number;
    /** Free-text terms belong to it; they are sealed. */
    withTerms: boolean;
    /** Addresses of documents of this sale that belong to it. */
    documents?: string[];
    /** The catalogue that priced its lines. */
    catalogueVersion?: number;
    totals: OfferTotals;
    /** Identity of this revision's exact content. */
    offerHash: string;
  }
>;

export type ApprovalRequested = Event<
  'ApprovalRequested',
  {
    approvalId: Id;
    subject: ApprovalSubject;
    contentHash: string;
    submittedById: Id;
    rounds: RequestedRound[];
    /** What scopes of delegations are compared with. */
    amountFen?: number;
    customerClass?: CustomerClass;
    /** For offers: what every rule that asks read, so that a change shows which rules it touches. */
    ruleInputs?: { [ruleKey: string]: JsonObject };
    /** Approvals of an earlier request whose rules the change does not touch; they count here. */
    carried: (CastBallot & { fromApprovalId: Id })[];
    /** Where it starts; not 0 when whole rounds were carried. */
    firstRound: number;
  }
>;
export type VoteCast = Event<
  'VoteCast',
  CastBallot & {
    approvalId: Id;
    contentHash: string;
    kind: ApprovalKind;
    /** The delegations by which the voter acts for another, the principal's first. */
    delegationIds?: Id[];
  }
>;
export type ApprovalRoundPassed = Event<'ApprovalRoundPassed', { approvalId: Id; round: number; nextRound: number }>;
export type ApprovalGranted = Event<
  'ApprovalGranted',
  { approvalId: Id; subject: ApprovalSubject; contentHash: string }
>;
export type ApprovalRejected = Event<'ApprovalRejected', { approvalId: Id; subject: ApprovalSubject }>;
export type ApprovalReturned = Event<
  'ApprovalReturned',
  { approvalId: Id; round: number; to: 'submitter' | number; byId: Id; eyesId: Id }
>;
export type InformationAsked = Event<'InformationAsked', { approvalId: Id; round: number; byId: Id; eyesId: Id }>;
export type InformationGiven = Event<'InformationGiven', { approvalId: Id; round: number }>;
export type ApproverAdded = Event<'ApproverAdded', { approvalId: Id; round: number; staffId: Id; byId: Id }>;
export type ApprovalHandedOver = Event<
  'ApprovalHandedOver',
  { approvalId: Id; round: number; group: string; fromId: Id; toId: Id }
>;
export type ApprovalRecalled = Event<'ApprovalRecalled', { approvalId: Id; cause: 'submitter' | 'ended' }>;
export type ApprovalSuperseded = Event<
  'ApprovalSuperseded',
  { approvalId: Id; cause: 'offer-changed' | 'contact-placed' | 'gate-left' | 'owner-voted' | 'facts-changed' }
>;

export type AgreementRecorded = Event<
  'AgreementRecorded',
  {
    agreementId: Id;
    offerHash: string;
    amountFen: number;
    products: OrderedProduct[];
    /** How long its prices were given for; 0 when everything is paid once. */
    termMonths?: number;
    signatoryIds: Id[];
    signedById: Id;
    signedOn: LocalDate;
    startsOn: LocalDate;
    endsOn: LocalDate;
  }
>;

export type OpportunityWon = Event<'OpportunityWon', { agreementId?: Id; amountFen?: number }>;
export type OpportunityLost = Event<'OpportunityLost', { gate: string; reason: LossReason; rivalCode?: string }>;
export type OpportunityWithdrawn = Event<'OpportunityWithdrawn', { gate: string; reason: EndReason }>;
export type OpportunityReopened = Event<'OpportunityReopened', { gate: string; from: 'lost' | 'withdrawn' }>;
export type OpportunityParked = Event<'OpportunityParked', { until: Instant }>;
export type OpportunityWoken = Event<'OpportunityWoken', { cause: 'date' | 'staff' }>;
export type OwnerChanged = Event<'OwnerChanged', { from: Id; to: Id }>;

/** A message to staff that something is late; whoever delivers it looks the names up. */
export type DeadlineReminded = Event<
  'DeadlineReminded',
  { wait: string; since: number; dueAt: Instant; about: DeadlineSubject; to: DeadlineAddressee } & Said
>;
export type DeadlineEscalated = Event<
  'DeadlineEscalated',
  {
    wait: string;
    since: number;
    dueAt: Instant;
    about: DeadlineSubject;
    /** Absent when the reporting line ends: then the administrators are told. */
    toStaffId?: Id;
    /** Groups of the round in which that superior may now vote as well. */
    mayVoteIn?: string[];
  }
>;
export type DeadlineSubject =
  | { kind: 'action'; gate: string; action: string; contactId?: Id }
  | { kind: 'approval'; approvalId: Id; round: number }
  /** Somebody of the chain is to be called again (S16). */
  | { kind: 'call'; contactId: Id };
export type DeadlineAddressee = { staffId: Id } | { groups: string[] };

export type OpportunityEvent =
  | OpportunityOpened
  | ContactPlaced
  | ContactTakenOff
  | AbsenceWithdrawn
  | ActionCompleted
  | ActionCorrected
  | GatePassed
  | WentBack
  | ObjectionRaised
  | ObjectionTypeDetermined
  | ObjectionTruthFound
  | ObjectionMeasureChosen
  | ObjectionSolved
  | OfferRevised
  | ApprovalRequested
  | VoteCast
  | ApprovalRoundPassed
  | ApprovalGranted
  | ApprovalRejected
  | ApprovalReturned
  | InformationAsked
  | InformationGiven
  | ApproverAdded
  | ApprovalHandedOver
  | ApprovalRecalled
  | ApprovalSuperseded
  | AgreementRecorded
  | OpportunityWon
  | OpportunityLost
  | OpportunityWithdrawn
  | OpportunityReopened
  | OpportunityParked
  | OpportunityWoken
  | OwnerChanged
  | ForecastChanged
  | HelpingChannelAdded
  | HelpingChannelEnded
  | CompetitionEvent
  | ReviewRecorded
  | NeedsEvent
  | ContactingEvent
  | DocumentAttached
  | BreakThroughPlanned
  | ContactIntroduced
  | DeadlineReminded
  | DeadlineEscalated;
