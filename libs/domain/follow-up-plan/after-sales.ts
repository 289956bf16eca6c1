// What happened after the sale and was reported to the plan (S25): its acts fall due by themselves, and it is over when it is settled.
import { addDuration } from '../business-time/business-time';
import { sameCustomer } from '../customer/merging';
import type { Context } from '../decider';
import type { DomainEvent, Id, Instant, Recorded } from '../event';
import type { FactStates } from '../facts';
import { isInstant, withMilliseconds } from '../instant';
import type { AfterSalesDefinition, AfterSalesEvent, EventActDefinition } from '../playbook/after-sales';
import { parseDuration } from '../playbook/duration';
import type { PlaybookDefinition } from '../playbook/playbook';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../refusal';
import { saidLate, type Said, type Wait } from '../timed-command';
import type { FollowUpPlanState } from './follow-up-plan';

/** `reportedAt`: when the customer said it, if that was before it was entered; what is due counts from then. */
export type ReportAfterSalesEvent = {
  type: 'ReportAfterSalesEvent';
  event: AfterSalesEvent;
  reportedAt?: Instant;
  note?: string;
};
/** `reportNumber`: the version of the event by which it was reported; `agreedById`: who at the customer says that it is over. */
export type CloseAfterSalesEvent = {
  type: 'CloseAfterSalesEvent';
  reportNumber: number;
  agreedById?: Id;
  note?: string;
};

export type AfterSalesEventReported = DomainEvent<
  'AfterSalesEventReported',
  { event: AfterSalesEvent; reportedAt?: Instant }
>;
export type AfterSalesEventClosed = DomainEvent<
  'AfterSalesEventClosed',
  { report: number; event: AfterSalesEvent; agreedById?: Id }
>;

export type Report = {
  /** Version of the event that reported it. */
  number: number;
  event: AfterSalesEvent;
  /** What its acts count from. */
  at: Instant;
  closed: boolean;
  /** Act → how many times of it are behind, fallen due or skipped. */
  fallen: ReadonlyMap<string, number>;
};

/** The command that an act of a report is due by; `times` says which time of a repeating act it is, from 1. */
export type FallDueByReport = {
  type: 'FallDue';
  item: string;
  occurrence: number;
  dueAt: Instant;
  report: number;
  times: number;
} & Said;

/** Reports in one agreement: more is a matter for people, not for a plan; it also bounds the fold. */
const MAX_REPORTS = 200;
/** A daily act for ten years: what an outage can have swallowed. */
const MAX_CATCH_UP = 4000;

export function evolveReported(
  reports: FollowUpPlanState['reports'],
  { data, version, at }: Recorded<AfterSalesEventReported>,
): FollowUpPlanState['reports'] {
  const { event, reportedAt } = data;
  return new Map(reports).set(version, {
    number: version,
    event,
    at: reportedAt ?? at,
    closed: false,
    fallen: new Map(),
  });
}

export function reportChanged(
  reports: FollowUpPlanState['reports'],
  number: number,
  change: (report: Report) => Partial<Report>,
): FollowUpPlanState['reports'] {
  const report = reports.get(number);
  return report === undefined ? reports : new Map(reports).set(number, { ...report, ...change(report) });
}

/** Every act of every report that is still to fall due. */
export function reportWaits(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  now: Instant,
): Wait<FallDueByReport>[] {
  return [...state.reports.values()].flatMap((report) =>
    actsOf(report, definition).flatMap((act) => nextOf(act, report, state, definition, now)),
  );
}

function nextOf(
  { key, plan }: EventActDefinition,
  report: Report,
  state: FollowUpPlanState,
  { businessTime }: PlaybookDefinition,
  now: Instant,
): Wait<FallDueByReport>[] {
  const timing = plan[state.class];
  let times = (report.fallen.get(key) ?? 0) + 1;
  if (timing === undefined || (times > 1 && timing.every === undefined)) return [];
  if (report.closed && timing.every !== undefined) return [];
  const first = addDuration(report.at, timing.at, businessTime);
  const moment = (time: number): Instant => {
    if (timing.every === undefined || time === 1) return first;
    const { amount, unit } = parseDuration(timing.every);
    return addDuration(first, { amount: amount * (time - 1), unit }, businessTime);
  };
  // Of what an outage swallowed only the newest is waited for.
  for (let looked = 0; timing.every !== undefined && looked < MAX_CATCH_UP && moment(times + 1) <= now; looked++)
    times++;
  const dueAt = moment(times);
  const occurrence = state.nextOccurrence.get(key) ?? 0;
  const command = { type: 'FallDue', item: key, occurrence, dueAt, report: report.number, times } as const;
  return [{ key: `due:${key}:report-${report.number}`, since: report.number, dueAt, command }];
}

/** Nothing of it is to come, nothing of it is open, and where the customer has to agree they did. */
export function isSettled(report: Report, state: FollowUpPlanState, definition: PlaybookDefinition): boolean {
  if (definitionOf(report.event, definition)?.closedByCustomer === true && !report.closed) return false;
  const open = [...state.open.values()].some((each) => each.report === report.number);
  return !open && actsOf(report, definition).every(({ key, plan }) => hasComeAll(plan[state.class], report, key));
}

