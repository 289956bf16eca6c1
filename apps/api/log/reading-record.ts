// Puts on record who reads what, before they get it: everything that those who see beyond their own line read, and what
// anybody reads of a person or takes away. What cannot be put on record is not answered.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { Id } from '#domain';
import { EventStore, recordReading } from '#event-store';
import { isId, lowerCased } from '../http/fields';
import { scopeOf, signedInOf } from '../http/signed-in';

/** What says nothing about a customer or a person, and the names and roles of colleagues, which every page asks for all the time. */
const nobodys = /^\/v1\/((me|labels|changes|status|playbooks|catalogue|profile-forms|regions)(\/|$)|staff$)/;

/** What is on record whoever reads it. */
const sensitive = /^\/v1\/(exports\/|contacts\/:id|opportunities\/:id\/documents\/:address|audit\/)/;

/** Whether reading through a route of the API is on record, at least of those who see beyond their own line. */
export function goesOnRecord(route: string): boolean {
  return route.startsWith('/v1/') && !nobodys.test(route);
}

@Injectable()
export class ReadingRecord implements NestInterceptor {
  constructor(private readonly store: EventStore) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = signedInOf(request);
    const what = request.routeOptions.url ?? '';
    if (request.method !== 'GET' || caller === undefined || !goesOnRecord(what)) return next.handle();
    const seesAll = 'all' in scopeOf(caller);
    if (seesAll || sensitive.test(what)) {
      await recordReading(this.store, { staffId: caller.staffId, what, subjectIds: idsIn(request) });
    }
    return next.handle();
  }
}

type Named = { [name: string]: unknown };

/** Ids that the address names, in its path or as a parameter. Words that were sought are not kept. */
function idsIn({ params, query }: FastifyRequest): Id[] {
  const named = { ...(params as Named), ...(query as Named) };
  return [...new Set(Object.values(named).map(lowerCased).filter(isId))];
}
