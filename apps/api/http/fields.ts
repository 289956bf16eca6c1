// Fields of request bodies: each decorator both validates and describes, so that the description cannot drift.
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type as TransformTo } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_TEXT_LENGTH } from '#domain';

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

/** A key of the playbook or of a list. */
export function Code(options: Options = {}): PropertyDecorator {
  const pattern = '^[a-z0-9][a-z0-9-]{0,63}$';
  return field(options, { type: 'string', pattern }, IsString(), Matches(new RegExp(pattern)));
}

export function Uuid(options: Options = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'uuid' }, IsUUID());
}

export function Uuids(maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems };
  return field(options, schema, IsArray(), ArrayMaxSize(maxItems), IsUUID(undefined, { each: true }));
}

export function OneOf(values: readonly string[], options: Options = {}): PropertyDecorator {
  return field(options, { type: 'string', enum: [...values] }, IsIn([...values]));
}

export function SomeOf(values: readonly string[], options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string', enum: [...values] }, maxItems: values.length };
  return field(options, schema, IsArray(), ArrayMaxSize(values.length), IsIn([...values], { each: true }));
}

export function Codes(maxItems: number, options: Options = {}): PropertyDecorator {
  const schema = { type: 'array', items: { type: 'string' }, maxItems };
  return field(
    options,
    schema,
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MaxLength(64, { each: true }),
  );
}

export function Whole(min: number, max: number, options: Options = {}): PropertyDecorator {
  return field(options, { type: 'integer', minimum: min, maximum: max }, IsInt(), Min(min), Max(max));
}

export function Flag(options: Options = {}): PropertyDecorator {
  return field(options, { type: 'boolean' }, IsBoolean());
}

/** `2026-03-02` */
export function DateText(options: Options = {}): PropertyDecorator {
  const pattern = '^\\d{4}-\\d{2}-\\d{2}$';
  return field(options, { type: 'string', format: 'date' }, IsString(), Matches(new RegExp(pattern)));
}

/** `2026-03-02T01:00:00.000Z` */
export function InstantText(options: Options = {}): PropertyDecorator {
  return field(
    options,
    { type: 'string', format: 'date-time' },
    IsString(),
    IsISO8601({ strict: true }),
    Matches(/Z$/),
  );
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
