// Commands that a process sends when a deadline comes. Their id names the very wait, so that two workers send the same one.
import { derivedId } from './derived-id';
import type { Id, Instant } from './event';

/** One thing that is waited for, and the command that is due then. */
export type Wait<Command> = {
  key: string;
  /** Version of the event that began the wait; a later beginning is another wait. */
  since: number;
  dueAt: Instant;
  command: Command;
};

/**
 * When a thing is really said, by the workflow's clock. After an outage that is later than it was due, and what follows (a
 * reminder, an escalation) counts from here: nobody's superior hears of something before the person could act.
 */
export type Said = { saidAt?: Instant };

/** The later of when it was due and when it was said. */
export function heardAt({ dueAt, saidAt }: { dueAt: Instant } & Said): Instant {
  return saidAt !== undefined && saidAt > dueAt ? saidAt : dueAt;
}

/** As it is kept in an event: only where it makes a difference. */
export function saidLate({ dueAt, saidAt }: { dueAt: Instant } & Said): Said {
  return saidAt !== undefined && saidAt > dueAt ? { saidAt } : {};
}

/** What was told already about a thing that is not done: first to whoever owes it, then to whoever stands above. */
export type Told = 'reminded' | 'escalated';

export function toldOf(notice: { reminded: boolean; escalated: boolean } | undefined): Told | undefined {
  if (notice?.escalated === true) return 'escalated';
  return notice?.reminded === true ? 'reminded' : undefined;
}

/** The id of the command for a wait (DESIGN section 8). */
export function timedCommandId(streamId: Id, wait: Wait<{ type: string }>): Id {
  return derivedId(streamId, [wait.key, wait.since, wait.dueAt, wait.command.type].join('|'));
}
