// Request bodies and answers of profiles, made from the table of fields: what the rules take, the API takes and describes.
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import {
  fieldProblem,
  isNumberKind,
  MAX_PROFILE_CODES,
  MAX_TEXT_LENGTH,
  MAX_TITLE_LENGTH,
  numberBounds,
  type JsonObject,
  type ProfileField,
} from '#domain';
import { labelOf } from '#labels';
import { optional, type Described } from '../http/described';
import { PROFILE_FIELD } from '../http/validation';

/** A class whose members are these fields, each judged by the same rule as in the domain. */
export function profileBody<Profile extends object>(fields: readonly ProfileField[]): new () => Profile {
  class ProfileBody {}
  for (const field of fields) Field(field)(ProfileBody.prototype, field.key);
  return ProfileBody as new () => Profile;
}

/** The same fields in an answer: what was erased or never given is not there. */
export function profileDescribed<Key extends string>(
  fields: readonly (ProfileField & { key: Key })[],
): { [Name in Key]: Described } {
  const described = fields.map((field): [string, Described] => [
    field.key,
    optional({ schema: answeredSchemaOf(field), example: field.example }),
  ]);
  return Object.fromEntries(described) as { [Name in Key]: Described };
}

function Field(field: ProfileField): PropertyDecorator {
  const required = field.required === true;
  return applyDecorators(
    ...(required ? [] : [ValidateIf((_body, value) => value !== undefined)]),
    ValidateBy({
      name: PROFILE_FIELD,
      validator: {
        validate: (value) => fieldProblem(field, value) === undefined,
        defaultMessage: (judged) => fieldProblem(field, judged?.value)?.problem ?? '',
      },
    }),
    ApiProperty({
      ...schemaOf(field),
      required,
      example: field.example,
      description: labelOf('field', field.key, 'en'),
    } as ApiPropertyOptions),
  );
}

/** What is stored may come from before a rule: answers promise the kind of a value, not its form. */
function answeredSchemaOf(field: ProfileField): JsonObject {
  const { type, items } = schemaOf(field);
  return items === undefined ? { type } : { type, items: { type: 'string' } };
}

function schemaOf({ kind, values }: ProfileField): JsonObject & { type: string } {
  if (isNumberKind(kind)) {
    const { min, max } = numberBounds[kind];
    return { type: 'integer', minimum: min, maximum: max };
  }
  switch (kind) {
    case 'flag':
      return { type: 'boolean' };
    case 'codes':
      return { type: 'array', items: { type: 'string' }, maxItems: MAX_PROFILE_CODES, uniqueItems: true };
    case 'one-of':
      return { type: 'string', enum: [...values!] };
    case 'text':
      return { type: 'string', minLength: 1, maxLength: MAX_TEXT_LENGTH };
    default:
      return { type: 'string', minLength: 1, maxLength: MAX_TITLE_LENGTH };
  }
}
