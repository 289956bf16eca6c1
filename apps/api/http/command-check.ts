// Would a command be accepted? Judged as it would be when it is sent, and refused likewise; nothing is stored.
import { applyDecorators, HttpCode } from '@nestjs/common';
import type { Decider, DomainEvent, Id } from '#domain';
import { foldStream, type EventStore } from '#event-store';
import { Judge } from '../imports/judge';
import { object, whole } from './described';
import { ProblemError, refusalProblem } from './problem';
import { ApiProblem } from './problem-document';
import { Answers, signedInProblems } from './reads';
import type { ProblemCode } from './problem-codes';
import type { SignedIn } from './signed-in';

/** The version that would be published. */
export type CheckedVersion = { version: number };

const checkedVersion = object<CheckedVersion>({ version: whole(2) });

/** What is published in versions: the next one, checked. */
export async function nextVersion<State extends { latestVersion: number }, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  id: Id,
  command: Command,
  { staffId }: SignedIn,
): Promise<CheckedVersion> {
  const { state } = await foldStream(store, decider, { type: decider.streamType, id });
  const judge = new Judge(store, { kind: 'staff', id: staffId }, new Date().toISOString());
  const refusal = await judge.refusalOf(decider, id, state, command);
  if (refusal !== undefined) throw new ProblemError(refusalProblem(refusal));
  return { version: (state?.latestVersion ?? 0) + 1 };
}

/** A route that checks what another one publishes. @param invalid the refusal of a document with faults */
export function ChecksVersion(invalid: ProblemCode): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    Answers(200, checkedVersion, 'It would be accepted as this version; nothing was stored.'),
    ApiProblem(400, 'The request is malformed; `missing` names the fields.', 'INVALID_REQUEST', {
      missing: [{ what: 'field', key: 'document', problem: 'not-an-object', suppliedBy: [] }],
    }),
    ...signedInProblems('NOT_ALLOWED'),
    ApiProblem(409, 'It says the same as the version in force.', 'ALREADY_EXISTS'),
    ApiProblem(422, 'The document has faults; `missing` names the place of each.', invalid),
    ApiProblem(413, 'The body is larger than a command is.', 'BODY_TOO_LARGE'),
    ApiProblem(415, 'The body is not JSON.', 'UNSUPPORTED_MEDIA_TYPE'),
  );
}
