// The catalogue as the table that an import of it takes: what is downloaded is changed in a spreadsheet and chosen again.
import type { Catalogue, Label } from '#domain';

const columns = [
  ...[
    'kind',
    'code',
    'titleZh',
    'titleEn',
    'unitZh',
    'unitEn',
    'onceFen',
    'monthlyFen',
    'onceCostFen',
    'monthlyCostFen',
  ],
  ...['validFrom', 'validUntil', 'product', 'meets'],
] as const;

type Row = { [column: string]: string | number | undefined };

/** Spreadsheet programs read UTF-8 only when told so. */
const BYTE_ORDER_MARK = '\ufeff';

export function catalogueFile(catalogue: Catalogue): Blob {
  const lines = [
    columns.join(','),
    ...rowsOf(catalogue).map((row) => columns.map((name) => cell(row[name])).join(',')),
  ];
  return new Blob([BYTE_ORDER_MARK, ...lines.map((line) => `${line}\r\n`)], { type: 'text/csv' });
}

function rowsOf({ difficulties, products }: Catalogue): Row[] {
  return [
    ...difficulties.map(({ code, title }) => ({ kind: 'difficulty', code, ...inColumns('title', title) })),
    ...products.flatMap(({ code, title, unit, prices, costs = {}, validFrom, validUntil, features }): Row[] => [
      {
        ...{ kind: 'product', code, validFrom, validUntil },
        ...{ ...inColumns('title', title), ...inColumns('unit', unit) },
        ...{ onceFen: prices.once, monthlyFen: prices.monthly, onceCostFen: costs.once, monthlyCostFen: costs.monthly },
      },
      ...features.map((feature) => ({
        ...{ kind: 'feature', code: feature.code, ...inColumns('title', feature.title) },
        ...{ product: code, meets: feature.meets.join(' ') },
      })),
    ]),
  ];
}

function inColumns(name: string, label: Label): Row {
  return { [`${name}Zh`]: label['zh-CN'], [`${name}En`]: label.en };
}

/** A text that a spreadsheet would take for a formula stands behind a mark, which an import takes away again. */
function cell(value: string | number | undefined = ''): string {
  const text = String(value).replace(/^(?=[=+\-@])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
