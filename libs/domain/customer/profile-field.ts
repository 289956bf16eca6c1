// A field of a profile form (S14, S15), and what may stand in it. One table of fields drives rules, completeness, API, import
// and export; this file knows the kinds of fields, the tables know the fields.
import { isCode } from '../code';
import type { JsonObject } from '../event';
import { FIRST_YEAR, isLocalDate, LAST_YEAR } from '../local-date';
import { MAX_TEXT_LENGTH, MAX_TITLE_LENGTH } from '../limits';
import type { NamedProblem } from '../missing-problem';
import { refuse, type Refusal } from '../refusal';
import { faxProblem, mobileProblem, phoneProblem } from './phone-number';
import { isRegion } from './regions';
import { taxpayerNumberProblem } from './taxpayer-number';

/** The largest employer of the country has fewer; what it counts of its own is bounded by the same. */
export const MAX_HEADCOUNT = 10_000_000;
/** Ten trillion yuan: above the turnover of any company, and still exact in a double. */
export const MAX_ORGANISATION_FEN = 1_000_000_000_000_000;
/** A form has room for this many. */
export const MAX_PROFILE_CODES = 30;

/** Kinds of values that are a whole number (of people or things, years, fen; `profit` is fen that may be a loss), with their bounds. */
export const numberBounds = {
  count: { min: 0, max: MAX_HEADCOUNT },
  people: { min: 1, max: MAX_HEADCOUNT },
  year: { min: FIRST_YEAR, max: LAST_YEAR },
  fen: { min: 0, max: MAX_ORGANISATION_FEN },
  profit: { min: -MAX_ORGANISATION_FEN, max: MAX_ORGANISATION_FEN },
} as const;

/** Kinds of values that are a text. */
type TextKind =
  | 'title'
  | 'text'
  | 'code'
  | 'phone'
  | 'mobile'
  | 'fax'
  | 'email'
  | 'website'
  | 'postcode'
  | 'region'
  | 'taxpayer-number'
  | 'anniversary';
type NumberKind = keyof typeof numberBounds;
export type FieldKind = TextKind | NumberKind | 'flag' | 'codes' | 'one-of';

export type ProfileField = {
  key: string;
  /** The part of the form that it stands in. */
  part: string;
  kind: FieldKind;
  /** Of `one-of`. */
  values?: readonly string[];
  /** Of `code`: those that a form offers; others are codes as well. */
  known?: readonly string[];
  /**
   * Where it is kept (law 12): codes, numbers and dates in `data`; free text and what leads to somebody sealed under the key of
   * the stream's owner; what says who somebody is at the customer, sealed under a key of its own that can be erased.
   */
  kept: 'data' | 'sealed' | 'people';
  example: string | number | boolean | readonly string[];
  required?: true;
  /** Nothing is missing where it is left out: not everybody has one. */
  incidental?: true;
};

type ValueOf<Field> = Field extends { kind: NumberKind }
  ? number
  : Field extends { kind: 'flag' }
    ? boolean
    : Field extends { kind: 'codes' }
      ? readonly string[]
      : Field extends { kind: 'one-of'; values: readonly (infer Value)[] }
        ? Value
        : string;

type Required<Field> = Field extends { required: true; key: infer Key } ? Key : never;

/** What a table of fields makes up: every field may be left out except those that are required. */
export type ProfileOf<Fields extends readonly ProfileField[]> = {
  [Field in Fields[number] as Required<Field> & string]: ValueOf<Field>;
} & {
  [Field in Fields[number] as Exclude<Field['key'], Required<Field>>]?: ValueOf<Field>;
};

export type FieldProblem = { key: string; problem: NamedProblem; limit?: number };

/** Every field that is not what it must be, each with one reason, in the order of the form. */
export function profileProblems(fields: readonly ProfileField[], profile: object): FieldProblem[] {
  const values = profile as { readonly [key: string]: unknown };
  return fields.flatMap((field) => fieldProblem(field, values[field.key]) ?? []);
}

/** All of them at once: who fills in a form wants to know everything that is wrong with it. */
export function refuseProfile(problems: readonly FieldProblem[]): Refusal | undefined {
  if (problems.length === 0) return undefined;
  const limit = problems.find((problem) => problem.limit !== undefined)?.limit;
  return refuse(
    'INVALID_INPUT',
    problems.map(({ key, problem }) => ({ what: 'field', key, problem, suppliedBy: [] })),
    limit === undefined ? undefined : { limit },
  );
}

