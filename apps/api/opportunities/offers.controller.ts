// Versions of an offer over HTTP (S22): every content that there was, and what one has and another has not.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { offerDifference, type Id, type OfferContent, type OfferDifference, type OfferRevised } from '#domain';
import { EventStore, toldEvents } from '#event-store';
import { anyObject, flag, instant, listOf, object, optional, text, whole } from '../http/described';
import { Whole } from '../http/fields';
import { PathId } from '../http/path-id';
import { invalidRequest, problemOf, ProblemError } from '../http/problem';
import { Reads } from '../http/reads';
import { Caller, type SignedIn } from '../http/signed-in';
import { OpportunityPage } from './opportunity-page';

class DifferenceQuery {
  @Type(() => Number)
  @Whole(1, 1_000_000, { optional: true, description: 'A revision; with `to`, what lies between the two.' })
  from?: number;

  @Type(() => Number)
  @Whole(1, 1_000_000, { optional: true })
  to?: number;
}

type OfferVersion = OfferContent & { version: number; at: string; approved: boolean };
type OffersView = { items: OfferVersion[]; difference?: OfferDifference };

const line = anyObject({ productCode: 'ip-line', quantity: 2, unitPriceFen: 100_000, listPriceFen: 100_000 });
const totals = anyObject({ listFen: 2_400_000, amountFen: 2_400_000, discountBp: 0, termMonths: 12 });
const address = text('0'.repeat(64));

const offersView = object<OffersView>({
  items: listOf(
    object<OfferVersion>({
      revision: whole(1),
      version: whole(21),
      at: instant(),
      lines: listOf(line),
      totals,
      validUntil: optional(text('2026-12-31')),
      paymentDays: optional(whole(30)),
      withTerms: flag(true),
      terms: optional(text('三十日付款')),
      documents: optional(listOf(address)),
      catalogueVersion: optional(whole(1)),
      offerHash: text('5cb1a9f0'),
      approved: flag(false),
    }),
  ),
  difference: optional(
    object<OfferDifference>({
      from: whole(1),
      to: whole(2),
      lines: listOf(anyObject({ change: 'changed', productCode: 'ip-line', charge: 'monthly' })),
      totals: anyObject({ amountFen: -120_000, discountBp: 500 }),
      documentsAdded: listOf(address),
      documentsRemoved: listOf(address),
      termsChanged: flag(false),
      validUntilChanged: flag(false),
      paymentDaysChanged: flag(false),
    }),
  ),
});

@ApiTags('offers')
@ApiBearerAuth()
@Controller('v1/opportunities/:id/offers')
export class OffersController {
  constructor(
    private readonly store: EventStore,
    private readonly page: OpportunityPage,
  ) {}

  /** All versions, oldest first; `approved` is the one that the latest granted approval stands for. */
  @Get()
  @Reads(offersView, { one: true })
  async versions(@Caller() caller: SignedIn, @PathId() id: Id, @Query() query: DifferenceQuery): Promise<OffersView> {
    const { offer } = await this.page.stateFor(caller, id);
    const items = await this.versionsOf(id, offer?.approvedHash);
    const { from, to } = query;
    if (from === undefined && to === undefined) return { items };
    if (from === undefined || to === undefined) {
      throw invalidRequest([{ key: from === undefined ? 'from' : 'to', problem: 'required' }]);
    }
    const [before, after] = [from, to].map((revision) => items.find((each) => each.revision === revision));
    if (before === undefined || after === undefined) {
      throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such version of the offer.'));
    }
    return { items, difference: offerDifference(before, after) };
  }

  private async versionsOf(id: Id, approvedHash: string | undefined): Promise<OfferVersion[]> {
    const revised = await toldEvents<OfferRevised>(this.store, { type: 'opportunity', id }, ['OfferRevised']);
    return revised.map(({ data, version, at, said }) => ({
      ...data,
      version,
      at,
      terms: said?.['terms'] as string | undefined,
      approved: data.offerHash === approvedHash,
    }));
  }
}
