// The catalogue as people read it: every product with its prices in yuan and what it does, every difficulty of customers.
import type { Catalogue, Product } from '#domain';
import { date, money } from '../../shown/values';
import type { Words } from '../../words/loaded';
import type { PageWord } from '../../words/page-words';
import type { Part } from './told';

const charges = ['once', 'monthly'] as const;

export function tellCatalogue(words: Words, catalogue: Catalogue): Part[] {
  const { word, of, language } = words;
  const line = (key: PageWord, value: string): string => word('list.line', { what: word(key), value });
  const amounts = (product: Product, area: 'prices' | 'costs'): string[] =>
    charges.flatMap((charge) => {
      const fen = product[area]?.[charge];
      return fen === undefined ? [] : [line(`catalogue.${area}.${charge}`, money(language, fen))];
    });
  return [
    {
      title: 'catalogue.products',
      things: catalogue.products.map((product) => ({
        key: product.code,
        title: of(product.title, product.code),
        lines: [
          line('catalogue.code', product.code),
          line('catalogue.unit', of(product.unit)),
          ...amounts(product, 'prices'),
          ...amounts(product, 'costs'),
          line('catalogue.sold', whenSold(words, product)),
          ...featuresOf(words, catalogue, product),
        ],
      })),
    },
    {
      title: 'catalogue.difficulties',
      things: catalogue.difficulties.map(({ code, title }) => ({
        key: code,
        title: of(title, code),
        lines: [line('catalogue.code', code)],
      })),
    },
  ];
}

/** Each feature with the difficulties that it meets, a line for each. */
export function featuresOf({ word, of }: Words, { difficulties }: Catalogue, { features }: Product): string[] {
  const titleOf = (code: string): string => of(difficulties.find((each) => each.code === code)?.title, code);
  return features.map(({ code, title, meets }) => {
    const value = meets.map(titleOf).join(word('list.semicolon'));
    const met = meets.length === 0 ? [] : [word('list.line', { what: word('catalogue.meets'), value })];
    return [of(title, code), ...met].join('\n');
  });
}

export function whenSold({ word, language }: Words, { validFrom, validUntil }: Product): string {
  const from = date(language, validFrom);
  if (validUntil === undefined) return word('catalogue.sold.from', { from });
  return word('catalogue.sold.until', { from, until: date(language, validUntil) });
}
