// The follow-up plan's decider. Timed commands count only for exactly what is waited for.
import { survivorFacts } from '../customer/merging';
import type { Context, Decider } from '../decider';
import type { Id, Recorded, StreamRef } from '../event';
import type { FactStates } from '../facts';
import { isInstant, withMilliseconds } from '../instant';
import { customerClasses, type PlaybookDefinition } from '../playbook/playbook';
import { missingField, notPermitted, refuse, refuseField, type Refusal } from '../refusal';
import { refuseUnlessText, sealedUnder, textIfGiven } from '../said';
import { superiorsAbove } from '../staff/reporting-line';
import { closeEvent, evolveReported, fallDueByReport, reportChanged, reportEvent } from './after-sales';
import {
  followUpKey,
  followUpOutcomes,
  type FollowUpPlanCommand,
  type FollowUpPlanEvent,
  type FollowUpPlanState,
  type OpenFollowUp,
  type TimedFollowUpCommand,
} from './follow-up-plan';
import { heardAt, saidLate } from '../timed-command';
import { firstAnniversary, recordStart, startRecorded } from './plan-starts';
import { dueTime, nextOccurrence, whatPlanWaitsFor } from './schedule';

/** Putting an act off for longer than a quarter is dropping it. */
const MAX_SNOOZE_DAYS = 92;
const DAY_MS = 86_400_000;

export const followUpPlanDecider: Decider<FollowUpPlanState, FollowUpPlanCommand, FollowUpPlanEvent> = {
  streamType: 'follow-up-plan',
  evolve: evolvePlan,
  decide: decidePlan,
  factsNeeded,
  keyOwner: (state) => state.customerId,
};

type RecordedEvent = Recorded<FollowUpPlanEvent>;

function evolvePlan(state: FollowUpPlanState | undefined, event: RecordedEvent): FollowUpPlanState | undefined {
  if (state === undefined) return event.type === 'PlanStarted' ? started(event) : undefined;
  return { ...state, ...changeBy(state, event), version: event.version };
}

function started(event: Extract<RecordedEvent, { type: 'PlanStarted' }>): FollowUpPlanState {
  const { signedAt, liveAt, anniversary, endsAt, ...data } = event.data;
  const { version } = event;
  return {
    ...data,
    id: event.streamId,
    version,
    starts: {
      signed: { at: signedAt, version },
      live: liveAt === undefined ? undefined : { at: liveAt, version },
      anniversary: anniversary === undefined ? undefined : { at: firstAnniversary(anniversary), version },
      end: { at: endsAt, version },
    },
    nextOccurrence: new Map(),
    open: new Map(),
    reports: new Map(),
    ended: false,
  };
}

function changeBy(state: FollowUpPlanState, event: RecordedEvent): Partial<FollowUpPlanState> {
  switch (event.type) {
    case 'GoLiveRecorded':
    case 'FirstBillRecorded':
    case 'AnniversaryRecorded':
      return { starts: startRecorded(state.starts, event) };
    case 'FollowUpFellDue': {
      const { item, occurrence, dueAt, report, times } = event.data;
      const since = { at: heardAt(event.data), version: event.version };
      const open = new Map([...state.open].filter(([, each]) => each.item !== item || each.report !== report));
      open.set(followUpKey(item, occurrence), {
        item,
        occurrence,
        dueAt,
        ...(report === undefined ? {} : { report }),
        since,
        reminded: false,
        escalated: false,
      });
      const reports =
        report === undefined
          ? state.reports
          : reportChanged(state.reports, report, ({ fallen }) => ({ fallen: new Map(fallen).set(item, times ?? 1) }));
      return { open, reports, nextOccurrence: new Map(state.nextOccurrence).set(item, occurrence + 1) };
    }
    case 'FollowUpReminded':
      return openChanged(state, event.data, { reminded: true, remindedAt: heardAt(event.data) });
    case 'FollowUpEscalated':
      return openChanged(state, event.data, { escalated: true });
    case 'FollowUpSnoozed':
      return openChanged(state, event.data, {
        since: { at: event.data.until, version: event.version },
        putOffUntil: event.data.until,
        remindedAt: undefined,
        reminded: false,
        escalated: false,
      });
    case 'FollowUpCompleted': {
      const open = new Map(state.open);
      open.delete(followUpKey(event.data.item, event.data.occurrence));
      return { open };
    }
    case 'AfterSalesEventReported':
      return { reports: evolveReported(state.reports, event) };
    case 'AfterSalesEventClosed':
      return { reports: reportChanged(state.reports, event.data.report, () => ({ closed: true })) };
    case 'PlanOwnerChanged':
      return { ownerId: event.data.to };
    case 'PlanEnded':
      return { ended: true, open: new Map() };
    default:
      return {};
  }
}

