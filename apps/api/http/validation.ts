// Every body and query is checked against its class before a controller sees it; unknown members are refused by name.
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
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

function fieldsOf(error: ValidationError, path = ''): { key: string; problem: string }[] {
  const key = path === '' ? error.property : `${path}.${error.property}`;
  const own = Object.keys(error.constraints ?? {}).map((problem) => ({ key, problem }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, key))];
}
