// Fields of request bodies: each decorator both validates and describes, so that the description cannot drift.
// Invariant: what comes in here goes on as the domain writes it: ids in lower case, instants with milliseconds.
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type as TransformTo } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  isUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isLocalDate, MAX_TEXT_LENGTH, type Id } from '#domain';

type Options = { optional?: boolean; example?: unknown; description?: string };

/** Left out is left out; `null` is a wrong value like any other. */
function field(options: Options, schema: object, ...validators: PropertyDecorator[]): PropertyDecorator {
  const { optional = false, example, description } = options;
  const described = ApiProperty({ ...schema, required: !optional, example, description });
  return applyDecorators(
    ...(optional ? [ValidateIf((_body, value) => value !== undefined)] : []),
    ...validators,
    described,
  );
}

/** Free text; it is sealed when stored. */
export function Text(options: Options & { maxLength?: number } = {}): PropertyDecorator {
  const maxLength = options.maxLength ?? MAX_TEXT_LENGTH;
  return field(options, { type: 'string', minLength: 1, maxLength }, IsString(), MinLength(1), MaxLength(maxLength));
}

const CODE = '^[a-z0-9][a-z0-9-]{0,63}$';

/** A code of the national standard, at any of its three levels. */
export function RegionCode(options: Options = {}): PropertyDecorator {
  const pattern = '^[0-9]{6}$';
  return field(
    { example: '330000', ...options },
    { type: 'string', pattern },
    IsString(),
    Matches(new RegExp(pattern)),
  );
}

/** A key of the playbook or of a list. */
export function Code(options: Options = {}): PropertyDecorator {
  return field(options, { type: 'string', pattern: CODE }, IsString(), Matches(new RegExp(CODE)));
}

/** The number of a thing where it comes from. No name of a human being looks like this: ids are made of it. */
export function OutsideCode(options: Options = {}): PropertyDecorator {
  const pattern = '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$';
  return field(options, { type: 'string', pattern }, IsString(), Matches(new RegExp(pattern)));
}

/** A UUID may be written in upper case (RFC 9562); it is stored, hashed and looked for in lower case only. */
export function lowerCased(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Of what is in lower case already. */
export function isId(value: unknown): value is Id {
  return isUUID(value) && value === lowerCased(value);
}

export function Uuid(options: Options = {}): PropertyDecorator {
  const transform = Transform(({ value }) => lowerCased(value));
  return field(options, { type: 'string', format: 'uuid' }, transform, IsUUID());
}

export function Uuids(maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems };
  const transform = Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map(lowerCased) : value,
  );
  return field(options, schema, transform, IsArray(), ArrayMaxSize(maxItems), IsUUID(undefined, { each: true }));
}

export function OneOf(values: readonly string[], options: Options = {}): PropertyDecorator {
  return field(options, { type: 'string', enum: [...values] }, IsIn([...values]));
}

export function SomeOf(values: readonly string[], options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', enum: [...values] }, maxItems: values.length };
  return field(options, schema, IsArray(), ArrayMaxSize(values.length), IsIn([...values], { each: true }));
}

export function Codes(maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', pattern: CODE }, maxItems };
  return field(options, schema, IsArray(), ArrayMaxSize(maxItems), Matches(new RegExp(CODE), { each: true }));
}

const CONTENT_ADDRESS = '^[0-9a-f]{64}$';

/** What documents are found by. */
export function ContentAddresses(maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', pattern: CONTENT_ADDRESS }, maxItems };
  const matches = Matches(new RegExp(CONTENT_ADDRESS), { each: true });
  return field({ example: ['0'.repeat(64)], ...options }, schema, IsArray(), ArrayMaxSize(maxItems), matches);
}

/** Free texts, one beside the other; they are sealed when stored. */
export function Texts(maxItems: number, maxLength: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', minLength: 1, maxLength }, maxItems };
  const each = { each: true };
  const texts = [IsString(each), MinLength(1, each), MaxLength(maxLength, each)];
  return field(options, schema, IsArray(), ArrayMaxSize(maxItems), ...texts);
}

export function Wholes(min: number, max: number, maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'integer', minimum: min, maximum: max }, maxItems };
  const each = { each: true };
  return field(options, schema, IsArray(), ArrayMaxSize(maxItems), IsInt(each), Min(min, each), Max(max, each));
}

export function Whole(min: number, max: number, options: Options = {}): PropertyDecorator {
  return field(options, { type: 'integer', minimum: min, maximum: max }, IsInt(), Min(min), Max(max));
}

export function Flag(options: Options = {}): PropertyDecorator {
  return field(options, { type: 'boolean' }, IsBoolean());
}

/** `2026-03-02`, a day that there is. */
export function DateText(options: Options = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'date' };
  return field({ example: '2026-03-02', ...options }, schema, Judged('isDay', isDay));
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** `2026-03-02T01:00:00.000Z`, a moment that there is; the milliseconds may be left out, nothing else of ISO 8601 may come in. */
export function InstantText(options: Options = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'date-time', pattern: INSTANT.source };
  const transform = Transform(({ value }: { value: unknown }) => instantOf(value) ?? value);
  const judged = Judged('isInstant', (value) => instantOf(value) !== undefined);
  return field({ example: '2026-03-02T01:00:00.000Z', ...options }, schema, transform, judged);
}

/** The moment as the domain writes it; `undefined` for what is none. */
export function instantOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !INSTANT.test(value) || !isDay(value.slice(0, 10))) return undefined;
  const parsed = new Date(value);
  // 24:00:00 is a moment of the next day and passes for one of this day.
  const isReal = !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 19) === value.slice(0, 19);
  return isReal ? parsed.toISOString() : undefined;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && isLocalDate(value);
}

function Judged(name: string, validate: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate } });
}

/** An object whose members are judged later, by a form or a playbook. */
export function AnyObject(options: Options = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: true }, IsObject());
}

export function Nested(type: () => Type, options: Options = {}): PropertyDecorator {
  return applyDecorators(field(options, { type }, IsObject(), ValidateNested()), TransformTo(type));
}

export function ListOf(type: () => Type, maxItems: number, options: Options = {}): PropertyDecorator {
  const validators = [IsArray(), ArrayMaxSize(maxItems), IsObject({ each: true }), ValidateNested({ each: true })];
  return applyDecorators(field(options, { type, isArray: true, maxItems }, ...validators), TransformTo(type));
}
