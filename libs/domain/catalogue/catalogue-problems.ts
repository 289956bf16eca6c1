// Is this document a catalogue one can sell from? All problems at once, each with its place.
import Ajv2020 from 'ajv/dist/2020';
import { MAX_AMOUNT_FEN } from '../limits';
import { isLocalDate } from '../local-date';
import type { NamedProblem } from '../missing-problem';
import { closed, key, label, list } from '../playbook/schema-parts';
import type { Catalogue, Product } from './catalogue';

/** `path` is dotted: `products.3.features.0.meets`. */
export type CatalogueProblem = { path: string; problem: NamedProblem };

/** More products than this are several catalogues; every version of one is kept in memory by whoever judges offers. */
export const MAX_PRODUCTS = 1_000;
/** What nobody can keep apart helps nobody to recommend. */
const MAX_DIFFICULTIES = 200;
const MAX_FEATURES = 40;
/** Past this many, more problems only hide the first ones. */
const MAX_PROBLEMS = 100;

const fen = { type: 'integer', minimum: 0, maximum: MAX_AMOUNT_FEN };
const charges = { ...closed({ once: fen, monthly: fen }, []), minProperties: 1 };
const date = { type: 'string', minLength: 10, maxLength: 10 };

const structure = closed(
  {
    difficulties: list(closed({ code: key, title: label }, ['code', 'title']), 1, MAX_DIFFICULTIES),
    products: list(
      closed(
        {
          code: key,
          title: label,
          unit: label,
          features: list(
            closed({ code: key, title: label, meets: list(key, 0, MAX_DIFFICULTIES) }, ['code', 'title', 'meets']),
            1,
            MAX_FEATURES,
          ),
          prices: charges,
          costs: charges,
          validFrom: date,
          validUntil: date,
        },
        ['code', 'title', 'unit', 'features', 'prices', 'validFrom'],
      ),
      1,
      MAX_PRODUCTS,
    ),
  },
  ['difficulties', 'products'],
);

const validateStructure = new Ajv2020({ allErrors: true, strict: true }).compile(structure);

export function checkCatalogue(document: unknown): { catalogue: Catalogue } | { problems: CatalogueProblem[] } {
  if (!validateStructure(document)) {
    const problems = (validateStructure.errors ?? []).map(({ instancePath, params, keyword }) => {
      const { missingProperty, additionalProperty } = params as {
        missingProperty?: string;
        additionalProperty?: string;
      };
      const child = missingProperty ?? additionalProperty;
      const path = [...instancePath.split('/').slice(1), ...(child === undefined ? [] : [child])].join('.');
      return { path, problem: problemOf[keyword] ?? 'not-valid' };
    });
    return { problems: problems.slice(0, MAX_PROBLEMS) };
  }
  const catalogue = document as Catalogue;
  const known = new Set(catalogue.difficulties.map(({ code }) => code));
  const problems = [
    ...repeated('difficulties', catalogue.difficulties),
    ...repeated('products', catalogue.products),
    ...catalogue.products.flatMap((product, index) => productProblems(product, `products.${index}`, known)),
    ...unmet(catalogue),
  ];
  return problems.length === 0 ? { catalogue } : { problems: problems.slice(0, MAX_PROBLEMS) };
}

/** JSON Schema's keywords as the problems that are named to people. */
const problemOf: { [keyword: string]: NamedProblem } = {
  required: 'required',
  additionalProperties: 'unknown-field',
  pattern: 'not-a-code',
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  type: 'wrong-kind',
  minItems: 'too-few',
  maxItems: 'too-many',
};

function productProblems(product: Product, path: string, known: ReadonlySet<string>): CatalogueProblem[] {
  const problems = repeated(`${path}.features`, product.features);
  product.features.forEach((feature, index) => {
    for (const [place, code] of feature.meets.entries()) {
      if (!known.has(code)) problems.push({ path: `${path}.features.${index}.meets.${place}`, problem: 'unknown' });
    }
  });
  // A cost for a charge that has no price would never be compared with anything.
  for (const charge of ['once', 'monthly'] as const) {
    if (product.costs?.[charge] !== undefined && product.prices[charge] === undefined) {
      problems.push({ path: `${path}.costs.${charge}`, problem: 'without-price' });
    }
  }
  if (!isLocalDate(product.validFrom)) problems.push({ path: `${path}.validFrom`, problem: 'not-a-date' });
  if (product.validUntil === undefined) return problems;
  if (!isLocalDate(product.validUntil)) problems.push({ path: `${path}.validUntil`, problem: 'not-a-date' });
  else if (product.validUntil < product.validFrom)
    problems.push({ path: `${path}.validUntil`, problem: 'before-from' });
  return problems;
}

/** A difficulty that no feature meets can be recorded, but nothing can ever be recommended for it. */
function unmet({ difficulties, products }: Catalogue): CatalogueProblem[] {
  const met = new Set(products.flatMap(({ features }) => features.flatMap(({ meets }) => meets)));
  return difficulties.flatMap(({ code }, index) =>
    met.has(code) ? [] : [{ path: `difficulties.${index}`, problem: 'met-by-nothing' }],
  );
}

function repeated(path: string, items: readonly { code: string }[]): CatalogueProblem[] {
  const codes = items.map(({ code }) => code);
  return codes.flatMap((code, index) =>
    codes.indexOf(code) < index ? [{ path: `${path}.${index}.code`, problem: 'repeated' }] : [],
  );
}
