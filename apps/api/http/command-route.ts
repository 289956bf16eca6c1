// What all routes that send a command have in common, for Nest and for the description.
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';

export function Command(): MethodDecorator {
  const problem = (description: string) => ({ description, content: { 'application/problem+json': {} } });
  return applyDecorators(
    HttpCode(200),
    ApiBearerAuth(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'One per intended command. Repeated with the same body it is answered as before; with another it is refused.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The version that was seen, as in ETag: "3". Otherwise 412.',
    }),
    ApiOkResponse({ description: 'Accepted: the events that it stored; ETag carries the new version.' }),
    ApiResponse({ status: 400, ...problem('The request is malformed; `missing` names the fields.') }),
    ApiResponse({ status: 403, ...problem('Not this caller; `missing` names who can.') }),
    ApiResponse({ status: 409, ...problem('The rules refuse it now; `missing` names what stands in the way.') }),
    ApiResponse({ status: 412, ...problem('Another version than the one in If-Match.') }),
    ApiResponse({ status: 422, ...problem('A field refers to nothing, or the Idempotency-Key was used otherwise.') }),
  );
}
