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

/** The id of the command for a wait (DESIGN section 8). */
export function timedCommandId(streamId: Id, wait: Wait<{ type: string }>): Id {
  return derivedId(streamId, [wait.key, wait.since, wait.dueAt, wait.command.type].join('|'));
}
