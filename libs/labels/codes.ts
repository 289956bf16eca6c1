// Every kind of code that people may see, as the types of the code itself: what is added to one of them needs words.
// Invariant: a kind lists nothing by hand that a type of the domain already says.
import type {
  AbsenceReason,
  AfterSalesEvent,
  ActionStanding,
  Approval,
  CallOutcome,
  CallScriptKind,
  ComplexityMeasure,
  ContactCommand,
  ContactProfile,
  ContributionAxis,
  CustomerClass,
  CustomerCommand,
  CustomerProfile,
  Decider,
  deciders,
  DecisionKind,
  DelegationScope,
  DerivedFact,
  DocumentType,
  DomainEvent,
  EndReason,
  ErasureGround,
  FollowUpDefinition,
  FollowUpOutcome,
  FollowUpPlanCommand,
  FollowUpTiming,
  Forecast,
  GateStanding,
  GiftColumn,
  GiftLimitName,
  GiftStatus,
  GuidedOutcome,
  Industry,
  LeadCloseReason,
  LeadStatus,
  LifeCycleFact,
  LifeCycleReason,
  LifeCycleState,
  LossReason,
  MemberType,
  Missing,
  MoveReason,
  NamedProblem,
  NeedKind,
  ObjectionStep,
  ObjectionType,
  OfferInput,
  OfferLine,
  OpportunityCommand,
  OpportunityState,
  Passing,
  Phase,
  PlaybookProblemCode,
  PointStanding,
  ProbingDirection,
  ProcessName,
  QuestionKind,
  RecordedStrategyFact,
  RefusalCode,
  RehearsalItem,
  ReminderKind,
  ReportColumn,
  ReportGroup,
  StaffCommand,
  StaffLanguage,
  StaffRole,
  StageStanding,
  StandingFact,
  Strategy,
  StrategyEffect,
  StrategyVerdict,
  StreamType,
  SwotPair,
  VisitKind,
} from '#domain';
import type { ReadingRoute } from './reading-routes';
import type { TransportCode } from './transport-codes';

type Deciders = typeof deciders;
type EventOf<D> = D extends Decider<infer _State, infer _Command, infer Event> ? Event : never;
type AnyEvent = { [Type in keyof Deciders]: EventOf<Deciders[Type]> }[keyof Deciders];
type CauseOf<Event extends DomainEvent> = Event extends { data: { cause: infer Cause extends string } } ? Cause : never;

/** Names of the members of each of these types. */
type FieldsOf<Each> = Each extends unknown ? Exclude<keyof Each, 'type'> : never;
/** What the process sends to itself no human being fills in. */
type Timed = { dueAt: string };
type AnyCommand = Exclude<
  OpportunityCommand | CustomerCommand | ContactCommand | StaffCommand | FollowUpPlanCommand,
  Timed
>;

export type Codes = {
  /** Titles of problem documents; each has its way out under the same code. */
  refusal: RefusalCode | TransportCode;
  'way-out': RefusalCode | TransportCode;
  /** What is wrong with a missing thing. */
  problem: NamedProblem | PlaybookProblemCode;
  /** What kind of thing is missing. */
  what: Missing['what'];
  /** Fields of commands and of what they carry; the `name` of a human being has words of its own. */
  field: FieldsOf<AnyCommand> | keyof OfferLine | keyof DelegationScope | 'personName';
  /** A line of a story; what stands in braces comes from the event's data. */
  event: AnyEvent['type'];
  cause: CauseOf<AnyEvent>;
  stream: StreamType;
  /** What somebody read, by the route that it was read through. */
  reading: ReadingRoute;
  process: ProcessName;
  role: StaffRole;
  language: StaffLanguage;
  'customer-class': CustomerClass;
  'life-cycle-state': LifeCycleState;
  'life-cycle-reason': LifeCycleReason;
  'life-cycle-fact': LifeCycleFact;
  'contribution-axis': ContributionAxis;
  'lead-status': LeadStatus;
  'lead-close-reason': LeadCloseReason;
  'after-sales-event': AfterSalesEvent;
  'opportunity-status': OpportunityState['status'];
  phase: Phase['kind'];
  'gate-status': GateStanding['status'];
  passing: Passing['how'];
  'action-status': ActionStanding['status'];
  'stage-status': StageStanding['status'];
  'derived-fact': DerivedFact;
  'objection-type': ObjectionType;
  'objection-step': ObjectionStep;
  'need-kind': NeedKind;
  'guided-outcome': GuidedOutcome;
  strategy: Strategy;
  'strategy-effect': StrategyEffect;
  'strategy-verdict': StrategyVerdict;
  'strategy-fact': RecordedStrategyFact;
  'point-standing': PointStanding;
  'swot-pair': SwotPair;
  'question-kind': QuestionKind;
  'call-outcome': CallOutcome;
  'call-script-kind': CallScriptKind;
  'visit-kind': VisitKind;
  'rehearsal-item': RehearsalItem;
  'probing-direction': ProbingDirection;
  /** Answers and facts that are true or false. */
  boolean: `${boolean}`;
  'absence-reason': AbsenceReason;
  'loss-reason': LossReason;
  'end-reason': EndReason;
  'leave-reason': Extract<OpportunityCommand, { type: 'TakeContactOff' }>['reason'];
  'move-reason': MoveReason;
  'erasure-ground': ErasureGround;
  reimbursement: NonNullable<CustomerProfile['telephoneReimbursement']>;
  'standing-fact': StandingFact;
  sex: NonNullable<ContactProfile['sex']>;
  /** What forms offer; a profile may hold other codes. */
  industry: Industry;
  'member-type': MemberType;
  'approval-kind': DecisionKind;
  'gift-status': GiftStatus;
  'gift-limit': GiftLimitName;
  'approval-status': Approval['status'];
  decision: Extract<OpportunityCommand, { type: 'CastVote' }>['decision'];
  charge: OfferLine['charge'];
  'document-type': DocumentType;
  'offer-input': OfferInput;
  'follow-up-outcome': FollowUpOutcome;
  'follow-up-from': FollowUpDefinition['from'];
  'follow-up-how': FollowUpTiming['how'];
  'report-column': ReportColumn;
  'gift-column': GiftColumn;
  'report-group': ReportGroup;
  /** What the amount of a forecast rests on. */
  'amount-from': NonNullable<Forecast['amountFrom']>;
  /** What is counted to say how complex a sale is (S2). */
  'complexity-measure': ComplexityMeasure;
  /** The first line of a letter; `{what}` is what it is about. */
  reminder: ReminderKind;
  /** What the command line says around a problem. */
  cli: 'sound' | 'published' | 'refused' | 'supplied-by' | 'group' | 'or';
  /** The other words of a letter. */
  letter: 'customer' | 'opportunity' | 'gate' | 'contact' | 'due' | 'foot';
};

export type Kind = keyof Codes;
