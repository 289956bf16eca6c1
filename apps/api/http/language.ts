// In which language somebody is answered: the one that the request accepts, else the one in which they are written to.
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_LANGUAGE, languageOf, type Language } from '#labels';
import { signedInOf } from './signed-in';

export function languageFor(request: FastifyRequest): Language {
  return languageOf(request.headers['accept-language']) ?? signedInOf(request)?.staff.language ?? DEFAULT_LANGUAGE;
}

/** The language of the request, for controllers. */
export const InLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): Language =>
  languageFor(context.switchToHttp().getRequest<FastifyRequest>()),
);
