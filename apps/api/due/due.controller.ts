// What time will bring, for lists and calendars: deadlines of opportunities and follow-ups of agreements.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { streamTypes } from '#domain';
import { EventStore } from '#event-store';
import { due, type DueRow } from '#read-model';
import { id, instant, nullable, object, oneOf, text } from '../http/described';
import { InstantText, Uuid } from '../http/fields';
import { listPlace } from '../http/list-place';
import { listAnswer, listedByPlace, PlaceQuery, type ListAnswer } from '../http/page-query';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';

/** What a person plans with; whoever wants more names the date. */
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

const place = listPlace('instant', 'id', 'key');

class DueQuery extends PlaceQuery {
  @InstantText({ optional: true, description: 'Thirty days from now when left out.' }) until?: string;
  @Uuid({ optional: true, description: 'Of this opportunity or follow-up plan only.' }) streamId?: string;
}

const dueRow = object<DueRow>({
  streamType: oneOf(streamTypes),
  streamId: id(),
  key: text('action:visit-user'),
  dueAt: instant('2026-12-08T01:00:00.000Z'),
  what: text('RemindOfDeadline'),
  ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  customerId: nullable(id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99')),
  customerName: nullable(text('东海制造集团')),
  opportunityId: nullable(id()),
  title: nullable(text('总部专线')),
  playbookKey: nullable(text('group-customer')),
  approvalKind: nullable(text('offer')),
  told: nullable(oneOf(['reminded', 'escalated'])),
});

@ApiTags('due')
@ApiBearerAuth()
@Controller('v1/due')
export class DueController {
  constructor(private readonly store: EventStore) {}

  /** What falls due within what the caller may see, the earliest first; what is overdue stays until it is done. */
  @Get()
  @Reads(listedByPlace(dueRow))
  async due(@Caller() caller: SignedIn, @Query() query: DueQuery): Promise<ListAnswer<DueRow>> {
    const { until, limit, streamId } = query;
    const after = place.partsOf(query.after);
    const before = until ?? new Date(Date.now() + DEFAULT_DAYS * DAY_MS).toISOString();
    return listAnswer(
      this.store,
      query,
      () => due(this.store, scopeOf(caller), before, { limit, after, streamId }),
      (last) => place.textOf([last.dueAt, last.streamId, last.key]),
    );
  }
}