function hasComeAll(timing: EventActDefinition['plan']['A'], report: Report, key: string): boolean {
  return timing === undefined || timing.every !== undefined || report.fallen.has(key);
}

export function fallDueByReport(
  state: FollowUpPlanState,
  command: FallDueByReport,
  definition: PlaybookDefinition,
): DomainEvent<'FollowUpFellDue', { report: number; times: number } & FellDue>[] | Refusal {
  const { item, occurrence, dueAt, report, times } = command;
  const awaited = reportWaits(state, definition, dueAt).some(
    ({ command: due }) =>
      due.item === item &&
      due.report === report &&
      due.times === times &&
      due.occurrence === occurrence &&
      due.dueAt === dueAt,
  );
  if (state.ended || !awaited) return refuse('OUTDATED', [], { item, occurrence });
  const data = { item, occurrence, dueAt, skipped: [], to: state.ownerId, report, times, ...saidLate(command) };
  return [{ type: 'FollowUpFellDue', data }];
}
type FellDue = { item: string; occurrence: number; dueAt: Instant; skipped: number[]; to: Id } & Said;

export function reportEvent(
  state: FollowUpPlanState,
  { event, reportedAt }: ReportAfterSalesEvent,
  definition: PlaybookDefinition,
  now: Instant,
): AfterSalesEventReported[] | Refusal {
  if (definitionOf(event, definition) === undefined) {
    const events = (definition.followUps.events ?? []).map((each) => each.event);
    return refuse('UNKNOWN_REFERENCE', [missingField('event', 'unknown')], { events });
  }
  if (state.reports.size >= MAX_REPORTS) return refuse('LIMIT_EXCEEDED', [missingField('event', 'too-many')]);
  if (reportedAt === undefined) return [{ type: 'AfterSalesEventReported', data: { event } }];
  if (!isInstant(reportedAt)) return refuseField('reportedAt', 'not-an-instant');
  const at = withMilliseconds(reportedAt);
  if (at > now) return refuseField('reportedAt', 'in-the-future');
  if (at < state.starts.signed.at) return refuseField('reportedAt', 'before-from');
  return [{ type: 'AfterSalesEventReported', data: { event, reportedAt: at } }];
}

/** What was promised at once must be done first; what the customer complained of is over when the customer says so. */
export function closeEvent(
  state: FollowUpPlanState,
  { reportNumber: number, agreedById }: CloseAfterSalesEvent,
  definition: PlaybookDefinition,
  { facts }: Context,
): AfterSalesEventClosed[] | Refusal {
  const report = state.reports.get(number);
  if (report === undefined) return refuse('UNKNOWN_REFERENCE', [missingField('reportNumber', 'unknown')]);
  if (report.closed) return refuse('ALREADY_EXISTS', [], { report: number });
  const needsCustomer = definitionOf(report.event, definition)?.closedByCustomer === true;
  if (needsCustomer && agreedById === undefined)
    return refuse('INVALID_INPUT', [missingField('agreedById', 'required')]);
  if (agreedById !== undefined && !isOfCustomer(agreedById, state, facts)) {
    return refuse('UNKNOWN_REFERENCE', [missingField('agreedById', 'unknown')]);
  }
  const repeating = new Set(
    actsOf(report, definition)
      .filter(({ plan }) => plan[state.class]?.every !== undefined)
      .map(({ key }) => key),
  );
  const open = [...state.open.values()].filter((each) => each.report === number && !repeating.has(each.item));
  if (open.length > 0) {
    const suppliedBy = [{ staffId: state.ownerId }];
    const missing = open.map(({ item }): Missing => ({ what: 'action', key: item, problem: 'open', suppliedBy }));
    return refuse('FOLLOW_UP_OPEN', missing, { report: number });
  }
  return [{ type: 'AfterSalesEventClosed', data: { report: number, event: report.event, agreedById } }];
}

/** Somebody who can still be named, at the customer or at one that is the same by now. */
function isOfCustomer(contactId: Id, { customerId }: FollowUpPlanState, { contact, customer }: FactStates): boolean {
  const known = contact.get(contactId);
  return known !== undefined && !known.erased && sameCustomer(known.customerId, customerId, customer);
}

/** When an open act is late: after its own time, else the plan's. */
export function withinOf(item: string, state: FollowUpPlanState, { followUps }: PlaybookDefinition): string {
  const acts = (followUps.events ?? []).flatMap((each) => each.acts);
  return acts.find(({ key }) => key === item)?.plan[state.class]?.within ?? followUps.remindAfter;
}

function definitionOf(event: AfterSalesEvent, { followUps }: PlaybookDefinition): AfterSalesDefinition | undefined {
  return followUps.events?.find((each) => each.event === event);
}

function actsOf({ event }: Report, definition: PlaybookDefinition): EventActDefinition[] {
  return definitionOf(event, definition)?.acts ?? [];
}
