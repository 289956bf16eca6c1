// The domain: what may happen, when, and why not. Pure: no I/O, no clock, no random.
export {
  addDuration,
  localDateOf,
  nextWorkingInstant,
  standardWeek,
  startOfDate,
  type BusinessCalendar,
} from './business-time/business-time';
export * from './catalogue/catalogue';
export { checkCatalogue, MAX_PRODUCTS, type CatalogueProblem } from './catalogue/catalogue-problems';
export {
  catalogueDecider,
  latestCatalogue,
  type CatalogueCommand,
  type CatalogueEvent,
  type CatalogueState,
  type PublishedCatalogue,
} from './catalogue/catalogue-stream';
export { canonicalJson, contentHash } from './canonical-json';
export { isCode, isContentAddress } from './code';
export * from './contact/contact';
export * from './contact/gifts/gifts';
export { yearsOf } from './contact/gifts/limits';
export { contactFields, type ContactProfile, type MemberType } from './contact/profile-fields';
export * from './customer/customer';
export {
  MAX_AXIS,
  proposalOf,
  type Axes,
  type Contribution,
  type ContributionScored,
} from './customer/care/contribution';
export { whatCustomerWaitsFor, type CustomerWait } from './customer/care/following';
export * from './customer/care/life-cycle';
export * from './customer/leads/leads';
export { familyFacts, familyOf, openClaims, survivorOf } from './customer/merging';
export type { NoteEvent } from './customer/notes';
export { standingFacts, standingOf, type OrderedProduct, type Standing, type StandingFact } from './customer/standing';
export { phoneDigits } from './customer/phone-number';
export {
  completenessOf,
  fieldProblem,
  isNumberKind,
  MAX_PROFILE_CODES,
  numberBounds,
  profileProblems,
  type Completeness,
  type FieldKind,
  type FieldProblem,
  type ProfileField,
} from './customer/profile-field';
export { customerFields, customerProfileProblems, type CustomerProfile } from './customer/profile-fields';
export { industries, type Industry } from './customer/industries';
export { isRegion, regionName, regionsBelow, type Region } from './customer/regions';
export { isRefusal, type Context, type Decider } from './decider';
export { deciders } from './deciders';
export { catalogueStreamId, commandIdFor, derivedId, playbookStreamId } from './derived-id';
export * from './event';
export { noFacts, type FactStates } from './facts';
export * from './follow-up-plan/after-sales';
export { followUpPlanDecider } from './follow-up-plan/decide-follow-up-plan';
export * from './follow-up-plan/follow-up-plan';
export { noteAgreementOf, planIdOf, startPlanOf } from './follow-up-plan/plan-of-agreement';
export { missingStarts, type RecordStart } from './follow-up-plan/plan-starts';
export { dueTime, planDueThings, whatPlanWaitsFor, type FollowUpWait } from './follow-up-plan/schedule';
export { isInstant } from './instant';
export * from './limits';
export { asProblem, namedProblems, type MissingProblem, type NamedProblem } from './missing-problem';
export { isLocalDate } from './local-date';
export { opportunityDecider } from './opportunity/decide-opportunity';
export { advise, type StrategyAdvice, type StrategyVerdict } from './opportunity/competition/adviser';
export * from './opportunity/competition/competition-commands';
export * from './opportunity/competition/competition-events';
export type { CompetitionState, Revision, Rival } from './opportunity/competition/competition-state';
export { MAX_DERIVED, MAX_FACTOR_LENGTH, MAX_FACTORS } from './opportunity/competition/preparations';
export { strategyFactsOf } from './opportunity/competition/strategy';
export type { ChannelsState, HelpingChannel } from './opportunity/channels/channels';
export { complexityOf, type Complexity } from './opportunity/complexity';
export { explain, type Explanation } from './opportunity/explain';
export { forecastOf, type ChangeForecast, type Forecast, type ForecastChanged } from './opportunity/forecast/forecast';
export { currentStanding, gateStanding, type ActionStanding, type GateStanding } from './opportunity/gate-standing';
export { gateDueAt } from './opportunity/gate-due';
export type { GateVisit, Journey } from './opportunity/journey/journey';
export {
  offerDifference,
  type OfferContent,
  type OfferDifference,
  type LineDifference,
} from './opportunity/offer-difference';
export * from './opportunity/contacting/contacting';
export { nextCalls, type NextCall } from './opportunity/contacting/record-call';
export { MAX_CHECKED, MAX_MET, MAX_STEPS, MAX_TOPICS } from './opportunity/contacting/visits';
export * from './opportunity/documents/documents';
export type { AskedLine } from './opportunity/offer-pricing';
export { offerTotals } from './opportunity/offer-totals';
export {
  MAX_RECOMMENDED,
  needMatrix,
  proposedProducts,
  type MatrixRow,
  type ProposedProduct,
} from './opportunity/needs/need-matrix';
export * from './opportunity/needs/needs';
export { MAX_PLANNED_QUESTIONS } from './opportunity/needs/plan-questions';
export { MAX_DIFFICULTIES_OF_NEED } from './opportunity/needs/record-needs';
export * from './opportunity/opportunity-commands';
export * from './opportunity/opportunity-events';
export * from './opportunity/opportunity-state';
export type { RecordReview, ReviewRecorded, ReviewState } from './opportunity/review/review';
export { stageStandings, type StageStanding } from './opportunity/stages';
export type { BreakThroughPlanned, PowerState } from './opportunity/power/break-through';
export {
  dueThings,
  whatNext,
  type DueThing,
  type OpportunityWait,
  type Phase,
  type WhatNext,
} from './opportunity/what-next';
export { afterSalesEvents, followUpTitle, type AfterSalesEvent } from './playbook/after-sales';
export { complexityMeasures, type ComplexityMeasure } from './playbook/complexity';
export { callScriptKinds, type CallScriptKind } from './playbook/call-scripts';
export { questionsOf, withoutSolutions, type NegotiationQuestion } from './playbook/negotiation-cases';
export { contributionAxes, type ContributionAxis } from './playbook/contribution';
export { truthOf, type Condition, type FactValue, type FactValues } from './playbook/condition';
export { isDuration, parseDuration } from './playbook/duration';
export { checkAnswers, checkForm, splitAnswers } from './playbook/form';
export * from './playbook/playbook';
export { probingDirections, questionKinds, type ProbingDirection, type QuestionKind } from './playbook/question-bank';
export { playbookProblemCodes, type PlaybookProblem, type PlaybookProblemCode } from './playbook/playbook-problem';
export * from './playbook/strategy-rules';
export {
  playbookDecider,
  type PlaybookCommand,
  type PlaybookEvent,
  type PlaybookState,
} from './playbook/playbook-stream';
export { validatePlaybook, type CheckedPlaybook } from './playbook/validate-playbook';
export {
  refusalCodes,
  refuse,
  refuseField,
  type Missing,
  type Refusal,
  type RefusalCode,
  type Supplier,
} from './refusal';
export { mayActFor } from './staff/delegation';
export { staffDecider } from './staff/decide-staff';
export { superiorAt, superiorsAbove } from './staff/reporting-line';
export {
  giftColumns,
  reportColumns,
  reportGroups,
  type GiftColumn,
  type ReportColumn,
  type ReportGroup,
} from './report-columns';
export { reminderKinds, reminderOf, type Recipients, type Reminder, type ReminderKind } from './reminder';
export * from './staff/staff';
export * from './staff/staff-events';
export { MAX_REHEARSAL_MINUTES } from './staff/training/record-rehearsal';
export { adviceFor } from './staff/training/take-self-test';
export * from './staff/training/training';
export { rehearsalTrend, type ItemAverages, type RehearsalTrend } from './staff/training/trend';
export { timedCommandId, type Said, type Told, type Wait } from './timed-command';
export { upcasting, Upcasting, type Upcaster } from './upcasting';
