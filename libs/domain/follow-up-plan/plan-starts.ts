// What the follow-ups of a plan count from (S25), and the commands that say when it was.
// Invariant: what is not on record is missing and named; no date is made up in its place.
import { DateTime } from 'luxon';
import { localDateOf, openingOf, standardWeek } from '../business-time/business-time';
import { isAnniversary } from '../customer/profile-field';
import type { DomainEvent, Instant, LocalDate, Recorded } from '../event';
import { isInstant, withMilliseconds } from '../instant';
import { isLocalDate } from '../local-date';
import type { FollowUpFrom, PlaybookDefinition } from '../playbook/playbook';
import { refuse, refuseField, type Missing, type Refusal } from '../refusal';
import type { FollowUpPlanState } from './follow-up-plan';

/** Signature and end are known when a plan starts, the others once they are on record. */
export type PlanStarts = { [From in FollowUpFrom]?: PlanStart } & { signed: PlanStart; end: PlanStart };

/** `since`: what would have been due before it is not made up for, because nobody knew of it. */
export type PlanStart = { at: Instant; version: number; since?: Instant };

export type RecordGoLive = { type: 'RecordGoLive'; liveAt: Instant };
/** The day of the first bill; another day corrects it. */
export type RecordFirstBill = { type: 'RecordFirstBill'; billedOn: LocalDate };
/** `06-18` or the date of the founding; another day corrects the one of the profile. */
export type RecordAnniversary = { type: 'RecordAnniversary'; anniversary: string };
export type RecordStart = RecordGoLive | RecordFirstBill | RecordAnniversary;

export type PlanStartRecorded =
  | DomainEvent<'GoLiveRecorded', { liveAt: Instant }>
  | DomainEvent<'FirstBillRecorded', { billedOn: LocalDate }>
  | DomainEvent<'AnniversaryRecorded', { anniversary: string }>;

/** Anniversaries are numbered from here, whatever the year of the founding: a corrected day keeps the number of its year. */
const FIRST_ANNIVERSARY_YEAR = 2000;

export function recordStart(state: FollowUpPlanState, command: RecordStart): PlanStartRecorded[] | Refusal {
  switch (command.type) {
    case 'RecordGoLive':
      return recordGoLive(state, command);
    case 'RecordFirstBill':
      return recordFirstBill(state, command);
    case 'RecordAnniversary':
      return recordAnniversary(state, command);
  }
}

function recordGoLive({ starts }: FollowUpPlanState, command: RecordGoLive): PlanStartRecorded[] | Refusal {
  if (!isInstant(command.liveAt)) return refuseField('liveAt', 'not-an-instant');
  const liveAt = withMilliseconds(command.liveAt);
  if (starts.live !== undefined) return refuse('ALREADY_EXISTS', [], { liveAt: starts.live.at });
  if (liveAt >= starts.end.at) return refuseField('liveAt', 'after-end');
  return [{ type: 'GoLiveRecorded', data: { liveAt } }];
}

function recordFirstBill({ starts }: FollowUpPlanState, { billedOn }: RecordFirstBill): PlanStartRecorded[] | Refusal {
  if (!isLocalDate(billedOn)) return refuseField('billedOn', 'not-a-date');
  const at = openingOf(billedOn);
  if (starts.bill?.at === at) return refuse('ALREADY_EXISTS', [], { billedOn });
  if (billedOn < localDateOf(starts.signed.at)) return refuseField('billedOn', 'before-from');
  if (at >= starts.end.at) return refuseField('billedOn', 'after-end');
  return [{ type: 'FirstBillRecorded', data: { billedOn } }];
}

function recordAnniversary(
  { starts }: FollowUpPlanState,
  { anniversary }: RecordAnniversary,
): PlanStartRecorded[] | Refusal {
  if (!isAnniversary(anniversary)) return refuseField('anniversary', 'not-a-month-and-day');
  if (starts.anniversary?.at === firstAnniversary(anniversary)) return refuse('ALREADY_EXISTS', [], { anniversary });
  return [{ type: 'AnniversaryRecorded', data: { anniversary } }];
}

export function startRecorded(
  starts: PlanStarts,
  { type, data, version, at: since }: Recorded<PlanStartRecorded>,
): PlanStarts {
  switch (type) {
    case 'GoLiveRecorded':
      return { ...starts, live: { at: data.liveAt, version } };
    case 'FirstBillRecorded':
      return { ...starts, bill: { at: openingOf(data.billedOn), version } };
    case 'AnniversaryRecorded':
      return { ...starts, anniversary: { at: firstAnniversary(data.anniversary), version, since } };
  }
}

/** When work begins on that day in the first year that is counted. */
export function firstAnniversary(anniversary: string): Instant {
  return openingOf(`${FIRST_ANNIVERSARY_YEAR}-${anniversary.slice(-'MM-DD'.length)}`);
}

/** A 29th of February is the 28th where there is none. */
export function anniversaryAfter({ at }: PlanStart, years: number): Instant {
  return DateTime.fromISO(at, { zone: standardWeek.zone }).plus({ years }).toUTC().toISO()!;
}

/** What follow-ups of this plan wait for that nobody has recorded, and who can. */
export function missingStarts(state: FollowUpPlanState, { followUps }: PlaybookDefinition): Missing[] {
  if (state.ended) return [];
  const froms = followUps.items.filter(({ plan }) => plan[state.class] !== undefined).map(({ from }) => from);
  return [...new Set(froms)]
    .filter((from) => state.starts[from] === undefined)
    .map((key) => ({ what: 'fact', key, problem: 'not-on-record', suppliedBy: [{ staffId: state.ownerId }] }));
}
