// Writes every error as a problem document. What we did not foresee is logged and answered without its inside.
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from './problem-codes';
import { languageFor } from './language';
import { inWords, problemOf, ProblemError, type Problem } from './problem';

/** Where the API says who signs in for it (RFC 9728). */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemFor(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'the request failed');
    const reply = http.getResponse<FastifyReply>();
    // Where to get a token from (RFC 6750, RFC 9728).
    if (problem.status === 401) void reply.header('www-authenticate', `Bearer resource_metadata="${METADATA_PATH}"`);
    const language = languageFor(request);
    const definition = error instanceof ProblemError ? error.definition : undefined;
    void reply
      .status(problem.status)
      .type('application/problem+json')
      .header('content-language', language)
      .header('vary', 'Accept-Language')
      .send({ ...inWords(problem, language, definition), instance: request.id });
  }
}

export function problemFor(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof HttpException) return problemOf(error.getStatus(), codeOf(error.getStatus()), error.message);
  const { statusCode, message = '', code = '' } = error as { statusCode?: number; message?: string; code?: string };
  // Fastify's own: a body too large, not JSON, of a type nobody reads.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problemOf(statusCode, codeOf(statusCode), message);
  }
  if (unavailableCodes.test(code) || connectionLost.test(message)) {
    return problemOf(503, 'STORE_UNAVAILABLE', 'The database does not answer; repeat with the same Idempotency-Key.');
  }
  return problemOf(500, 'UNEXPECTED', 'Something went wrong here; repeat with the same Idempotency-Key.');
}

/** SQLSTATE: connection (08), resources (53), stopped or stopping and a statement that took too long (57), a transaction that did (25P). */
const unavailableCodes =
  /^(08...|53...|57014|57P..|25P0[34]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** `pg` has no codes for what it finds out by itself. */
const connectionLost =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

function codeOf(status: number): ProblemCode {
  const codes: { [status: number]: ProblemCode } = {
    401: 'NOT_SIGNED_IN',
    403: 'NOT_ALLOWED',
    404: 'NOT_FOUND',
    405: 'METHOD_NOT_ALLOWED',
    413: 'BODY_TOO_LARGE',
    415: 'UNSUPPORTED_MEDIA_TYPE',
  };
  return codes[status] ?? (status < 500 ? 'INVALID_REQUEST' : 'UNEXPECTED');
}
