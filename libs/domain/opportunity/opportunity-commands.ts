// What can be asked of an opportunity. Free text in a command becomes a sealed field of its event.
import type { Id, Instant, JsonObject, LocalDate } from '../event';
import type { Said } from '../timed-command';
import type { NeedsCommand } from './needs/needs';
import type { AskedLine } from './offer-pricing';
import type { PlanBreakThrough, RecordIntroduction } from './power/break-through';
import type { AddHelpingChannel, EndHelpingChannel } from './channels/channels';
import type { CompetitionCommand } from './competition/competition-commands';
import type { ContactingCommand } from './contacting/contacting';
import type { AttachDocument } from './documents/documents';
import type { ChangeForecast } from './forecast/forecast';
import type { AbsenceReason, EndReason, LossReason, ObjectionType } from './opportunity-events';
import type { RecordReview } from './review/review';

export type OpenOpportunity = {
  type: 'OpenOpportunity';
  customerId: Id;
  playbookKey: string;
  /** The latest published version when left out. */
  playbookVersion?: number;
  /** The caller when left out. */
  ownerId?: Id;
  title: string;
  channel?: string;
  /** Then the channel is the lead's. The stream is that which the lead becomes. */
  leadId?: Id;
  expectedAmountFen?: number;
  expectedCloseOn?: LocalDate;
};

export type PlaceContact = { type: 'PlaceContact'; contactId: Id; level: string };
export type TakeContactOff = {
  type: 'TakeContactOff';
  contactId: Id;
  level: string;
  reason: 'left-company' | 'changed-post' | 'mistake';
};
/** Why somebody sits on another level from now on. */
export const moveReasons = ['promoted', 'changed-post', 'reorganised', 'mistake'] as const;
export type MoveReason = (typeof moveReasons)[number];
export type MoveContact = { type: 'MoveContact'; contactId: Id; from: string; to: string; reason: MoveReason };
export type WithdrawAbsence = { type: 'WithdrawAbsence'; level: string };

/** `contactId` belongs to actions that are due once per person. */
export type CompleteAction = { type: 'CompleteAction'; action: string; contactId?: Id; answers?: JsonObject };
export type CorrectAction = {
  type: 'CorrectAction';
  action: string;
  contactId?: Id;
  answers: JsonObject;
  reason: string;
};
export type PassGate = { type: 'PassGate'; gate: string };
export type GoBack = { type: 'GoBack'; to: string; reason: string };

export type RaiseObjection = { type: 'RaiseObjection'; level: string; contactId?: Id; words: string };
export type DetermineObjectionType = { type: 'DetermineObjectionType'; objectionId: Id; objectionType: ObjectionType };
export type FindObjectionTruth = { type: 'FindObjectionTruth'; objectionId: Id; truth: string };
export type ChooseObjectionMeasure = {
  type: 'ChooseObjectionMeasure';
  objectionId: Id;
  /** Code of the measure in the playbook's list. */
  measure: string;
  note?: string;
};
export type ConfirmObjectionSolved = { type: 'ConfirmObjectionSolved'; objectionId: Id; note?: string };

export type ReviseOffer = {
  type: 'ReviseOffer';
  lines: AskedLine[];
  validUntil?: LocalDate;
  paymentDays?: number;
  terms?: string;
  /** Addresses of documents that were attached to the sale. */
  documents?: string[];
};
export type SubmitOffer = { type: 'SubmitOffer'; offerHash: string; note?: string };

export type RequestWaiver = { type: 'RequestWaiver'; action: string; contactId?: Id; reason: string };
export type RequestAbsence = {
  type: 'RequestAbsence';
  level: string;
  reasonCode: AbsenceReason;
  reason: string;
};
export type RequestOverride = { type: 'RequestOverride'; gate: string; reason: string };

/** What every decision on an approval carries: the round and the content that the voter saw. */
type Seen = { approvalId: Id; round: number; contentHash: string };
export type CastVote = Seen & {
  type: 'CastVote';
  decision: 'approve' | 'reject';
  /** Whose decision counts, when it is not the caller's own. */
  actingFor?: Id;
  /** Which group's vote it is, when the voter belongs to more than one group of the round. */
  group?: string;
  note?: string;
};
export type ReturnApproval = Seen & {
  type: 'ReturnApproval';
  /** The submitter, or the number of an earlier round. */
  to: 'submitter' | number;
  actingFor?: Id;
  note: string;
};
export type AskInformation = Seen & { type: 'AskInformation'; actingFor?: Id; question: string };
export type GiveInformation = { type: 'GiveInformation'; approvalId: Id; answer: string };
export type AddApprover = Seen & { type: 'AddApprover'; staffId: Id; actingFor?: Id; note?: string };
export type HandOverApproval = Seen & { type: 'HandOverApproval'; to: Id; group?: string; note?: string };
export type RecallApproval = { type: 'RecallApproval'; approvalId: Id };

export type RecordAgreement = {
  type: 'RecordAgreement';
  /** Contacts who signed for the customer. */
  signatoryIds: Id[];
  /** Who signed for us. */
  signedById: Id;
  signedOn: LocalDate;
  startsOn: LocalDate;
  endsOn: LocalDate;
  number?: string;
};

export type LoseOpportunity = {
  type: 'LoseOpportunity';
  reason: LossReason;
  /** Whom we lost to: a code of the playbook's list, by which reports count … */
  rivalCode?: string;
  /** … and in words, which are sealed. */
  rival?: string;
  note?: string;
};
export type WithdrawOpportunity = { type: 'WithdrawOpportunity'; reason: EndReason; note?: string };
export type ReopenOpportunity = { type: 'ReopenOpportunity'; reason: string };
export type ParkOpportunity = { type: 'ParkOpportunity'; until: Instant; reason: string };
/** By hand without `dueAt`, by the process with it. */
export type WakeOpportunity = { type: 'WakeOpportunity'; since?: number; dueAt?: Instant };
export type ChangeOwner = { type: 'ChangeOwner'; to: Id; reason: string };

/** Timed commands: sent by the process when a deadline comes; `decide` compares them with what is waited for. */
export type RemindOfDeadline = { type: 'RemindOfDeadline'; wait: string; since: number; dueAt: Instant } & Said;
export type EscalateDeadline = { type: 'EscalateDeadline'; wait: string; since: number; dueAt: Instant };

export type OpportunityCommand =
  | OpenOpportunity
  | PlaceContact
  | TakeContactOff
  | MoveContact
  | WithdrawAbsence
  | CompleteAction
  | CorrectAction
  | PassGate
  | GoBack
  | RaiseObjection
  | DetermineObjectionType
  | FindObjectionTruth
  | ChooseObjectionMeasure
  | ConfirmObjectionSolved
  | ReviseOffer
  | SubmitOffer
  | RequestWaiver
  | RequestAbsence
  | RequestOverride
  | CastVote
  | ReturnApproval
  | AskInformation
  | GiveInformation
  | AddApprover
  | HandOverApproval
  | RecallApproval
  | RecordAgreement
  | LoseOpportunity
  | WithdrawOpportunity
  | ReopenOpportunity
  | ParkOpportunity
  | WakeOpportunity
  | ChangeOwner
  | ChangeForecast
  | AddHelpingChannel
  | EndHelpingChannel
  | CompetitionCommand
  | RecordReview
  | NeedsCommand
  | ContactingCommand
  | AttachDocument
  | PlanBreakThrough
  | RecordIntroduction
  | RemindOfDeadline
  | EscalateDeadline;
