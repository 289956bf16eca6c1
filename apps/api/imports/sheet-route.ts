// What all routes that take a file and are no single command have in common, for Nest and for the description.
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { problemOf, ProblemError } from '../http/problem';
import { ApiProblem } from '../http/problem-document';
import { signedInProblems } from '../http/reads';
import { sheetMediaTypes } from './sheet';

export function Sheet(example: string, forbidden: 'NOT_ALLOWED' | 'NOT_STAFF' = 'NOT_STAFF'): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiConsumes(...Object.values(sheetMediaTypes)),
    ApiBody({
      description: 'CSV in UTF-8, or the first sheet of a spreadsheet; the first line names the columns.',
      schema: { type: 'string', example },
    }),
    ...signedInProblems(forbidden),
    ApiProblem(413, 'The file is too large; cut it.', 'BODY_TOO_LARGE'),
    ApiProblem(415, 'The file is sent neither as text/csv nor as a spreadsheet (.xlsx).', 'UNSUPPORTED_MEDIA_TYPE'),
  );
}

/** The file and what its sender calls it; a body of another kind was read as something else or not at all. */
export function sheetOf({ body, headers }: FastifyRequest): { bytes: Buffer; mediaType: string } {
  if (!Buffer.isBuffer(body)) {
    throw new ProblemError(problemOf(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as text/csv or as .xlsx.'));
  }
  return { bytes: body, mediaType: headers['content-type'] ?? '' };
}
