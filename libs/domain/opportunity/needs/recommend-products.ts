// Recommending one or two products (S19b): each meets a need that was recorded; the catalogue of today says which.
import { difficultiesMet, isSold, productOf, type Catalogue } from '../../catalogue/catalogue';
import { latestCatalogue } from '../../catalogue/catalogue-stream';
import { catalogueStreamId } from '../../derived-id';
import type { LocalDate } from '../../event';
import { missingField, refuse, refuseField, type Missing, type Refusal } from '../../refusal';
import { textIfGiven } from '../../said';
import { firstRefusal, sealedText, type Deciding } from '../deciding';
import { refuseUntilGateOf } from '../gate-standing';
import { difficultiesOf, MAX_RECOMMENDED, proposedProducts } from './need-matrix';
import type { ProductsRecommended, RecommendProducts } from './needs';
import { catalogueMissing, dayOf } from './record-needs';

export function recommendProducts(command: RecommendProducts, deciding: Deciding): ProductsRecommended[] | Refusal {
  const { state, context } = deciding;
  const published = latestCatalogue(context.facts.catalogue.get(catalogueStreamId));
  if (published === undefined) return catalogueMissing();
  const { catalogue, version } = published;
  const { products: codes, note } = command;
  const refusal = firstRefusal(
    refuseUntilGateOf('need-guided', deciding),
    textIfGiven('note', note),
    codes.length === 0 ? refuseField('products', 'required') : undefined,
    codes.length > MAX_RECOMMENDED ? refuseField('products', 'too-many', { limit: MAX_RECOMMENDED }) : undefined,
    new Set(codes).size < codes.length ? refuseField('products', 'repeated') : undefined,
    refuseUnlessSold(codes, catalogue, version, dayOf(deciding)),
  );
  if (refusal !== undefined) return refusal;
  const needed = difficultiesOf(state.needs.needs.values());
  const products = codes.map((code) => ({ code, meets: difficultiesMet(productOf(catalogue, code)!) }));
  const useless = products.flatMap(({ meets }, index): Missing[] =>
    meets.some((each) => needed.includes(each)) ? [] : [missingField(`products.${index}`, 'meets-no-need')],
  );
  if (useless.length > 0) {
    return refuse('NEED_NOT_MET', useless, {
      needed,
      proposed: proposedProducts(state.needs, catalogue, dayOf(deciding)).map(({ product }) => product),
    });
  }
  return [
    { type: 'ProductsRecommended', data: { catalogueVersion: version, products }, ...sealedText(deciding, { note }) },
  ];
}

function refuseUnlessSold(
  codes: readonly string[],
  catalogue: Catalogue,
  catalogueVersion: number,
  on: LocalDate,
): Refusal | undefined {
  for (const [index, code] of codes.entries()) {
    const product = productOf(catalogue, code);
    if (product === undefined) {
      return refuse('UNKNOWN_REFERENCE', [missingField(`products.${index}`, 'unknown')], { catalogueVersion });
    }
    if (!isSold(product, on)) return refuse('PRODUCT_NOT_SOLD', [missingField(`products.${index}`, 'not-sold')]);
  }
  return undefined;
}
