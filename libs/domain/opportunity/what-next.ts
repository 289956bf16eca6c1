// What the process waits for: the phase it is in, and every deadline with the command that is due then.
// The workflow asks here and knows no rule itself; `decide` asks here again when the command comes.
import { addDuration } from '../business-time/business-time';
import type { Instant } from '../event';
import { levelOf, type Duration, type PlaybookDefinition } from '../playbook/playbook';
import { toldOf, type Told, type Wait } from '../timed-command';
import { nextCalls, type NextCall } from './contacting/record-call';
import { actionOf, currentStanding, gateIndex, gateOf, gateStanding, type ActionStanding } from './gate-standing';
import type { EscalateDeadline, RemindOfDeadline, WakeOpportunity } from './opportunity-commands';
import type { DeadlineSubject } from './opportunity-events';
import type { Approval, Beginning, Notice, OpportunityState } from './opportunity-state';

export type TimedOpportunityCommand = RemindOfDeadline | EscalateDeadline | WakeOpportunity;
export type OpportunityWait = Wait<TimedOpportunityCommand>;

/** Before the first level gate the sale is prepared, then it climbs, after the last level it reaches the agreement. */
export type Phase =
  | { kind: 'prepare' | 'reach-agreement'; gate: string }
  | { kind: 'climb'; gate: string; level: string }
  | { kind: 'parked'; gate: string; until: Instant }
  | { kind: 'ended'; outcome: 'won' | 'lost' | 'withdrawn' };

export type WhatNext = {
  /** The version of the stream that this was read from. */
  version: number;
  phase: Phase;
  /** The gate could be passed now; the sale waits for its owner. */
  passable: boolean;
  /** Earliest first. */
  waits: OpportunityWait[];
};

/** One thing that falls due or has fallen due, and stays until it is done: what people plan with. */
export type DueThing = { key: string; dueAt: Instant; what: TimedOpportunityCommand['type']; told?: Told };

export function whatNext(state: OpportunityState, definition: PlaybookDefinition): WhatNext {
  const phase = phaseOf(state, definition);
  return {
    version: state.version,
    phase,
    passable: state.status === 'open' && currentStanding(state, definition).passable,
    waits: waitsOf(state, definition).sort(earliestFirst),
  };
}

/** Earliest first. Whoever was reminded and told on still owes it, so nothing leaves here by being said. */
export function dueThings(state: OpportunityState, definition: PlaybookDefinition): DueThing[] {
  const parked = parkedWaits(state).map(({ key, dueAt, command }) => ({ key, dueAt, what: command.type }));
  const owed = deadlines(state, definition).map((deadline) => ({
    key: deadline.key,
    dueAt: deadline.dueAt,
    what: 'RemindOfDeadline' as const,
    told: toldOf(noticeOf(deadline, state)),
  }));
  return [...parked, ...owed].sort(earliestFirst);
}

function earliestFirst(a: { dueAt: Instant; key: string }, b: { dueAt: Instant; key: string }): number {
  return a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.key < b.key ? -1 : 1;
}

/** What a deadline is about, by its wait key; `undefined` when nothing of that key is waited for. */
export function subjectOf(
  state: OpportunityState,
  definition: PlaybookDefinition,
  key: string,
): DeadlineSubject | undefined {
  return deadlines(state, definition).find((deadline) => deadline.key === key)?.about;
}

function phaseOf(state: OpportunityState, definition: PlaybookDefinition): Phase {
  const gate = state.gate.key;
  if (state.status === 'won' || state.status === 'lost' || state.status === 'withdrawn') {
    return { kind: 'ended', outcome: state.status };
  }
  if (state.parked !== undefined) return { kind: 'parked', gate, until: state.parked.until };
  const { level } = gateOf(definition, gate);
  if (level !== undefined) return { kind: 'climb', gate, level };
  const firstLevel = definition.gates.findIndex((each) => each.level !== undefined);
  return { kind: gateIndex(definition, gate) < firstLevel ? 'prepare' : 'reach-agreement', gate };
}

function waitsOf(state: OpportunityState, definition: PlaybookDefinition): OpportunityWait[] {
  return [
    ...parkedWaits(state),
    ...deadlines(state, definition).flatMap((deadline) => nextNotice(deadline, state, definition)),
  ];
}

