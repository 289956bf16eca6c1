// Lines of an offer as the catalogue prices them (S22): what is sold, at which list price, at which cost.
// Invariant: whoever makes the offer can raise what we ask and what it costs us, never lower what it is compared with.
import { isSold, productOf, type Catalogue } from '../catalogue/catalogue';
import { latestCatalogue } from '../catalogue/catalogue-stream';
import { localDateOf } from '../business-time/business-time';
import { catalogueStreamId } from '../derived-id';
import type { LocalDate } from '../event';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../refusal';
import { type Deciding } from './deciding';
import type { OfferLine } from './opportunity-events';
import type { Offer } from './opportunity-state';

/** A line as it is asked for: the unit price may be left to the catalogue. */
export type AskedLine = Omit<OfferLine, 'unitPriceFen' | 'listPriceFen'> & { unitPriceFen?: number };

export type PricedLines = { lines: OfferLine[]; catalogueVersion?: number };

/** Before a catalogue is published any code may be sold, at a price that the line says. */
export function pricedLines(asked: readonly AskedLine[], { context }: Deciding): PricedLines | Refusal {
  const published = latestCatalogue(context.facts.catalogue.get(catalogueStreamId));
  const lines: OfferLine[] = [];
  for (const [index, { unitPriceFen, ...line }] of asked.entries()) {
    const price =
      published === undefined ? {} : catalogueLine(line, index, published.catalogue, localDateOf(context.now));
    if ('refused' in price) return price;
    const unit = unitPriceFen ?? price.listPriceFen;
    if (unit === undefined) return refuseField(`lines.${index}.unitPriceFen`, 'required');
    lines.push({ ...line, ...price, unitPriceFen: unit });
  }
  return { lines, catalogueVersion: published?.version };
}

type CatalogueLine = Pick<OfferLine, 'listPriceFen' | 'unitCostFen'>;

function catalogueLine(
  { productCode, charge, unitCostFen }: Omit<AskedLine, 'unitPriceFen'>,
  index: number,
  catalogue: Catalogue,
  on: LocalDate,
): CatalogueLine | Refusal {
  const at = `lines.${index}`;
  const product = productOf(catalogue, productCode);
  if (product === undefined) {
    return refuse('UNKNOWN_REFERENCE', [missingField(`${at}.productCode`, 'not-in-the-catalogue')]);
  }
  if (!isSold(product, on)) return refuse('PRODUCT_NOT_SOLD', [missingField(`${at}.productCode`, 'not-sold')]);
  const listPriceFen = product.prices[charge];
  // Charged in a way that has no list price, nothing would be a discount.
  if (listPriceFen === undefined) return refuseField(`${at}.charge`, 'without-list-price');
  const known = product.costs?.[charge];
  const cost = known === undefined ? unitCostFen : Math.max(known, unitCostFen ?? 0);
  return cost === undefined ? { listPriceFen } : { listPriceFen, unitCostFen: cost };
}

/** A request for approval asks about today's prices: an offer made under others is made again first. */
export function refuseUnlessPricesHold(offer: Offer, deciding: Deciding): Refusal | undefined {
  const priced = pricedLines(offer.lines, deciding);
  if ('refused' in priced) return priced;
  const changed = priced.lines.flatMap(({ listPriceFen, unitCostFen }, index): Missing[] => {
    const line = offer.lines[index]!;
    if (line.listPriceFen === listPriceFen && line.unitCostFen === unitCostFen) return [];
    const suppliedBy = [{ staffId: deciding.state.ownerId }];
    return [{ what: 'offer', key: `lines.${index}`, problem: 'price-changed', suppliedBy }];
  });
  if (changed.length === 0) return undefined;
  return refuse('PRICES_CHANGED', changed, { catalogueVersion: priced.catalogueVersion });
}
