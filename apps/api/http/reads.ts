// What all routes that read have in common, for the description: the answer with an example, and how it may go wrong.
import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import type { Missing } from '#domain';
import type { Described } from './described';
import { ApiProblem } from './problem-document';

type Options = {
  /** The path names one thing, which may not be there for this caller. */
  one?: true;
  /** Only some roles may ask. */
  forSome?: true;
};

/** A route for those who are signed in. */
export function Reads(answer: Described, { one, forSome }: Options = {}): MethodDecorator {
  return applyDecorators(
    ApiBearerAuth(),
    Answers(200, answer),
    ApiProblem(400, 'An id or a parameter is malformed; `missing` names it.', 'INVALID_REQUEST', {
      missing: [{ what: 'field', key: 'limit', problem: 'too-large', suppliedBy: [] }],
    }),
    ...signedInProblems(forSome === true ? 'NOT_ALLOWED' : 'NOT_STAFF'),
    ...(one === true ? [notFound()] : []),
  );
}

/** What may go wrong on every route for those who are signed in. */
export function signedInProblems(forbidden: 'NOT_ALLOWED' | 'NOT_STAFF'): MethodDecorator[] {
  const right: Missing = { what: 'right', key: 'caller', problem: 'not-permitted', suppliedBy: [{ role: 'auditor' }] };
  return [
    ApiProblem(401, 'No access token for this API, or one that has ended.', 'NOT_SIGNED_IN'),
    forbidden === 'NOT_STAFF'
      ? ApiProblem(403, 'Nobody who works here now has this sign-in.', 'NOT_STAFF')
      : ApiProblem(403, 'Not this caller; `missing` names who can.', 'NOT_ALLOWED', { missing: [right] }),
    ApiProblem(503, 'The database or the sign-in provider does not answer; nothing was decided.', 'STORE_UNAVAILABLE'),
  ];
}

export function notFound(): MethodDecorator {
  return ApiProblem(404, 'There is no such thing, or it is not the caller’s to see.', 'NOT_FOUND');
}

/** An answer as JSON. */
export function Answers(status: number, { schema, example }: Described, description = ''): MethodDecorator {
  return ApiResponse({ status, description, content: { 'application/json': { schema, example } } });
}
