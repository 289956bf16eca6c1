// From a request to `handleCommand` and back: idempotency key, expected version, answer, refusal.
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdFor, derivedId, type Decider, type DomainEvent, type Id, type JsonObject } from '#domain';
import type { OpportunityState, PlaybookDefinition } from '#domain';
import { EventStore, handleCommand, type Outcome } from '#event-store';
import { definitionOf } from '#read-model';
import type { CommandAnswer } from './command-answer';
import { invalidRequest, problemOf, ProblemError, refusalProblem } from './problem';
import type { SignedIn } from './signed-in';

/** Longer keys are not keys. */
const MAX_KEY_LENGTH = 255;

/** The headers of a command, checked. */
export type CommandHeaders = { key: string; expectedVersion?: number; reply: FastifyReply; request: FastifyRequest };

export const Sent = createParamDecorator((_data: unknown, context: ExecutionContext): CommandHeaders => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key.trim() === '' || key.length > MAX_KEY_LENGTH) {
    throw invalidRequest([{ key: 'Idempotency-Key', problem: 'required' }]);
  }
  const match = request.headers['if-match'];
  const version = match === undefined ? undefined : Number(/^"(\d{1,9})"$/.exec(match)?.[1]);
  if (Number.isNaN(version)) throw invalidRequest([{ key: 'If-Match', problem: 'not-a-version' }]);
  return { key, expectedVersion: version, reply: http.getResponse<FastifyReply>(), request };
});

@Injectable()
export class CommandSender {
  constructor(private readonly store: EventStore) {}

  /**
   * Sends a command to an existing stream, or, without an id, to the one that it creates.
   * @param said what a repeat is compared by, where the command holds more than the caller said
   */
  async send<State, Command extends object, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: Id | undefined,
    command: Command,
    caller: SignedIn,
    headers: CommandHeaders,
    said?: object,
  ): Promise<CommandAnswer> {
    const commandId = commandIdFor(caller.staffId, headers.key);
    const stream = { type: decider.streamType, id: id ?? derivedId(commandId, 'stream') };
    headers.request.log.info({ commandId, stream: stream.id }, 'command');
    const outcome = await handleCommand(this.store, decider, {
      stream,
      command: { ...command },
      caller: { kind: 'staff', id: caller.staffId },
      commandId,
      now: new Date().toISOString(),
      expectedVersion: headers.expectedVersion,
      ...(said === undefined ? {} : { requestBody: { ...said } }),
    });
    if (outcome.kind === 'refused') {
      throw new ProblemError(refusalProblem(outcome.refusal), {}, await this.definitionFor(stream.id));
    }
    return answer(outcome, headers);
  }

  /** The playbook that the stream goes by; it was folded a moment ago. Titles are a courtesy: without them keys do. */
  private async definitionFor(id: Id): Promise<PlaybookDefinition | undefined> {
    const state = this.store.states.get(id)?.state as Partial<OpportunityState> | undefined;
    if (state?.playbook === undefined) return undefined;
    return definitionOf(this.store, { id, playbook: state.playbook }).catch(() => undefined);
  }
}

function answer(
  outcome: Exclude<Outcome<DomainEvent>, { kind: 'refused' }>,
  { reply, expectedVersion }: CommandHeaders,
): CommandAnswer {
  switch (outcome.kind) {
    case 'accepted': {
      void reply.header('ETag', `"${outcome.version}"`);
      const events = outcome.events.map(({ type, version, at, data }) => ({
        type,
        version,
        at,
        data: data as JsonObject,
      }));
      return { id: outcome.stream.id, version: outcome.version, repeated: outcome.repeated, events };
    }
    case 'reused':
      throw new ProblemError(
        problemOf(422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request.'),
      );
    case 'conflict': {
      const status = expectedVersion === undefined ? 409 : 412;
      const detail = 'Somebody else was first; read again and repeat with the new version.';
      throw new ProblemError({ ...problemOf(status, 'CONFLICT', detail), context: { version: outcome.version } });
    }
  }
}
