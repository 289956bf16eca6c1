// What time will bring, for lists and calendars: deadlines of opportunities and follow-ups of agreements.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-store';
import { due, type DueRow } from '#read-model';
import { InstantText } from '../http/fields';
import { caughtUp, PageQuery } from '../http/page-query';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';

/** What a person plans with; whoever wants more names the date. */
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

class DueQuery extends PageQuery {
  @InstantText({ optional: true, description: 'Thirty days from now when left out.' }) until?: string;
}

@ApiTags('due')
@ApiBearerAuth()
@Controller('v1/due')
export class DueController {
  constructor(private readonly store: EventStore) {}

  /** What falls due within what the caller may see, the earliest first. */
  @Get()
  async due(
    @Caller() caller: SignedIn,
    @Query() { until, limit, seen }: DueQuery,
  ): Promise<{ items: DueRow[]; stale?: true }> {
    const stale = !(await caughtUp(this.store, seen));
    const scope = scopeOf(caller);
    const before = until ?? new Date(Date.now() + DEFAULT_DAYS * DAY_MS).toISOString();
    const items = await due(this.store, scope, before, { limit });
    return stale ? { items, stale } : { items };
  }
}