function parkedWaits({ parked, status }: OpportunityState): OpportunityWait[] {
  if (parked === undefined || status !== 'parked') return [];
  const { version: since, until: dueAt } = parked;
  return [{ key: 'parked', since, dueAt, command: { type: 'WakeOpportunity', since, dueAt } }];
}

type Deadline = { key: string; since: number; dueAt: Instant; escalateAfter?: Duration; about: DeadlineSubject };

function deadlines(state: OpportunityState, definition: PlaybookDefinition): Deadline[] {
  if (state.status !== 'open') return [];
  const gate = gateStanding(state, definition, state.gate.key);
  return [
    ...gate.actions
      .filter((standing) => standing.status === 'open')
      .flatMap((open) => actionDeadline(open, state, definition)),
    ...[...state.approvals.values()].flatMap((approval) => approvalDeadline(approval, definition)),
    ...nextCalls({ state, definition }).map(callDeadline),
  ];
}

function actionDeadline(standing: ActionStanding, state: OpportunityState, definition: PlaybookDefinition): Deadline[] {
  const { gate, action } = actionOf(definition, standing.action)!;
  if (action.due === undefined) return [];
  const from = laterOf(state.gate.since, placedSince(standing, levelOf(gate, action), state));
  return [
    {
      key: `action:${standing.key}`,
      since: from.version,
      dueAt: addDuration(from.at, action.due, definition.businessTime),
      escalateAfter: action.escalateAfter,
      about: { kind: 'action', gate: gate.key, action: action.key, contactId: standing.contactId },
    },
  ];
}

/** Said once, to the owner, when the call is due; nobody's superior hears of it. */
function callDeadline({ contactId, at, since }: NextCall): Deadline {
  return { key: `call:${contactId}`, since, dueAt: at, about: { kind: 'call', contactId } };
}

/** While a question is open the clock of the round stands, so there is no deadline. */
function approvalDeadline(approval: Approval, definition: PlaybookDefinition): Deadline[] {
  const round = approval.rounds[approval.round];
  if (approval.status !== 'open' || approval.askedAt !== undefined || round?.due === undefined) return [];
  const dueAt = addDuration(approval.roundSince.at, round.due, definition.businessTime);
  return [
    {
      key: `approval:${approval.id}:${approval.round}`,
      since: approval.roundSince.version,
      dueAt: laterBy(dueAt, approval.pausedMs),
      escalateAfter: round.escalateAfter,
      about: { kind: 'approval', approvalId: approval.id, round: approval.round },
    },
  ];
}

/** What was said about it; nothing of an earlier beginning counts. */
function noticeOf({ key, since }: Deadline, { notices }: OpportunityState): Notice | undefined {
  const notice = notices.get(key);
  return notice?.since === since ? notice : undefined;
}

/** First a reminder, then, where the playbook says so, an escalation; then silence, and never a decision by silence. */
function nextNotice(deadline: Deadline, state: OpportunityState, definition: PlaybookDefinition): OpportunityWait[] {
  const { key, since, dueAt, escalateAfter } = deadline;
  const notice = noticeOf(deadline, state);
  if (notice?.reminded !== true) {
    return [{ key, since, dueAt, command: { type: 'RemindOfDeadline', wait: key, since, dueAt } }];
  }
  if (notice.escalated || escalateAfter === undefined) return [];
  const escalateAt = addDuration(notice.remindedAt ?? dueAt, escalateAfter, definition.businessTime);
  return [
    { key, since, dueAt: escalateAt, command: { type: 'EscalateDeadline', wait: key, since, dueAt: escalateAt } },
  ];
}

function placedSince(
  standing: ActionStanding,
  level: string | undefined,
  state: OpportunityState,
): Beginning | undefined {
  if (standing.contactId === undefined || level === undefined) return undefined;
  return state.chain.get(level)?.find((placement) => placement.contactId === standing.contactId)?.placed;
}

function laterOf(one: Beginning, other: Beginning | undefined): Beginning {
  return other !== undefined && other.version > one.version ? other : one;
}

function laterBy(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
