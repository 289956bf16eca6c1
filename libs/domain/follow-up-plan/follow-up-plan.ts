// The after-sales care of one agreement (S25): which follow-ups there are, which are due, and what became of them.
import type { DomainEvent, Id, Instant } from '../event';
import type { CustomerClass } from '../playbook/playbook';
import type { Said } from '../timed-command';
import type {
  AfterSalesEventClosed,
  AfterSalesEventReported,
  CloseAfterSalesEvent,
  FallDueByReport,
  Report,
  ReportAfterSalesEvent,
} from './after-sales';
import type { PlanStartRecorded, PlanStarts, RecordStart } from './plan-starts';

export const followUpOutcomes = ['done', 'not-reached', 'declined', 'needs-action'] as const;
export type FollowUpOutcome = (typeof followUpOutcomes)[number];

export type FollowUpPlanState = {
  id: Id;
  version: number;
  agreementId: Id;
  opportunityId: Id;
  customerId: Id;
  ownerId: Id;
  class: CustomerClass;
  playbook: { streamId: Id; version: number };
  starts: PlanStarts;
  /** Item → number of the occurrence that falls due next. */
  nextOccurrence: ReadonlyMap<string, number>;
  /** Fallen due and neither completed nor overtaken by a later one. */
  open: ReadonlyMap<string, OpenFollowUp>;
  /** What happened and was reported, by the version of the event that says so. */
  reports: ReadonlyMap<number, Report>;
  ended: boolean;
};

export type OpenFollowUp = {
  item: string;
  occurrence: number;
  dueAt: Instant;
  /** Of which report it is, when no calendar brought it. */
  report?: number;
  /** What lateness is counted from: when it was due or said, whichever is later, or until when it was put off. */
  since: { at: Instant; version: number };
  putOffUntil?: Instant;
  /** When it was reminded of; the escalation counts from here. */
  remindedAt?: Instant;
  reminded: boolean;
  escalated: boolean;
};

type Named = { item: string; occurrence: number };

export type FollowUpPlanEvent =
  | DomainEvent<
      'PlanStarted',
      {
        agreementId: Id;
        opportunityId: Id;
        customerId: Id;
        ownerId: Id;
        class: CustomerClass;
        playbook: { streamId: Id; version: number };
        signedAt: Instant;
        liveAt?: Instant;
        /** As the customer's profile said it; plans from before it was asked for have none. */
        anniversary?: string;
        endsAt: Instant;
      }
    >
  | PlanStartRecorded
  /** Earlier occurrences that an outage swallowed are skipped, not piled up. */
  | DomainEvent<
      'FollowUpFellDue',
      Named & { dueAt: Instant; skipped: number[]; to: Id; report?: number; times?: number } & Said
    >
  | AfterSalesEventReported
  | AfterSalesEventClosed
  | DomainEvent<'FollowUpReminded', Named & { dueAt: Instant; to: Id } & Said>
  | DomainEvent<'FollowUpEscalated', Named & { dueAt: Instant; toStaffId?: Id }>
  | DomainEvent<'FollowUpCompleted', Named & { outcome: FollowUpOutcome }>
  | DomainEvent<'FollowUpSnoozed', Named & { until: Instant }>
  | DomainEvent<'PlanOwnerChanged', { from: Id; to: Id }>
  | DomainEvent<'PlanEnded', { cause: 'agreement-ended' | 'cancelled' }>;

export type TimedFollowUpCommand =
  | ({ type: 'FallDue'; item: string; occurrence: number; dueAt: Instant } & Said)
  | FallDueByReport
  | ({ type: 'RemindFollowUp'; item: string; occurrence: number; since: number; dueAt: Instant } & Said)
  | { type: 'EscalateFollowUp'; item: string; occurrence: number; since: number; dueAt: Instant }
  | { type: 'CloseEndedPlan'; dueAt: Instant };

export type FollowUpPlanCommand =
  | TimedFollowUpCommand
  | {
      type: 'StartPlan';
      agreementId: Id;
      opportunityId: Id;
      customerId: Id;
      ownerId: Id;
      class: CustomerClass;
      playbook: { streamId: Id; version: number };
      signedAt: Instant;
      liveAt?: Instant;
      anniversary?: string;
      endsAt: Instant;
    }
  | RecordStart
  | { type: 'CompleteFollowUp'; item: string; occurrence: number; outcome: FollowUpOutcome; note?: string }
  | { type: 'SnoozeFollowUp'; item: string; occurrence: number; until: Instant; reason: string }
  | { type: 'ChangePlanOwner'; to: Id; reason: string }
  | { type: 'CancelPlan'; reason: string }
  | ReportAfterSalesEvent
  | CloseAfterSalesEvent;

/** One due act: the item and which time it is. */
export function followUpKey(item: string, occurrence: number): string {
  return `${item}:${occurrence}`;
}
