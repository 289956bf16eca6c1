// A view of one stream carries its version: ETag for a later If-Match, and 304 for who has it already (RFC 9110).
import { applyDecorators, Injectable, UseInterceptors, type CallHandler, type ExecutionContext } from '@nestjs/common';
import type { NestInterceptor } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

@Injectable()
class VersionTag implements NestInterceptor<{ version: number }, { version: number } | undefined> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ version: number }>,
  ): Observable<{ version: number } | undefined> {
    const http = context.switchToHttp();
    const known = http.getRequest<FastifyRequest>().headers['if-none-match'];
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((view) => {
        const tag = `"${view.version}"`;
        // Words in it are the reader's, so that a cache must not give one what it has of another.
        void reply
          .header('ETag', tag)
          .header('Vary', 'Accept-Language, Authorization')
          .header('Cache-Control', 'private, no-cache');
        if (known !== tag) return view;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

export function Versioned(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(VersionTag),
    ApiHeader({ name: 'If-None-Match', required: false, example: '"3"', description: 'The version that is known.' }),
    ApiResponse({ status: 304, description: 'Nothing has changed since that version.' }),
  );
}
