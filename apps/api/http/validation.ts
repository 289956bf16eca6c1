// Every body and query is checked against its class before a controller sees it; unknown members are refused by name.
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { asProblem, type NamedProblem } from '#domain';
import { invalidRequest } from './problem';

export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => fieldsOf(error))),
  });
}

/** The constraint of fields that the domain judges; its message is the code of what is wrong. */
export const PROFILE_FIELD = 'profileField';

/** Names of class-validator's constraints as the codes that clients see; they stay when the library is exchanged. */
const problems: { [constraint: string]: NamedProblem } = {
  whitelistValidation: 'unknown-field',
  unknownValue: 'not-an-object',
  isUuid: 'not-a-uuid',
  isString: 'not-a-text',
  isInt: 'not-a-whole-number',
  isBoolean: 'not-true-or-false',
  isArray: 'not-a-list',
  isObject: 'not-an-object',
  nestedValidation: 'not-an-object',
  isIn: 'not-one-of-the-values',
  isInstant: 'not-an-instant',
  isDay: 'not-a-date',
  matches: 'wrong-form',
  minLength: 'too-short',
  maxLength: 'too-long',
  arrayMaxSize: 'too-many',
  min: 'too-small',
  max: 'too-large',
};

export function fieldsOf(error: ValidationError, path = ''): { key: string; problem: NamedProblem }[] {
  const key = path === '' ? error.property : `${path}.${error.property}`;
  const constraints = Object.keys(error.constraints ?? {});
  const missing = constraints.length > 0 && error.value === undefined && !constraints.includes('whitelistValidation');
  const own = missing
    ? (['required'] as const)
    : constraints.map((name) =>
        name === PROFILE_FIELD ? asProblem(error.constraints![name]!) : (problems[name] ?? asProblem(name)),
      );
  return [
    ...own.map((problem) => ({ key, problem })),
    ...(error.children ?? []).flatMap((child) => fieldsOf(child, key)),
  ];
}