function openChanged(
  state: FollowUpPlanState,
  { item, occurrence }: { item: string; occurrence: number },
  change: Partial<OpenFollowUp>,
): Partial<FollowUpPlanState> {
  const key = followUpKey(item, occurrence);
  const open = state.open.get(key);
  return open === undefined ? {} : { open: new Map(state.open).set(key, { ...open, ...change }) };
}

function decidePlan(
  state: FollowUpPlanState | undefined,
  command: FollowUpPlanCommand,
  context: Context,
): FollowUpPlanEvent[] | Refusal {
  if (command.type === 'StartPlan') return state === undefined ? startPlan(command, context) : refuse('ALREADY_EXISTS');
  if (state === undefined) return refuse('NOT_FOUND');
  if ('dueAt' in command) return decideTimed(state, command, context);
  const refusal = refuseUnlessPermitted(state, command, context);
  if (refusal !== undefined) return refusal;
  if (state.ended) return refuse('ENDED');
  switch (command.type) {
    case 'RecordGoLive':
    case 'RecordFirstBill':
    case 'RecordAnniversary':
      return recordStart(state, command);
    case 'CompleteFollowUp':
      return completeFollowUp(state, command);
    case 'SnoozeFollowUp':
      return snoozeFollowUp(state, command, context);
    case 'ChangePlanOwner':
      return changePlanOwner(state, command, context);
    case 'ReportAfterSalesEvent':
      return said(state, command.note, reportEvent(state, command, definitionOf(state, context), context.now));
    case 'CloseAfterSalesEvent':
      return said(state, command.note, closeEvent(state, command, definitionOf(state, context), context));
    case 'CancelPlan':
      return (
        refuseUnlessText('reason', command.reason) ?? [
          {
            type: 'PlanEnded',
            data: { cause: 'cancelled' },
            ...sealedUnder(state.customerId, { reason: command.reason }),
          },
        ]
      );
  }
}

function startPlan(
  command: Extract<FollowUpPlanCommand, { type: 'StartPlan' }>,
  { caller, facts }: Context,
): FollowUpPlanEvent[] | Refusal {
  if (caller.kind !== 'process') return notPermitted([]);
  const { type: _type, ...data } = command;
  if (!customerClasses.includes(data.class)) return refuseField('class', 'unknown');
  if (facts.playbook.get(data.playbook.streamId)?.versions.has(data.playbook.version) !== true) {
    return refuse('UNKNOWN_REFERENCE', [missingField('playbook', 'unknown')]);
  }
  if (!(data.endsAt > data.signedAt)) return refuseField('endsAt', 'not-after-start');
  return [{ type: 'PlanStarted', data }];
}

