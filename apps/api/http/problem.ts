// Problem documents (RFC 9457): every refusal of the domain and every fault of a request, with a stable code.
import type { JsonObject, Missing, Refusal, RefusalCode } from '#domain';
import type { ProblemCode } from './problem-codes';

export type Problem = {
  /** Stable name of the kind of problem; the code in a URN. */
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** What is missing, and who can supply it. */
  missing?: Missing[];
  /** Ids, codes and numbers that explain it. */
  context?: JsonObject;
  detail?: string;
};

/** Thrown by controllers, written by the filter. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.title, options);
  }
}

const forbidden: readonly RefusalCode[] = ['NOT_ALLOWED', 'NOT_AN_APPROVER', 'OWN_SUBMISSION'];
const unprocessable: readonly RefusalCode[] = [
  'INVALID_INPUT',
  'FORM_INVALID',
  'UNKNOWN_REFERENCE',
  'LIMIT_EXCEEDED',
  'PLAYBOOK_INVALID',
  'CATALOGUE_INVALID',
];

export function statusOf(code: RefusalCode): number {
  if (code === 'NOT_FOUND') return 404;
  if (forbidden.includes(code)) return 403;
  return unprocessable.includes(code) ? 422 : 409;
}

export function refusalProblem({ refused, missing, detail }: Refusal): Problem {
  return { ...problemOf(statusOf(refused), refused), missing, context: detail };
}

/** The sentence for people who read the document without a client. */
export function problemOf(status: number, code: ProblemCode, detail?: string): Problem {
  const title = code.toLowerCase().replaceAll('_', ' ');
  return { type: `urn:tongguan:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, code, detail };
}

/** One or more fields of the request are not what they must be. */
export function invalidRequest(fields: { key: string; problem: Missing['problem'] }[]): ProblemError {
  const missing = fields.map(({ key, problem }): Missing => ({ what: 'field', key, problem, suppliedBy: [] }));
  return new ProblemError({ ...problemOf(400, 'INVALID_REQUEST', 'See `missing` for the fields.'), missing });
}
