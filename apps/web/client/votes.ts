// A vote as a command: what was seen goes with it, so that a content or a round that changed meanwhile refuses it.
import type { Command } from './commands';

export type Decision = 'approve' | 'reject';

export type VotedOn = {
  opportunityId: string;
  approvalId: string;
  round: number;
  contentHash: string;
  /** Whose decision it is, when one decides in their place. */
  actingFor?: string | null;
};

/** @param note why; nothing when it is empty */
export function voteOn(
  { opportunityId, approvalId, round, contentHash, actingFor }: VotedOn,
  decision: Decision,
  note: string,
): Command {
  return {
    path: `/v1/opportunities/${opportunityId}/approvals/${approvalId}/vote`,
    body: {
      round,
      contentHash,
      decision,
      ...(actingFor === null || actingFor === undefined ? {} : { actingFor }),
      ...(note.trim() === '' ? {} : { note }),
    },
  };
}
