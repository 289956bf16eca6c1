// Writes every error as a problem document. What we did not foresee is logged and answered without its inside.
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, ProblemError, type Problem } from './problem';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemFor(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'the request failed');
    void http
      .getResponse<FastifyReply>()
      .status(problem.status)
      .type('application/problem+json')
      .send({ ...problem, instance: request.id });
  }
}

export function problemFor(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof HttpException) return problemOf(error.getStatus(), codeOf(error.getStatus()), error.message);
  const { statusCode, message, code } = error as { statusCode?: number; message?: string; code?: string };
  // Fastify's own: a body too large, not JSON, of a type nobody reads.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problemOf(statusCode, codeOf(statusCode), message);
  }
  if (code === 'ECONNREFUSED' || code === '57P03' || code === '53300') {
    return problemOf(503, 'STORE_UNAVAILABLE', 'The database does not answer; repeat with the same Idempotency-Key.');
  }
  return problemOf(500, 'UNEXPECTED', 'Something went wrong here; repeat with the same Idempotency-Key.');
}

function codeOf(status: number): string {
  const codes: { [status: number]: string } = {
    400: 'INVALID_REQUEST',
    401: 'NOT_SIGNED_IN',
    403: 'NOT_ALLOWED',
    404: 'NOT_FOUND',
    405: 'METHOD_NOT_ALLOWED',
    413: 'BODY_TOO_LARGE',
    415: 'UNSUPPORTED_MEDIA_TYPE',
  };
  return codes[status] ?? `HTTP_${status}`;
}
