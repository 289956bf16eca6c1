// Problem documents (RFC 9457): every refusal of the domain and every fault of a request, with a stable code and in words.
import type { JsonObject, Missing, PlaybookDefinition, Refusal, RefusalCode } from '#domain';
import { labelOf, missingIn, missingLabel, type Language } from '#labels';
import type { ProblemCode } from './problem-codes';

/** What went wrong, in codes. */
export type Problem = {
  status: number;
  code: ProblemCode;
  /** What is missing, and who can supply it. */
  missing?: Missing[];
  /** Ids, codes and numbers that explain it. */
  context?: JsonObject;
  /** What exactly was found, in English: for whoever writes a client. */
  note?: string;
};

/** As it is answered: codes for clients, words for people. */
export type InWords = Omit<Problem, 'missing'> & {
  /** Stable name of the kind of problem; the code in a URN. */
  type: string;
  /** What happened. */
  title: string;
  /** The way out. */
  detail: string;
  missing?: (Missing & { label: string })[];
};

export function inWords(
  { status, code, missing, context, note }: Problem,
  language: Language,
  definition?: PlaybookDefinition,
): InWords {
  const labelFor = (each: Missing): string =>
    definition === undefined ? missingLabel(each, language) : missingIn(definition, each, context, language);
  return {
    type: `urn:tongguan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: labelOf('refusal', code, language),
    status,
    code,
    detail: labelOf('way-out', code, language),
    missing: missing?.map((each) => ({ ...each, label: labelFor(each) })),
    context,
    note,
  };
}

/** Thrown by controllers, written by the filter. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
    /** The playbook by which it was judged, where there is one: it says what things are called. */
    readonly definition?: PlaybookDefinition,
  ) {
    super(problem.code, options);
  }
}

const forbidden: readonly RefusalCode[] = ['NOT_ALLOWED', 'NOT_AN_APPROVER', 'OWN_SUBMISSION'];
const unprocessable: readonly RefusalCode[] = [
  'INVALID_INPUT',
  'FORM_INVALID',
  'UNKNOWN_REFERENCE',
  'LIMIT_EXCEEDED',
  'PLAYBOOK_INVALID',
  'SWOT_INCOMPLETE',
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

export function problemOf(status: number, code: ProblemCode, note?: string): Problem {
  return { status, code, note };
}

/** One or more fields of the request are not what they must be. */
export function invalidRequest(fields: { key: string; problem: Missing['problem'] }[]): ProblemError {
  const missing = fields.map(({ key, problem }): Missing => ({ what: 'field', key, problem, suppliedBy: [] }));
  return new ProblemError({ ...problemOf(400, 'INVALID_REQUEST'), missing });
}