/** The fields of the table that are kept there, as they were given; what was left out is not among them. */
export function fieldsKept(fields: readonly ProfileField[], profile: object, kept: ProfileField['kept']): JsonObject {
  const values = profile as JsonObject;
  const own = fields.filter((field) => field.kept === kept && values[field.key] !== undefined);
  return Object.fromEntries(own.map(({ key }) => [key, values[key]]));
}

/** How much of a form is filled in, in whole percent rounded down, and what is not. */
export type Completeness = { percent: number; missing: string[] };

export function completenessOf(fields: readonly ProfileField[], profile: object): Completeness {
  const values = profile as { readonly [key: string]: unknown };
  const asked = fields.filter((field) => field.incidental !== true);
  const missing = asked.filter(({ key }) => values[key] === undefined).map(({ key }) => key);
  return { percent: Math.floor(((asked.length - missing.length) * 100) / asked.length), missing };
}

/** What is wrong with one value, whatever it is; `undefined` for what may stand there. */
export function fieldProblem(field: ProfileField, value: unknown): FieldProblem | undefined {
  const { key } = field;
  if (value === undefined) return field.required === true ? { key, problem: 'required' } : undefined;
  const found = problemOfKind(field, value);
  return typeof found === 'string' ? { key, problem: found } : found === undefined ? undefined : { key, ...found };
}

type Found = NamedProblem | { problem: NamedProblem; limit: number } | undefined;

export function isNumberKind(kind: FieldKind): kind is NumberKind {
  return Object.hasOwn(numberBounds, kind);
}

function problemOfKind({ kind, values, required }: ProfileField, value: unknown): Found {
  if (isNumberKind(kind)) return numberProblem(value, numberBounds[kind]);
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'not-true-or-false';
    case 'one-of':
      return values!.some((each) => each === value) ? undefined : 'not-one-of-the-values';
    case 'codes':
      return codesProblem(value);
    default:
      return typeof value === 'string' ? textProblem(kind, value, required === true) : 'not-a-text';
  }
}

function numberProblem(value: unknown, { min, max }: { min: number; max: number }): Found {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'not-a-whole-number';
  if (value < min) return { problem: 'too-small', limit: min };
  return value > max ? { problem: 'too-large', limit: max } : undefined;
}

function codesProblem(value: unknown): Found {
  if (!Array.isArray(value)) return 'not-a-list';
  if (value.length > MAX_PROFILE_CODES) return { problem: 'too-many', limit: MAX_PROFILE_CODES };
  if (new Set(value).size < value.length) return 'twice';
  return value.every((code) => typeof code === 'string' && isCode(code)) ? undefined : 'not-a-code';
}

function textProblem(kind: TextKind, text: string, required: boolean): Found {
  if (text.trim() === '') return required ? 'required' : 'too-short';
  const limit = kind === 'text' ? MAX_TEXT_LENGTH : MAX_TITLE_LENGTH;
  if (text.length > limit) return { problem: 'too-long', limit };
  return formProblem[kind]?.(text);
}

/** By kind of text, what is wrong with its form. */
const formProblem: { [Kind in TextKind]?: (text: string) => NamedProblem | undefined } = {
  code: (text) => (isCode(text) ? undefined : 'not-a-code'),
  phone: phoneProblem,
  mobile: mobileProblem,
  fax: faxProblem,
  email: (text) => (EMAIL.test(text) ? undefined : 'not-an-address'),
  website: (text) => (WEBSITE.test(text) ? undefined : 'not-a-web-address'),
  postcode: (text) => (POSTCODE.test(text) ? undefined : 'not-a-postcode'),
  region: (text) => (isRegion(text) ? undefined : 'unknown-region'),
  'taxpayer-number': taxpayerNumberProblem,
  anniversary: (text) => (isAnniversary(text) ? undefined : 'not-a-month-and-day'),
};

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
/** A host with or without what comes before and after it; names may be Chinese. */
const WEBSITE = /^(https?:\/\/)?[\p{L}\d-]+(\.[\p{L}\d-]+)+(:\d{1,5})?([/?#]\S*)?$/iu;
/** The first two digits are a province of the post, 01 to 86; Hong Kong and Macao answer to 999077 and 999078. */
const POSTCODE = /^((0[1-9]|[1-7]\d|8[0-6])\d{4}|99907[78])$/;

/** `06-18` each year, or the date of the founding; a 29th of February is one. */
export function isAnniversary(text: string): boolean {
  const ofEachYear = `2000-${text}`;
  return isLocalDate(text) || isLocalDate(ofEachYear);
}
