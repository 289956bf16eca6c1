// What an opportunity's events add up to: all that its rules read, and nothing personal.
import type { Id, Instant, JsonObject, LocalDate } from '../event';
import type { FactValues } from '../playbook/condition';
import type { CustomerClass } from '../playbook/playbook';
import type { NeedsState } from './needs/needs';
import type { PowerState } from './power/break-through';
import type { ChannelsState } from './channels/channels';
import type { CompetitionState } from './competition/competition-state';
import type { ContactingState } from './contacting/contacting';
import type { DocumentsState } from './documents/documents';
import type { ForecastState } from './forecast/forecast';
import type { Journey } from './journey/journey';
import type {
  ApprovalSubject,
  CastBallot,
  ObjectionType,
  OfferLine,
  OfferTotals,
  RequestedRound,
} from './opportunity-events';
import type { ReviewState } from './review/review';

/** The moment and the version from which a wait is counted. */
export type Beginning = { version: number; at: Instant };

export type OpportunityState = {
  id: Id;
  /** The version of the last event folded. */
  version: number;
  customerId: Id;
  ownerId: Id;
  playbook: { streamId: Id; key: string; version: number; contentHash: string };
  status: 'open' | 'parked' | 'won' | 'lost' | 'withdrawn';
  parked?: Beginning & { until: Instant };
  /** The gate where the sale is, and since when; the clock starts anew after parking. */
  gate: { key: string; since: Beginning };
  /** Gates behind it, in the order in which they were passed. */
  passed: ReadonlyMap<string, Passing>;
  /** Level → people on it, in the order in which they were placed. */
  chain: ReadonlyMap<string, readonly Placement[]>;
  /** Levels that this customer does not have, each with the approval that says so. */
  absentLevels: ReadonlyMap<string, Id>;
  /** Instance key → the completion that stands. */
  completions: ReadonlyMap<string, Completion>;
  /** Instance key → the waiver. */
  waivers: ReadonlyMap<string, Id>;
  /** Gate → the override that permits to pass it against the rule; used up when the gate is left. */
  overrides: ReadonlyMap<string, Id>;
  /** Derived actions that a way back asks anew: what establishes them must have happened after this version. */
  reopened: ReadonlyMap<string, number>;
  objections: ReadonlyMap<Id, Objection>;
  offer?: Offer;
  approvals: ReadonlyMap<Id, Approval>;
  forecast: ForecastState;
  channels: ChannelsState;
  competition: CompetitionState;
  /** For reports; no rule reads it. */
  journey: Journey;
  review?: ReviewState;
  needs: NeedsState;
  contacting: ContactingState;
  documents: DocumentsState;
  power: PowerState;
  agreement?: { id: Id; offerHash: string; amountFen: number };
  /** Wait key → what was already said about it; counts only for the same beginning. */
  notices: ReadonlyMap<string, Notice>;
};

export type Notice = { since: number; reminded: boolean; remindedAt?: Instant; escalated: boolean };

export type Passing = { version: number; how: 'complete' | 'left-out' | 'overridden' };

export type Placement = { contactId: Id; placed: Beginning };

export type Completion = {
  action: string;
  gate: string;
  contactId?: Id;
  answers: JsonObject;
  facts: FactValues;
  /** Version of the completion or of its latest correction. */
  version: number;
  at: Instant;
};

/** The four steps of S21, in this order. */
export type ObjectionStep = 'raised' | 'type-determined' | 'truth-found' | 'measure-chosen' | 'solved';
export type Objection = {
  id: Id;
  level: string;
  contactId?: Id;
  step: ObjectionStep;
  objectionType?: ObjectionType;
  version: number;
};

export type Offer = {
  revision: number;
  hash: string;
  lines: readonly OfferLine[];
  totals: OfferTotals;
  validUntil?: LocalDate;
  documents: readonly string[];
  catalogueVersion?: number;
  /** The content that the latest granted approval stands for. */
  approvedHash?: string;
};

export type Ballot = CastBallot & { version: number; superseded: boolean; carriedFrom?: Id };

export type Approval = {
  id: Id;
  subject: ApprovalSubject;
  contentHash: string;
  submittedById: Id;
  rounds: readonly RequestedRound[];
  /** The round that is voted in, from 0. */
  round: number;
  roundSince: Beginning;
  /** Time that questions took from the clock of this round, in milliseconds. */
  pausedMs: number;
  /** A question is open: the clock stands. */
  askedAt?: Instant;
  status: 'open' | 'granted' | 'rejected' | 'returned' | 'recalled' | 'superseded';
  ballots: readonly Ballot[];
  /** Handed-over and escalated rights to vote: group of the round → staff. Who was added has a place of their own in `rounds`. */
  added: readonly { round: number; group: string; staffId: Id }[];
  /** Rights given away by a hand-over and not come back since. */
  handedOver: readonly { round: number; group: string; staffId: Id }[];
  amountFen?: number;
  customerClass?: CustomerClass;
  ruleInputs?: { [ruleKey: string]: JsonObject };
};

/** Names one thing to be completed: the action, and the person when it is due once per person. */
export function instanceKey(action: string, contactId: Id | undefined): string {
  return contactId === undefined ? action : `${action}:${contactId}`;
}

/** The facts that hold: those of all completions that stand, the later one winning. */
export function factsOfCompletions(state: OpportunityState): FactValues {
  const inOrder = [...state.completions.values()].sort((a, b) => a.version - b.version);
  return Object.assign({}, ...inOrder.map((completion) => completion.facts)) as FactValues;
}

/** No code has a colon, so no group of a playbook is called like this. */
const INDIVIDUAL = 'staff:';

/** A round that an individual was added to has a group of this name. */
export function individualGroup(staffId: Id): string {
  return `${INDIVIDUAL}${staffId}`;
}

export function isIndividualGroup(group: string): boolean {
  return group.startsWith(INDIVIDUAL);
}

export function hasEnded(state: OpportunityState): boolean {
  return state.status === 'won' || state.status === 'lost' || state.status === 'withdrawn';
}
