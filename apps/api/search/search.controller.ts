// Search over customers, contacts and opportunities over HTTP.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-store';
import { MAX_SEARCH_LENGTH, search, searchKinds, type FoundRow } from '#read-model';
import { id, listOf, nullable, object, oneOf, optional, flag, text } from '../http/described';
import { Text } from '../http/fields';
import { caughtUp, LimitQuery } from '../http/page-query';
import { Reads } from '../http/reads';
import { Caller, scopeOf, type SignedIn } from '../http/signed-in';

class SearchQuery extends LimitQuery {
  @Text({
    maxLength: MAX_SEARCH_LENGTH,
    example: 'dhzz',
    description: 'Part of a name or title: in Chinese, in pinyin (whole or initials), or in English.',
  })
  q!: string;
}

type Found = { items: FoundRow[]; stale?: true };

const found = object<Found>({
  items: listOf(
    object<FoundRow>({
      kind: oneOf(searchKinds),
      id: id(),
      label: text('东海制造集团'),
      customerId: id(),
      customerName: nullable(text('东海制造集团')),
    }),
  ),
  stale: optional(flag(true)),
});

@ApiTags('search')
@ApiBearerAuth()
@Controller('v1/search')
export class SearchController {
  constructor(private readonly store: EventStore) {}

  /** What begins with it comes first, then customers before opportunities before contacts. */
  @Get()
  @Reads(found)
  async search(@Caller() caller: SignedIn, @Query() { q, limit, seen }: SearchQuery): Promise<Found> {
    const stale = !(await caughtUp(this.store, seen));
    const items = await search(this.store, scopeOf(caller), q, limit);
    return { items, ...(stale ? { stale } : {}) };
  }
}
