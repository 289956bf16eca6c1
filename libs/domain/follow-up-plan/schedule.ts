// When follow-ups fall due, and what a plan waits for. A pure function of the plan and the playbook.
import { addDuration } from '../business-time/business-time';
import type { Instant } from '../event';
import { parseDuration } from '../playbook/duration';
import type { FollowUpDefinition, PlaybookDefinition } from '../playbook/playbook';
import { toldOf, type Told, type Wait } from '../timed-command';
import { anniversaryAfter } from './plan-starts';
import { isSettled, reportWaits, withinOf } from './after-sales';
import { followUpKey, type FollowUpPlanState, type OpenFollowUp, type TimedFollowUpCommand } from './follow-up-plan';

export type FollowUpWait = Wait<TimedFollowUpCommand>;

/** After an outage no more occurrences than this are looked through for the newest missed one: a daily act for ten years. */
const MAX_CATCH_UP = 4000;

/** The moment an occurrence (0 is the first) falls due; `undefined` when there is none or its start is not known yet. */
export function dueTime(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  item: FollowUpDefinition,
  occurrence: number,
): Instant | undefined {
  const dueAt = momentOf(state, definition, item, occurrence);
  if (dueAt === undefined) return undefined;
  return dueAt >= earliest(state, item) && dueAt < state.starts.end.at ? dueAt : undefined;
}

/** The number of the occurrence that falls due next. A start that was corrected may have left some behind. */
export function nextOccurrence(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  item: FollowUpDefinition,
): number {
  return Math.max(state.nextOccurrence.get(item.key) ?? 0, firstOccurrence(state, definition, item));
}

/** A renewal that would have begun before the signature belongs to a longer agreement than this one. */
function earliest({ starts }: FollowUpPlanState, { from }: FollowUpDefinition): Instant {
  const { since = starts.signed.at } = starts[from] ?? {};
  return since > starts.signed.at ? since : starts.signed.at;
}

/** The first occurrence that this agreement has: what went live before the signature has some that lie before it. */
function firstOccurrence(state: FollowUpPlanState, definition: PlaybookDefinition, item: FollowUpDefinition): number {
  if (item.plan[state.class]?.every === undefined) return 0;
  const begin = earliest(state, item);
  const tooEarly = (occurrence: number): boolean => {
    const moment = momentOf(state, definition, item, occurrence);
    return moment !== undefined && moment < begin;
  };
  let after = 0;
  while (tooEarly(after)) after = after === 0 ? 1 : after * 2;
  let before = Math.floor(after / 2);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (tooEarly(middle)) before = middle;
    else after = middle;
  }
  return after;
}

/** Where an occurrence lies, whether this agreement has it or not. */
function momentOf(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  item: FollowUpDefinition,
  occurrence: number,
): Instant | undefined {
  const timing = item.plan[state.class];
  const start = state.starts[item.from];
  if (timing === undefined || start === undefined) return undefined;
  if (item.from === 'anniversary') {
    return addDuration(anniversaryAfter(start, occurrence), timing.at, definition.businessTime);
  }
  const first = addDuration(start.at, timing.at, definition.businessTime);
  if (occurrence === 0) return first;
  if (timing.every === undefined) return undefined;
  const { amount, unit } = parseDuration(timing.every);
  return addDuration(first, { amount: amount * occurrence, unit }, definition.businessTime);
}

/**
 * Everything the plan waits for, earliest first. `now` is the workflow's clock: of a repeating act that was missed more
 * than once only the newest missed occurrence is waited for, so that an outage is caught up without a flood.
 */
export function whatPlanWaitsFor(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  now: Instant,
): FollowUpWait[] {
  if (state.ended) return [];
  const waits = [
    ...definition.followUps.items.flatMap((item) => nextFalling(state, definition, item, now)),
    ...reportWaits(state, definition, now),
    ...[...state.open.values()].flatMap((open) => lateness(open, state, definition)),
    ...endOf(state, definition),
  ];
  return waits.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.key < b.key ? -1 : 1));
}

/**
 * What people plan with, earliest first: of every item the next occurrence from `from` on, and what has fallen due with the day
 * until which it is to be done. Whoever was reminded and told on still owes it, so nothing leaves here by being said.
 */
export function planDueThings(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  from: Instant,
): { key: string; dueAt: Instant; what: TimedFollowUpCommand['type']; told?: Told }[] {
  const open = new Map(
    [...state.open].map(([key, each]) => [key, { ...each, reminded: false, escalated: false }] as const),
  );
  const waits = whatPlanWaitsFor({ ...state, open }, definition, from);
  return waits.map(({ key, dueAt, command }) => ({
    key,
    dueAt,
    what: command.type,
    told:
      command.type === 'RemindFollowUp'
        ? toldOf(state.open.get(followUpKey(command.item, command.occurrence)))
        : undefined,
  }));
}

function nextFalling(
  state: FollowUpPlanState,
  definition: PlaybookDefinition,
  item: FollowUpDefinition,
  now: Instant,
): FollowUpWait[] {
  let occurrence = nextOccurrence(state, definition, item);
  let dueAt = dueTime(state, definition, item, occurrence);
  if (dueAt === undefined) return [];
  for (let looked = 0; looked < MAX_CATCH_UP; looked++) {
    const later = dueTime(state, definition, item, occurrence + 1);
    if (later === undefined || later > now) break;
    occurrence += 1;
    dueAt = later;
  }
  const since = state.starts[item.from]!.version;
  const key = `due:${followUpKey(item.key, occurrence)}`;
  return [{ key, since, dueAt, command: { type: 'FallDue', item: item.key, occurrence, dueAt } }];
}

/** Nobody acts: remind, then tell the superior. */
function lateness(open: OpenFollowUp, state: FollowUpPlanState, definition: PlaybookDefinition): FollowUpWait[] {
  const { item, occurrence } = open;
  const since = open.since.version;
  const key = `late:${followUpKey(item, occurrence)}`;
  const { escalateAfter } = definition.followUps;
  const remindAt = addDuration(open.since.at, withinOf(item, state, definition), definition.businessTime);
  if (!open.reminded) {
    return [
      { key, since, dueAt: remindAt, command: { type: 'RemindFollowUp', item, occurrence, since, dueAt: remindAt } },
    ];
  }
  if (open.escalated) return [];
  const dueAt = addDuration(open.remindedAt ?? remindAt, escalateAfter[state.class], definition.businessTime);
  return [{ key, since, dueAt, command: { type: 'EscalateFollowUp', item, occurrence, since, dueAt } }];
}

/** A plan outlives its agreement for as long as something that was reported is not settled. */
function endOf(state: FollowUpPlanState, definition: PlaybookDefinition): FollowUpWait[] {
  if ([...state.reports.values()].some((report) => !isSettled(report, state, definition))) return [];
  const { at: dueAt, version: since } = state.starts.end;
  return [{ key: 'end', since, dueAt, command: { type: 'CloseEndedPlan', dueAt } }];
}
