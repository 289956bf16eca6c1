// The product catalogue: what can be sold, at which list price, and which difficulty of a customer each feature meets (S19b).
import type { LocalDate } from '../event';
import type { Label } from '../playbook/playbook';

export type Catalogue = {
  /** Difficulties (痛点) that customers have: needs are recorded by them, and features say which of them they meet. */
  difficulties: Difficulty[];
  products: Product[];
};

export type Difficulty = { code: string; title: Label };

export type Product = {
  code: string;
  title: Label;
  /** What is counted: a line, a member, a mailbox. */
  unit: Label;
  features: Feature[];
  /** List prices in fen without tax, for each way in which it is charged. */
  prices: Charges;
  /** Our own cost in fen, where it is known. */
  costs?: Charges;
  /** Sold from this day on. */
  validFrom: LocalDate;
  /** The last day on which it is sold. */
  validUntil?: LocalDate;
};

export type Feature = { code: string; title: Label; meets: string[] };

/** Paid once, or every month, for each unit. */
export type Charges = { once?: number; monthly?: number };

export function productOf(catalogue: Catalogue, code: string): Product | undefined {
  return catalogue.products.find((product) => product.code === code);
}

export function isSold(product: Product, on: LocalDate): boolean {
  return product.validFrom <= on && (product.validUntil === undefined || on <= product.validUntil);
}

/** The difficulties that a product meets, by whichever feature; each once. */
export function difficultiesMet(product: Product): string[] {
  return [...new Set(product.features.flatMap((feature) => feature.meets))];
}
