// Reminders: which events tell staff that something is due, late or asked for, and whom.
// Invariant: ids, codes, numbers and instants only; whoever delivers looks names and addresses up at that moment (law 12).
import type { DomainEvent, Id, Instant, Recorded } from './event';
import type { LeadEvent } from './customer/leads/leads';
import type { FollowUpPlanEvent } from './follow-up-plan/follow-up-plan';
import type { DeadlineSubject, OpportunityEvent } from './opportunity/opportunity-events';

export const reminderKinds = [
  'follow-up-due',
  'follow-up-late',
  'follow-up-escalated',
  'deadline-late',
  'call-due',
  'deadline-escalated',
  'approval-asked',
  'opportunity-woken',
  'lead-handed-over',
] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** Everybody who is named in any of these ways, once. */
export type Recipients = {
  staffIds?: Id[];
  /** Who looks after the stream at the moment of delivery. */
  owner?: true;
  /** Whose vote this round of an approval still waits for at the moment of delivery. */
  approvers?: { approvalId: Id; round: number };
  role?: 'administrator';
};

export type Reminder = {
  kind: ReminderKind;
  dueAt?: Instant;
  to: Recipients;
  /** What it is about, for the text: an action, an approval, a follow-up. */
  about: { [name: string]: string | number };
};

/** The reminder that an event is; most are none. */
export function reminderOf(recorded: Recorded<DomainEvent>): Reminder | undefined {
  const event = recorded as Recorded<OpportunityEvent | FollowUpPlanEvent | LeadEvent>;
  switch (event.type) {
    case 'FollowUpFellDue':
      return followUp('follow-up-due', event.data, { staffIds: [event.data.to] });
    case 'FollowUpReminded':
      return followUp('follow-up-late', event.data, { staffIds: [event.data.to] });
    case 'FollowUpEscalated':
      return followUp('follow-up-escalated', event.data, superiorOrAdministrators(event.data.toStaffId));
    case 'DeadlineReminded': {
      const { about, dueAt, to } = event.data;
      return {
        kind: about.kind === 'call' ? 'call-due' : 'deadline-late',
        dueAt,
        to: 'staffId' in to ? { staffIds: [to.staffId] } : approversOf(about),
        about,
      };
    }
    case 'DeadlineEscalated': {
      const { about, dueAt, toStaffId } = event.data;
      return { kind: 'deadline-escalated', dueAt, to: superiorOrAdministrators(toStaffId), about };
    }
    case 'ApprovalRequested': {
      const { approvalId, firstRound, subject } = event.data;
      return asked(approvalId, firstRound, { subject: subject.kind });
    }
    case 'ApprovalRoundPassed':
      return asked(event.data.approvalId, event.data.nextRound);
    case 'LeadHandedOver': {
      const { leadId, to, takeUpBy: dueAt } = event.data;
      return { kind: 'lead-handed-over', dueAt, to: { staffIds: [to] }, about: { leadId } };
    }
    case 'OpportunityWoken':
      return event.data.cause === 'date' ? { kind: 'opportunity-woken', to: { owner: true }, about: {} } : undefined;
    default:
      return undefined;
  }
}

function followUp(
  kind: ReminderKind,
  { item, occurrence, dueAt }: { item: string; occurrence: number; dueAt: Instant },
  to: Recipients,
): Reminder {
  return { kind, dueAt, to, about: { item, occurrence } };
}

function asked(approvalId: Id, round: number, more: { [name: string]: string } = {}): Reminder {
  return { kind: 'approval-asked', to: { approvers: { approvalId, round } }, about: { approvalId, round, ...more } };
}

function approversOf(about: DeadlineSubject): Recipients {
  if (about.kind !== 'approval') return { owner: true };
  return { approvers: { approvalId: about.approvalId, round: about.round } };
}

/** Where the reporting line ends, those who keep it are told. */
function superiorOrAdministrators(staffId: Id | undefined): Recipients {
  return staffId === undefined ? { role: 'administrator' } : { staffIds: [staffId] };
}
