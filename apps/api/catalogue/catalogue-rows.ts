// The catalogue as a table: one row for every difficulty, product and feature, so that a spreadsheet holds all of it.
import { checkCatalogue, MAX_AMOUNT_FEN, type Catalogue, type Label } from '#domain';
import { Code, DateText, OneOf, Text, Whole } from '../http/fields';
import type { BadCell, Columns, Rows } from '../imports/sheet-rows';

const kinds = ['difficulty', 'product', 'feature'] as const;

/** What a label may have; the domain's own bound. */
const MAX_LABEL_LENGTH = 400;
/** Codes of all difficulties that there may be, with spaces in between. */
const MAX_CODES_LENGTH = 4_000;

export class CatalogueRow {
  @OneOf(kinds) kind!: (typeof kinds)[number];
  @Code() code!: string;
  @Text({ maxLength: MAX_LABEL_LENGTH }) titleZh!: string;
  @Text({ maxLength: MAX_LABEL_LENGTH }) titleEn!: string;
  /** Of products. */
  @Text({ maxLength: MAX_LABEL_LENGTH, optional: true }) unitZh?: string;
  @Text({ maxLength: MAX_LABEL_LENGTH, optional: true }) unitEn?: string;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) onceFen?: number;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) monthlyFen?: number;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) onceCostFen?: number;
  @Whole(0, MAX_AMOUNT_FEN, { optional: true }) monthlyCostFen?: number;
  @DateText({ optional: true }) validFrom?: string;
  @DateText({ optional: true }) validUntil?: string;
  /** Of features: the product that has it, and the difficulties that it meets. */
  @Code({ optional: true }) product?: string;
  @Text({ maxLength: MAX_CODES_LENGTH, optional: true }) meets?: string;
}

export const catalogueColumns: Columns = {
  texts: [
    ...['kind', 'code', 'titleZh', 'titleEn', 'unitZh', 'unitEn'],
    ...['validFrom', 'validUntil', 'product', 'meets'],
  ],
  numbers: ['onceFen', 'monthlyFen', 'onceCostFen', 'monthlyCostFen'],
};

type Numbered = Rows<CatalogueRow>['rows'][number];

/** The catalogue that the rows say, or every cell that stands in its way. */
export function catalogueOf(rows: readonly Numbered[]): { catalogue: Catalogue } | { bad: BadCell[] } {
  const difficulties = rows.filter(({ row }) => row.kind === 'difficulty');
  const products = rows.filter(({ row }) => row.kind === 'product');
  const features = rows.filter(({ row }) => row.kind === 'feature');
  const bad = features
    .filter(({ row }) => !products.some((each) => each.row.code === row.product))
    .map(({ line, row }): BadCell => ({
      line,
      column: 'product',
      problem: row.product === undefined ? 'required' : 'unknown',
    }));
  if (bad.length > 0) return { bad };
  const featuresOf = (product: string): Numbered[] => features.filter(({ row }) => row.product === product);
  const document = {
    difficulties: difficulties.map(({ row }) => ({ code: row.code, title: titleOf(row) })),
    products: products.map(({ row }) =>
      withoutGaps({
        code: row.code,
        title: titleOf(row),
        unit: withoutGaps({ 'zh-CN': row.unitZh, en: row.unitEn }),
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        prices: withoutGaps({ once: row.onceFen, monthly: row.monthlyFen }),
        costs: orNothing(withoutGaps({ once: row.onceCostFen, monthly: row.monthlyCostFen })),
        features: featuresOf(row.code).map((feature) => ({
          code: feature.row.code,
          title: titleOf(feature.row),
          meets: (feature.row.meets ?? '').split(/[\s,;，；、]+/).filter((code) => code !== ''),
        })),
      }),
    ),
  };
  const checked = checkCatalogue(document);
  if ('catalogue' in checked) return checked;
  const lineOf = (path: string): number => {
    const [list, index, , feature] = path.split('.');
    const row = (list === 'difficulties' ? difficulties : products)[Number(index)];
    const inner = feature === undefined || row === undefined ? undefined : featuresOf(row.row.code)[Number(feature)];
    return (inner ?? row)?.line ?? 1;
  };
  return {
    bad: checked.problems.map(({ path, problem }) => ({ line: lineOf(path), column: columnOf(path), problem })),
  };
}

/** `products.3.prices.monthly` is the column `monthlyFen`. */
function columnOf(path: string): string {
  const parts = path.split('.').filter((part) => !/^\d+$/.test(part));
  const [, area = '', field = ''] = parts;
  if (area === 'unit') return field === 'en' ? 'unitEn' : 'unitZh';
  if (area === 'prices') return `${field === '' ? 'once' : field}Fen`;
  if (area === 'costs') return `${field === '' ? 'once' : field}CostFen`;
  return area === 'features' ? field : area;
}

function titleOf(row: CatalogueRow): Label {
  return { 'zh-CN': row.titleZh, en: row.titleEn };
}

function withoutGaps<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function orNothing<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
