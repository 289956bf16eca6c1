// What the board is asked with: the list of its cards and the figures of its columns take the same.
import { IntersectionType, PickType } from '@nestjs/swagger';
import { customerClasses } from '#domain';
import { MAX_SEARCH_LENGTH, type BoardFilter } from '#read-model';
import { Code, OneOf, RegionCode, Text, Uuid } from '../http/fields';
import { PageQuery } from '../http/page-query';

class BoardQuery {
  @OneOf(['open', 'parked', 'won', 'lost', 'withdrawn'], { optional: true }) status?: string;
  @Code({ optional: true }) gate?: string;
  @Uuid({ optional: true }) ownerId?: string;
  @Uuid({ optional: true }) customerId?: string;
  @Code({ optional: true, example: 'group-customer' }) playbookKey?: string;
  @OneOf(customerClasses, { optional: true }) customerClass?: string;
  @RegionCode({ optional: true, description: 'A province or prefecture means everything in it.' }) region?: string;
  @Text({
    optional: true,
    maxLength: MAX_SEARCH_LENGTH,
    description: 'Part of the name of the sale or of its customer; initials of pinyin too.',
  })
  named?: string;
  @OneOf(['true', 'false'], { optional: true, description: 'Whether its gate is open.' }) passable?: string;
}

export class BoardListQuery extends IntersectionType(PageQuery, BoardQuery) {}
export class BoardColumnsQuery extends IntersectionType(PickType(PageQuery, ['seen']), BoardQuery) {}

/** What is asked for, without where the page begins. */
export function boardFilterOf(query: BoardQuery): BoardFilter {
  const { status, gate, ownerId, customerId, playbookKey, customerClass, region, named } = query;
  const passable = query.passable === undefined ? undefined : query.passable === 'true';
  return { status, gate, ownerId, customerId, playbookKey, customerClass, region, named, passable };
}