/** A timed command that is not what the plan waits for is outdated: fold again. */
function decideTimed(
  state: FollowUpPlanState,
  command: TimedFollowUpCommand,
  context: Context,
): FollowUpPlanEvent[] | Refusal {
  if (context.caller.kind !== 'process') return notPermitted([]);
  const definition = definitionOf(state, context);
  if (command.type === 'FallDue' && 'report' in command) return fallDueByReport(state, command, definition);
  if (command.type === 'FallDue') return fallDue(state, command, definition);
  const awaited = whatPlanWaitsFor(state, definition, command.dueAt).some(
    ({ command: due }) => JSON.stringify(due) === JSON.stringify(inOrder(command)),
  );
  if (!awaited) return refuse('OUTDATED', [], { dueAt: command.dueAt });
  if (command.type === 'CloseEndedPlan') return [{ type: 'PlanEnded', data: { cause: 'agreement-ended' } }];
  const { item, occurrence, dueAt } = command;
  if (command.type === 'RemindFollowUp') {
    return [{ type: 'FollowUpReminded', data: { item, occurrence, dueAt, to: state.ownerId, ...saidLate(command) } }];
  }
  const toStaffId = superiorsAbove(state.ownerId, context.facts.staff)[0];
  return [{ type: 'FollowUpEscalated', data: { item, occurrence, dueAt, toStaffId } }];
}

function fallDue(
  state: FollowUpPlanState,
  command: Extract<TimedFollowUpCommand, { type: 'FallDue' }>,
  definition: PlaybookDefinition,
): FollowUpPlanEvent[] | Refusal {
  const { item: key, occurrence, dueAt } = command;
  const item = definition.followUps.items.find((each) => each.key === key);
  if (state.ended || item === undefined) return refuse('OUTDATED', [], { item: key, occurrence });
  const next = nextOccurrence(state, definition, item);
  const awaited = occurrence >= next && dueTime(state, definition, item, occurrence) === dueAt;
  if (!awaited) return refuse('OUTDATED', [], { item: key, occurrence });
  const skipped = Array.from({ length: occurrence - next }, (_, index) => next + index);
  return [
    {
      type: 'FollowUpFellDue',
      data: { item: key, occurrence, dueAt, skipped, to: state.ownerId, ...saidLate(command) },
    },
  ];
}

function completeFollowUp(
  state: FollowUpPlanState,
  command: Extract<FollowUpPlanCommand, { type: 'CompleteFollowUp' }>,
): FollowUpPlanEvent[] | Refusal {
  const { item, occurrence, outcome, note } = command;
  const refusal =
    notDue(state, item, occurrence) ??
    (followUpOutcomes.includes(outcome) ? undefined : refuseField('outcome', 'unknown')) ??
    textIfGiven('note', note);
  return (
    refusal ?? [
      { type: 'FollowUpCompleted', data: { item, occurrence, outcome }, ...sealedUnder(state.customerId, { note }) },
    ]
  );
}

function snoozeFollowUp(
  state: FollowUpPlanState,
  command: Extract<FollowUpPlanCommand, { type: 'SnoozeFollowUp' }>,
  { now }: Context,
): FollowUpPlanEvent[] | Refusal {
  const { item, occurrence, until, reason } = command;
  const days = (Date.parse(until) - Date.parse(now)) / DAY_MS;
  const refusal =
    notDue(state, item, occurrence) ??
    refuseUnlessText('reason', reason) ??
    (isInstant(until) ? undefined : refuseField('until', 'not-an-instant')) ??
    (days > 0 ? undefined : refuseField('until', 'not-in-the-future')) ??
    (days <= MAX_SNOOZE_DAYS ? undefined : refuseField('until', 'too-far', { limitDays: MAX_SNOOZE_DAYS }));
  if (refusal !== undefined) return refusal;
  const data = { item, occurrence, until: withMilliseconds(until) };
  return [{ type: 'FollowUpSnoozed', data, ...sealedUnder(state.customerId, { reason }) }];
}

function changePlanOwner(
  state: FollowUpPlanState,
  command: Extract<FollowUpPlanCommand, { type: 'ChangePlanOwner' }>,
  { facts }: Context,
): FollowUpPlanEvent[] | Refusal {
  const { to, reason } = command;
  const staff = facts.staff.get(to);
  if (staff?.active !== true || !staff.roles.includes('account-manager')) {
    return refuse('UNKNOWN_REFERENCE', [missingField('to', 'not-an-active-account-manager')]);
  }
  if (to === state.ownerId) return refuse('ALREADY_EXISTS', [], { ownerId: to });
  const refusal = refuseUnlessText('reason', reason);
  return (
    refusal ?? [
      { type: 'PlanOwnerChanged', data: { from: state.ownerId, to }, ...sealedUnder(state.customerId, { reason }) },
    ]
  );
}

