// Votes from the inbox: each is a command of its own, so that one that is refused keeps none of the others back.
import { useState } from 'react';
import { useCommand } from '../../client/commands';
import { Problem } from '../../client/problem';
import type { InboxRow } from '../../client/views';
import { voteOn, type Decision } from '../../client/votes';

export function keyOf({ approvalId, round, group, actingFor }: InboxRow): string {
  return [approvalId, round, group, actingFor].join(':');
}

export type Voting = {
  /** One after another; what was refused is told and stays. Answers whether all were taken. */
  vote: (rows: readonly InboxRow[], decision: Decision, note: string) => Promise<boolean>;
  /** How many of how many are sent, while it goes on. */
  progress?: { done: number; of: number };
  refused: { row: InboxRow; error: Error }[];
};

export function useVoting(): Voting {
  const { mutateAsync } = useCommand();
  const [progress, setProgress] = useState<Voting['progress']>();
  const [refused, setRefused] = useState<Voting['refused']>([]);
  const vote: Voting['vote'] = async (rows, decision, note) => {
    const failed: Voting['refused'] = [];
    for (const [done, row] of rows.entries()) {
      setProgress({ done, of: rows.length });
      try {
        await mutateAsync(voteOn(row, decision, note));
      } catch (error) {
        failed.push({ row, error: error as Error });
        // Who is not signed in or has no network need not be told once for each.
        if (!(error instanceof Problem)) break;
      }
    }
    setProgress(undefined);
    setRefused(failed);
    return failed.length === 0;
  };
  return { vote, progress, refused };
}
