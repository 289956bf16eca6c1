// The playbook: the versioned definition of a sales process, as data. Reading one should feel like reading the sales manual.
import type { JsonObject } from '../event';
import type { AfterSalesDefinition } from './after-sales';
import type { ChannelDefinition } from './channels';
import type { ComplexityDefinition } from './complexity';
import type { Condition, FactValue } from './condition';
import type { ContributionDefinition } from './contribution';
import type { BreakThroughLists } from './break-through';
import type { GiftRules } from './gifts';
import type { CallScript } from './call-scripts';
import type { NegotiationCase } from './negotiation-cases';
import type { OfficialChannel } from './official-channel';
import type { RehearsalCase } from './rehearsals';
import type { VisitLists } from './visits';
import type { ObjectionMeasures } from './objection-measures';
import type { OutcomeLists } from './outcomes';
import type { BankedQuestion } from './question-bank';
import type { EnvironmentPoint } from './environment-points';
import type { LeadsDefinition } from './leads';
import type { StrategyRule } from './strategy-rules';

/** A text shown to people, in both languages of the product. */
export type Label = { 'zh-CN': string; en: string };

/**
 * A length of time, written as in the manual: `3wd` working days, `2wh` working hours (both in business time),
 * `2w` weeks, `14d` calendar days, `6mo` months, `1y` years, `36h`, `30m`, `20s` (elapsed time).
 */
export type Duration = string;

