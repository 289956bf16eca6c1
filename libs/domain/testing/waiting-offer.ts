// An offer that waits for votes, what somebody's decision on it comes to, and the refusals that are told to the letter.
import type { OpportunityCommand } from '../opportunity/opportunity-commands';
import type { OpportunityEvent } from '../opportunity/opportunity-events';
import type { Missing, Refusal } from '../refusal';
import type { StaffState } from '../staff/staff';
import { staffCaller } from './given';
import {
  atOffer,
  president,
  reviseOffer,
  seenOf,
  staffMember,
  submitOffer,
  supervisor,
  vote,
  type OpportunityStory,
} from './story-opportunity';

export const deputy = 'deputy';
export const always = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z', scope: {} };

/** A supervisor and the deputy who may decide in their place. */
export function deputyOf(id: string, more: Partial<StaffState>): [string, StaffState][] {
  return [
    staffMember(id, ['supervisor'], { ...more, delegations: [{ id: 'lent', to: deputy, ...always }] }),
    staffMember(deputy, ['supervisor']),
  ];
}

/** A discount that asks the supervisor first, then the director and the pricing group. */
export function offered(staff: [string, StaffState][] = []): { story: OpportunityStory; approvalId: string } {
  const story = atOffer(staff);
  reviseOffer(story, { discountBp: 1500 });
  return { story, approvalId: submitOffer(story) };
}

export function inSecondRound(staff: [string, StaffState][] = []): { story: OpportunityStory; approvalId: string } {
  const { story, approvalId } = offered(staff);
  vote(story, supervisor, approvalId);
  return { story, approvalId };
}

/** The superior of those who are late may vote in their place. */
export function escalated(story: OpportunityStory, group: string): void {
  const { approvalId, round } = seenOf(story);
  story.happened([
    {
      type: 'DeadlineEscalated',
      data: {
        wait: 'approval',
        since: 1,
        dueAt: '2026-03-02T01:00:20.000Z',
        about: { kind: 'approval', approvalId, round },
        toStaffId: president,
        mayVoteIn: [group],
      },
    },
  ]);
}

/** What a decision of somebody comes to. */
export function deciding(story: OpportunityStory, staffId: string, command: object): OpportunityEvent[] | Refusal {
  return story.by(staffCaller(staffId)).judge({ ...seenOf(story), ...command } as OpportunityCommand);
}

export function approving(story: OpportunityStory, staffId: string, more: object = {}): OpportunityEvent[] | Refusal {
  return deciding(story, staffId, { type: 'CastVote', decision: 'approve', ...more });
}

export function field(key: string, problem: Missing['problem']): Missing {
  return { what: 'field', key, problem, suppliedBy: [] };
}

/** The right to decide, with the groups that have it in this round. */
export function right(approvalId: string, problem: Missing['problem'], ...groups: string[]): Missing {
  return { what: 'right', key: approvalId, problem, suppliedBy: groups.map((group) => ({ group })) };
}

export function notInThisRound(approvalId: string, ...groups: string[]): Refusal {
  return { refused: 'NOT_AN_APPROVER', missing: [right(approvalId, 'not-in-this-round', ...groups)] };
}

export function voted(voterId: string, group: string, round: number, missing: Missing[] = []): Refusal {
  return { refused: 'ALREADY_VOTED', missing, detail: { round, group, voterId } };
}
