// What goes wrong with a request before a rule is asked, or without one: codes of problem documents beside those of the rules.
export const transportCodes = [
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
export type TransportCode = (typeof transportCodes)[number];