/** Roles a member of staff may have (DESIGN section 10). */
export const staffRoles = ['account-manager', 'supervisor', 'auditor', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const customerClasses = ['A', 'B', 'C'] as const;
export type CustomerClass = (typeof customerClasses)[number];
/** Nobody has classified the customer yet: the care that everybody gets. */
export const UNCLASSIFIED: CustomerClass = 'C';

export type PlaybookDefinition = {
  key: string;
  title: Label;
  /** Which working hours durations in `wd` and `wh` count: the company's, or none (every second counts). */
  businessTime: 'working-hours' | 'always';
  /** Facts that forms ask and conditions read. A fact has a closed set of values, so every combination can be checked. */
  facts: FactDefinition[];
  /** Levels of the decision chain this playbook knows. */
  levels: LevelDefinition[];
  /** Steps of the sales process (S6), used as tags on actions. */
  stages: StageDefinition[];
  /** In order: an opportunity passes them one after another. */
  gates: GateDefinition[];
  approvals: ApprovalPolicy;
  followUps: FollowUpPolicy;
  /** S26: rivals and deciding factors, for losses and reviews. */
  outcomes?: OutcomeLists;
  /** S2: what makes a sale a complex one. */
  complexity?: ComplexityDefinition;
  /** S19: questions worth asking, by kind. */
  questionBank?: BankedQuestion[];
  /** S20: barriers with their remedies, techniques, and the levels that decide. */
  breakThrough?: BreakThroughLists;
  /** S21: what answers each type of objection; any code does where this is missing. */
  objectionMeasures?: ObjectionMeasures;
  /** S9: what to look at before competing. */
  environmentPoints?: EnvironmentPoint[];
  /** S12: which competitive strategy fits what is known of a rival. */
  strategyRules?: StrategyRule[];
  /** S5: the channels by which sales come, and the classes that each serves. */
  channels?: ChannelDefinition[];
  /** S5: how quickly leads of passive channels are handed over and taken up; without it none are received. */
  leads?: LeadsDefinition;
  /** S16: what is said on the telephone; any code does where this is missing. */
  callScripts?: CallScript[];
  /** S17: cases that are played before the real thing. */
  rehearsals?: RehearsalCase[];
  /** S18: what visits are prepared by; any code does where this is missing. */
  visits?: VisitLists;
  /** Whom the law lets us speak to by the official channel only. */
  officialChannel?: OfficialChannel;
  /** S23: cases of the negotiation self-test. */
  negotiationCases?: NegotiationCase[];
  /** S4: how a customer's contribution is weighed, and which class follows from it. */
  contribution?: ContributionDefinition;
  /** What may be given to a contact, and up to which value. */
  gifts?: GiftRules;
};

/** A value that is a word has its label in `options`; numbers speak for themselves, and yes and no are everybody's. */
export type FactDefinition = { key: string; title: Label; values: FactValue[]; options?: { [value: string]: Label } };

export type LevelDefinition = {
  key: string;
  title: Label;
  /** S8: what people on this level care about, what convinces them, what to ask them. */
  traits?: LevelTraits;
};

export type LevelTraits = {
  concern: Label;
  convincedBy: Label;
  ask: Label;
  /** Posts on which such people are often found: hints, never a rule. */
  posts?: Label;
};

/** With `when` it lies on the path of some sales only (S6: latent and explicit need are guided each in its own way). */
export type StageDefinition = { key: string; title: Label; when?: Condition };

export type GateDefinition = {
  key: string;
  title: Label;
  /** Present on a level gate: the level of the decision chain that it stands for. */
  level?: string;
  /** How many of a hundred sales that stand here are won in the end: what the forecast weighs by. */
  winPercent?: number;
  /** How long a sale should stand here; else until the last of its actions is due. */
  due?: Duration;
  actions: ActionDefinition[];
  /**
   * A yes/no diamond of the process (S6): the gate passes only when this holds. While it is false the ways out are
   * `backTo`, parking, or an end; while it is undecided the gate stays closed.
   */
  passWhen?: Condition;
  /** Earlier gates to which one may go back from here. */
  backTo?: WayBack[];
};

export type WayBack = {
  gate: string;
  title: Label;
  /** Actions (at that gate or after it) that need a new completion; all others stand. */
  reopens: string[];
};

export type ActionDefinition = {
  key: string;
  title: Label;
  /** Once for the gate, or once for every person on the gate's level … */
  per: 'gate' | 'person';
  /** … or on this one: the head, at the gate where the solution is decided. */
  level?: string;
  /** Applies only when true; while undecided the gate stays closed. */
  when?: Condition;
  /** One stage, or one for each path that it lies on. */
  stage?: string | string[];
  /** Rows of the source document this action answers: `S7`, `S13` … */
  source?: string[];
  /** JSON Schema (draft 2020-12) of an object. A property without `enum`, `const`, number, integer, boolean or date format is free text and is sealed. */
  form?: JsonObject;
  /** Which fact a form property sets: property name → fact key. */
  sets?: { [property: string]: string };
  /** Due this long after the gate was entered. */
  due?: Duration;
  /** After `due`: escalate to the owner's superior this long after the reminder. */
  escalateAfter?: Duration;
  /** Roles that may complete it besides the owner of the opportunity. */
  alsoBy?: StaffRole[];
  waivable?: boolean;
  /** Actions of this gate or an earlier one that must be done first (where they apply): an offer is approved before it is presented (S22). */
  after?: string[];
  /** The case of `rehearsals` that is played first; goes with `derivedFrom: rehearsed`. */
  rehearsal?: string;
  /** Completed by facts, by all of them, never by a form. */
  derivedFrom?: DerivedFact | DerivedFact[];
};

/** Whose people an action is about when it is due once per person. */
export function levelOf(gate: GateDefinition, action: ActionDefinition): string | undefined {
  return action.level ?? gate.level;
}

export function stagesOf({ stage }: ActionDefinition): string[] {
  return stage === undefined ? [] : [stage].flat();
}

export function derivedFactsOf({ derivedFrom }: ActionDefinition): DerivedFact[] {
  return derivedFrom === undefined ? [] : [derivedFrom].flat();
}

/** What may complete a derived action. */
export const derivedFacts = [
  /** every level has a person on it or is declared absent */
  'chain-identified',
  /** the current offer's exact content is approved */
  'offer-approved',
  /** the agreement is recorded */
  'agreement-recorded',
  /** the sale that is being won was reviewed (S26) */
  'review-recorded',
  /** questions were planned, a need was guided to be the customer's own, and products are recommended that meet such needs (S19) */
  'need-guided',
  /** every explicit need is met by a recommended product or accepted as a gap (S19b) */
  'matrix-complete',
  /** barrier, remedy, technique and introducer are chosen (S20) */
  'break-through-planned',
  /** somebody on a deciding level was met, by an introduction (S20) */
  'introduced-to-power',
  /** the six questions were answered (S10) */
  'self-reviewed',
  /** every rival has a SWOT matrix, and there is one (S11) */
  'swot-analysed',
  /** a competitive strategy was chosen, or reviewed, since the gate was entered first (S12) */
  'strategy-chosen',
  /** the owner's rehearsal of the action's case was noted (S17) */
  'rehearsed',
  /** an appointment was made on the telephone, with this person (S16) */
  'appointment-booked',
  /** an introductory visit to this person, who accepted what we come for, was reported (S18) */
  'visited',
  /** the overall solution was presented to this person (S22) */
  'solution-presented',
  /** the owner took the negotiation self-test, and target, walk-away, alternative and trades are set (S23) */
  'negotiation-prepared',
] as const;
export type DerivedFact = (typeof derivedFacts)[number];

export const approvalKinds = ['offer', 'waiver', 'absent-level', 'strategy-exception', 'override'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** What somebody can be asked to decide, and so may let another decide in their place: approvals of a sale, and gifts. */
export const decisionKinds = [...approvalKinds, 'gift'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export type ApprovalPolicy = {
  groups: ApproverGroup[];
  /** Which rounds an offer needs: the rounds of every rule that matches, put together round by round. */
  offer: OfferRule[];
  /** Rounds of the other kinds. */
  waiver: ApprovalRound[];
  'absent-level': ApprovalRound[];
  'strategy-exception': ApprovalRound[];
  override: ApprovalRound[];
};

/** Those of whom a quorum must vote. Members are found in the `staff` streams at the moment of the vote. */
export type ApproverGroup = {
  key: string;
  title: Label;
  /** `reportingLine: 1` is the superior of the opportunity's owner, 2 that one's superior, and so on; or all staff entered for an approver group of that name. */
  members: { reportingLine: number } | { staffGroup: string };
};

export type ApprovalRound = { groups: { group: string; quorum: number }[]; due?: Duration; escalateAfter?: Duration };

/** Inputs of the decision table; numbers are integers: basis points (1/100 %), fen, months. */
export const offerInputs = ['discountBp', 'amountFen', 'marginBp', 'termMonths', 'customerClass'] as const;
export type OfferInput = (typeof offerInputs)[number];

export type OfferRule = {
  key: string;
  title: Label;
  /** All must hold; none means: every offer. Bounds are inclusive. */
  when: OfferBound[];
  rounds: ApprovalRound[];
};
export type OfferBound =
  | { input: Exclude<OfferInput, 'customerClass'>; atLeast?: number; atMost?: number }
  | { input: 'customerClass'; in: CustomerClass[] };

export type FollowUpPolicy = {
  items: FollowUpDefinition[];
  /** What is due when the customer complains, declines, leaves … */
  events?: AfterSalesDefinition[];
  /** Nobody acts: remind the account manager, then tell the superior, this long after the due time. */
  remindAfter: Duration;
  escalateAfter: { [C in CustomerClass]: Duration };
};

/** Signature, going live, the first bill, the customer's founding day in every year, and the end of the agreement. */
export const followUpFroms = ['signed', 'live', 'bill', 'anniversary', 'end'] as const;
export type FollowUpFrom = (typeof followUpFroms)[number];

export type FollowUpDefinition = {
  key: string;
  title: Label;
  source?: string[];
  /** The moment it counts from. */
  from: FollowUpFrom;
  /** Per customer class: when and how, or absent when this class does not get it. */
  plan: { [C in CustomerClass]?: FollowUpTiming };
  form?: JsonObject;
};
export type FollowUpTiming = {
  /** Offset from `from`; may be negative (`-90d` before the end, `-3wd` before the anniversary). */
  at: Duration;
  /** Comes again every so often until the agreement ends. */
  every?: Duration;
  how: 'visit' | 'call' | 'message' | 'report';
};
