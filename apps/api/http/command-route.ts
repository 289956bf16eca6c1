// What all routes that send a command have in common, for Nest and for the description.
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import { CommandAnswer, commandAnswerExample } from './command-answer';
import { ApiProblem } from './problem-document';
import { notFound, signedInProblems } from './reads';
import { JudgedByDecider } from './signed-in';

export function Command(): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    JudgedByDecider(true),
    ApiBearerAuth(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      example: 'b6f5e0a2-6c5e-4d0c-8f6b-0c9f7c1f4a11',
      description:
        'One per intended command. Repeated with the same body it is answered as before; with another it is refused.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      example: '"3"',
      description: 'The version that was seen, as in ETag: "3". Otherwise 412.',
    }),
    ApiOkResponse({
      description: 'Accepted: the events that it stored; ETag carries the new version.',
      type: CommandAnswer,
      example: commandAnswerExample,
      headers: { ETag: { description: 'The new version, for If-Match.', schema: { type: 'string', example: '"4"' } } },
    }),
    ApiProblem(400, 'The request is malformed; `missing` names the fields.', 'INVALID_REQUEST', {
      missing: [{ what: 'field', key: 'title', problem: 'required', suppliedBy: [] }],
    }),
    ...signedInProblems('NOT_ALLOWED'),
    notFound(),
    ApiProblem(
      409,
      'The rules refuse it now; `missing` names what stands in the way, and who can supply it.',
      'ACTIONS_OPEN',
      {
        missing: [
          {
            what: 'action',
            key: 'visit-user',
            problem: 'open',
            suppliedBy: [{ staffId: 'd49d688d-6859-5e0b-8581-38b59ed37886' }],
          },
        ],
      },
    ),
    ApiProblem(413, 'The body is larger than a command is.', 'BODY_TOO_LARGE'),
    ApiProblem(415, 'The body is not JSON.', 'UNSUPPORTED_MEDIA_TYPE'),
    ApiProblem(412, 'Another version than the one in If-Match.', 'CONFLICT', { context: { version: 4 } }),
    ApiProblem(422, 'A field refers to nothing, or the Idempotency-Key was used otherwise.', 'IDEMPOTENCY_KEY_REUSED'),
  );
}
