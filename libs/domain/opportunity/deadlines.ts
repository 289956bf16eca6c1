// Timed commands of the process: they count only for exactly what is waited for; anything else is outdated and means: fold again.
import { refuse, type Refusal } from '../refusal';
import { superiorsAbove } from '../staff/reporting-line';
import { saidLate } from '../timed-command';
import type { Deciding } from './deciding';
import type { EscalateDeadline, RemindOfDeadline } from './opportunity-commands';
import type { DeadlineAddressee, DeadlineSubject, OpportunityEvent } from './opportunity-events';
import { subjectOf, whatNext } from './what-next';

export function remindOfDeadline(command: RemindOfDeadline, deciding: Deciding): OpportunityEvent[] | Refusal {
  const about = awaited(command, deciding);
  if ('refused' in about) return about;
  const { wait, since, dueAt } = command;
  const to = addressee(about, deciding);
  return [{ type: 'DeadlineReminded', data: { wait, since, dueAt, about, to, ...saidLate(command) } }];
}

/** The superior is told; of a late approval round, the superior may now vote in the groups of the reporting line. */
export function escalateDeadline(command: EscalateDeadline, deciding: Deciding): OpportunityEvent[] | Refusal {
  const about = awaited(command, deciding);
  if ('refused' in about) return about;
  const { wait, since, dueAt } = command;
  return [{ type: 'DeadlineEscalated', data: { wait, since, dueAt, about, ...escalation(about, deciding) } }];
}

function awaited(command: RemindOfDeadline | EscalateDeadline, deciding: Deciding): DeadlineSubject | Refusal {
  const { state, definition } = deciding;
  const asWaitedFor = whatNext(state, definition).waits.some(
    ({ command: due }) =>
      due.type === command.type &&
      due.wait === command.wait &&
      due.since === command.since &&
      due.dueAt === command.dueAt,
  );
  const about = asWaitedFor ? subjectOf(state, definition, command.wait) : undefined;
  return about ?? refuse('OUTDATED', [], { wait: command.wait, dueAt: command.dueAt });
}

function addressee(about: DeadlineSubject, { state }: Deciding): DeadlineAddressee {
  if (about.kind !== 'approval') return { staffId: state.ownerId };
  const approval = state.approvals.get(about.approvalId);
  return { groups: approval?.rounds[about.round]?.slots.map((slot) => slot.group) ?? [] };
}

function escalation(
  about: DeadlineSubject,
  { state, definition, context }: Deciding,
): { toStaffId?: string; mayVoteIn?: string[] } {
  const line = superiorsAbove(state.ownerId, context.facts.staff);
  if (about.kind !== 'approval') return { toStaffId: line[0] };
  const slots = state.approvals.get(about.approvalId)?.rounds[about.round]?.slots ?? [];
  const steps = slots.flatMap(({ group }) => {
    const members = definition.approvals.groups.find((each) => each.key === group)?.members;
    return members !== undefined && 'reportingLine' in members ? [{ group, step: members.reportingLine }] : [];
  });
  if (steps.length === 0) return { toStaffId: line[0] };
  const toStaffId = line[Math.max(...steps.map(({ step }) => step))];
  return { toStaffId, mayVoteIn: toStaffId === undefined ? undefined : steps.map(({ group }) => group) };
}
