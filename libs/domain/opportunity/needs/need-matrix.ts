// Needs × product features (S19b): which feature of which product meets which difficulty, and what to recommend because of it.
// Invariant: computed from the catalogue and the recorded needs alone; what it proposes, the decider accepts.
import { difficultiesMet, isSold, type Catalogue, type Product } from '../../catalogue/catalogue';
import type { Id, LocalDate } from '../../event';
import type { Need, NeedKind, NeedsState } from './needs';

/** One row for every difficulty of every need. */
export type MatrixRow = {
  needId: Id;
  kind: NeedKind;
  difficulty: string;
  metBy: { product: string; feature: string }[];
  /** Recommended products that meet it. */
  recommended: string[];
  gapAccepted: boolean;
};

export type ProposedProduct = { product: string; meets: string[]; because: 'best-coverage' | 'complement' };

/** S19b asks for one or two: with more, nothing is recommended any more. */
export const MAX_RECOMMENDED = 2;

export function needMatrix(state: NeedsState, catalogue: Catalogue, on: LocalDate): MatrixRow[] {
  const sold = catalogue.products.filter((product) => isSold(product, on));
  const recommended = state.recommendation?.products ?? [];
  return [...state.needs.values()].flatMap((need) =>
    need.difficulties.map((difficulty) => ({
      needId: need.id,
      kind: need.kind,
      difficulty,
      metBy: sold.flatMap(({ code, features }) =>
        features
          .filter(({ meets }) => meets.includes(difficulty))
          .map((feature) => ({ product: code, feature: feature.code })),
      ),
      recommended: recommended.filter(({ meets }) => meets.includes(difficulty)).map(({ code }) => code),
      gapAccepted: need.gaps.includes(difficulty),
    })),
  );
}

/** The product that meets most of what is difficult, then the one that meets most of the rest; the cheaper where they are equal. */
export function proposedProducts(state: NeedsState, catalogue: Catalogue, on: LocalDate): ProposedProduct[] {
  const open = new Set(difficultiesOf(state.needs.values()));
  const sold = catalogue.products.filter((product) => isSold(product, on)).sort(cheaperFirst);
  const proposed: ProposedProduct[] = [];
  while (proposed.length < MAX_RECOMMENDED) {
    const best = sold
      .map((product) => ({ product, meets: difficultiesMet(product).filter((difficulty) => open.has(difficulty)) }))
      .reduce<{ product: Product; meets: string[] } | undefined>(
        (most, each) => (each.meets.length > (most?.meets.length ?? 0) ? each : most),
        undefined,
      );
    if (best === undefined) break;
    proposed.push({
      product: best.product.code,
      meets: best.meets,
      because: proposed.length === 0 ? 'best-coverage' : 'complement',
    });
    for (const difficulty of best.meets) open.delete(difficulty);
  }
  return proposed;
}

/** Difficulties of explicit needs that no recommended product meets and that are not accepted as gaps either. */
export function unmetDifficulties({ needs, recommendation }: NeedsState): string[] {
  const met = new Set((recommendation?.products ?? []).flatMap(({ meets }) => meets));
  return [...needs.values()]
    .filter(({ kind }) => kind === 'explicit')
    .flatMap(({ difficulties, gaps }) => difficulties.filter((each) => !met.has(each) && !gaps.includes(each)));
}

export function difficultiesOf(needs: Iterable<Need>): string[] {
  return [...new Set([...needs].flatMap(({ difficulties }) => difficulties))];
}

/** By what a unit costs in its first month; by code where that is equal, so that the order is always the same. */
function cheaperFirst(one: Product, other: Product): number {
  const price = ({ prices }: Product): number => (prices.once ?? 0) + (prices.monthly ?? 0);
  return price(one) - price(other) || (one.code < other.code ? -1 : 1);
}
