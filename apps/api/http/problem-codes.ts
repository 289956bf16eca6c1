// Every code that a problem document can carry: those of the rules, and those of the transport. The description lists the same.
import { refusalCodes } from '#domain';

/** What goes wrong before a rule is asked, or without one. */
const transportCodes = [
  'INVALID_REQUEST',
  'NOT_SIGNED_IN',
  'NOT_STAFF',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_REUSED',
  'IMPORT_INVALID',
  'UNEXPECTED',
  'SIGN_IN_UNAVAILABLE',
  'STORE_UNAVAILABLE',
] as const;

export const problemCodes = [...transportCodes, ...refusalCodes] as const;
export type ProblemCode = (typeof problemCodes)[number];