/** Whoever looks after the agreement acts on it; handing it over and giving it up is their superiors'. */
function refuseUnlessPermitted(
  state: FollowUpPlanState,
  command: FollowUpPlanCommand,
  { caller, facts }: Context,
): Refusal | undefined {
  if (caller.kind === 'process' && caller.name === 'customer-workflow' && command.type === 'ReportAfterSalesEvent') {
    return undefined;
  }
  const staff = caller.kind === 'staff' ? facts.staff.get(caller.id) : undefined;
  const line = superiorsAbove(state.ownerId, facts.staff);
  if (staff?.active === true) {
    if (staff.roles.includes('administrator') || line.includes(staff.id)) return undefined;
    const ofSuperiors = command.type === 'ChangePlanOwner' || command.type === 'CancelPlan';
    if (staff.id === state.ownerId && !ofSuperiors) return undefined;
  }
  return notPermitted([{ staffId: state.ownerId }, ...line.slice(0, 1).map((staffId) => ({ staffId }))]);
}

function definitionOf(state: FollowUpPlanState, { facts }: Context): PlaybookDefinition {
  const { streamId, version } = state.playbook;
  const published = facts.playbook.get(streamId)?.versions.get(version);
  if (published === undefined)
    throw new Error(`follow-up plan ${state.id} began on version ${version} of a playbook that does not hold it`);
  return published.definition;
}

function factsNeeded(
  state: FollowUpPlanState | undefined,
  command: FollowUpPlanCommand,
  { caller, facts }: Context,
): StreamRef[] {
  const ids = new Set<Id>();
  if (caller.kind === 'staff') ids.add(caller.id);
  if (command.type === 'ChangePlanOwner') ids.add(command.to);
  const streamId = command.type === 'StartPlan' ? command.playbook.streamId : state?.playbook.streamId;
  if (state !== undefined) {
    ids.add(state.ownerId);
    for (const id of superiorsAbove(state.ownerId, facts.staff)) ids.add(id);
  }
  return [
    ...(streamId === undefined ? [] : [{ type: 'playbook', id: streamId } as const]),
    ...(state !== undefined && 'agreedById' in command && command.agreedById !== undefined
      ? factsOfAgreeing(command.agreedById, state, facts)
      : []),
    ...[...ids].map((id): StreamRef => ({ type: 'staff', id })),
  ];
}

function factsOfAgreeing(
  contactId: Id,
  { customerId }: FollowUpPlanState,
  { contact, customer }: FactStates,
): StreamRef[] {
  return [
    { type: 'contact', id: contactId },
    ...survivorFacts(customerId, contact.get(contactId)?.customerId, customer),
  ];
}

/** The members in the order in which the schedule writes them, so that two commands compare as text. */
function inOrder(command: Exclude<TimedFollowUpCommand, { type: 'FallDue' }>): TimedFollowUpCommand {
  if (command.type === 'CloseEndedPlan') return { type: command.type, dueAt: command.dueAt };
  const { type, item, occurrence, since, dueAt } = command;
  return { type, item, occurrence, since, dueAt };
}

function notDue(state: FollowUpPlanState, item: string, occurrence: number): Refusal | undefined {
  return state.open.has(followUpKey(item, occurrence))
    ? undefined
    : refuse('FOLLOW_UP_NOT_DUE', [], { item, occurrence });
}

/** A note goes along with what it is about. */
function said(
  state: FollowUpPlanState,
  note: string | undefined,
  outcome: FollowUpPlanEvent[] | Refusal,
): FollowUpPlanEvent[] | Refusal {
  if (note === undefined || 'refused' in outcome) return outcome;
  return (
    refuseUnlessText('note', note) ?? outcome.map((event) => ({ ...event, ...sealedUnder(state.customerId, { note }) }))
  );
}
