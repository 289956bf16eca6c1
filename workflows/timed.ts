// Way A for what a workflow sends when a deadline comes: the same loop, an id made of the very wait, `dueAt` as the time.
import { ApplicationFailure } from '@temporalio/activity';
import {
  timedCommandId,
  type Decider,
  type DomainEvent,
  type Id,
  type Instant,
  type ProcessName,
  type StreamRef,
  type Wait,
} from '#domain';
import { foldStream, handleCommand, type EventStore, type Outcome } from '#event-store';
import type { DueCommand } from './following';

export async function sendTimed<State, Command extends { type: string }, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  caller: ProcessName,
  id: Id,
  due: DueCommand,
  saidAt: Instant,
): Promise<'accepted' | 'outdated'> {
  const wait = { ...due, command: due.command as Command } satisfies Wait<Command>;
  const outcome = await handleCommand(store, decider, {
    stream: { type: decider.streamType, id },
    // The same command whenever it is said: a repeat is compared without that moment.
    command: { ...wait.command, saidAt },
    requestBody: due.command,
    caller: { kind: 'process', name: caller },
    commandId: timedCommandId(id, wait),
    now: due.dueAt,
  });
  if (outcome.kind === 'accepted') return 'accepted';
  if (outcome.kind === 'refused' && outcome.refusal.refused === 'OUTDATED') return 'outdated';
  throw unexpected(due.key, outcome);
}

/** What became of a command instead of its acceptance; a conflict is worth another try, and a merge that came between. */
export function unexpected(
  what: string,
  outcome: Exclude<Outcome<DomainEvent>, { kind: 'accepted' }>,
): ApplicationFailure {
  switch (outcome.kind) {
    case 'refused':
      // It goes on with the survivor, who is asked for anew.
      if (outcome.refusal.refused === 'CUSTOMER_MERGED') {
        return ApplicationFailure.retryable(`${what}: the customer was merged meanwhile`, 'CUSTOMER_MERGED');
      }
      return ApplicationFailure.nonRetryable(`${what} was refused`, outcome.refusal.refused, outcome.refusal);
    case 'reused':
      return ApplicationFailure.nonRetryable(`the id of ${what} was used before`, 'IDEMPOTENCY_KEY_REUSED');
    case 'conflict':
      return ApplicationFailure.retryable(`${what}: the stream is written to without pause`, 'CONFLICT');
  }
}

/** The state of a stream that a workflow was started for. */
export async function stateOf<State>(
  store: EventStore,
  decider: Pick<Decider<State, never, DomainEvent>, 'evolve'>,
  ref: StreamRef,
): Promise<State> {
  const { state } = await foldStream<State, never>(store, decider, ref);
  if (state === undefined) throw ApplicationFailure.nonRetryable(`there is no ${ref.type} ${ref.id}`, 'NOT_FOUND');
  return state;
}
