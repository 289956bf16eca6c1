// What one version of an offer has and another has not: for those who approved the one and are asked about the other.
import type { OfferLine, OfferRevised, OfferTotals } from './opportunity-events';

export type OfferContent = OfferRevised['data'] & {
  /** The free-text terms as far as they can still be read. */
  terms?: string;
};

export type LineDifference = {
  change: 'added' | 'removed' | 'changed';
  productCode: string;
  charge: OfferLine['charge'];
  before?: OfferLine;
  after?: OfferLine;
};

export type OfferDifference = {
  from: number;
  to: number;
  lines: LineDifference[];
  /** Numbers that moved, each by so much. */
  totals: Partial<OfferTotals>;
  documentsAdded: string[];
  documentsRemoved: string[];
  termsChanged: boolean;
  validUntilChanged: boolean;
  paymentDaysChanged: boolean;
};

export function offerDifference(before: OfferContent, after: OfferContent): OfferDifference {
  const [had = [], has = []] = [before.documents, after.documents];
  return {
    from: before.revision,
    to: after.revision,
    lines: lineDifferences(before.lines, after.lines),
    totals: totalsMoved(before.totals, after.totals),
    documentsAdded: has.filter((address) => !had.includes(address)),
    documentsRemoved: had.filter((address) => !has.includes(address)),
    termsChanged: before.withTerms !== after.withTerms || before.terms !== after.terms,
    validUntilChanged: before.validUntil !== after.validUntil,
    paymentDaysChanged: before.paymentDays !== after.paymentDays,
  };
}

/** Lines are the same line when they sell the same product in the same way; of several such, the first meets the first. */
function lineDifferences(before: readonly OfferLine[], after: readonly OfferLine[]): LineDifference[] {
  const left = [...before];
  const differences = after.flatMap((line): LineDifference[] => {
    const { productCode, charge } = line;
    const index = left.findIndex((each) => each.productCode === productCode && each.charge === charge);
    if (index < 0) return [{ change: 'added', productCode, charge, after: line }];
    const [earlier] = left.splice(index, 1);
    return isSame(earlier!, line) ? [] : [{ change: 'changed', productCode, charge, before: earlier, after: line }];
  });
  const removed = left.map((line): LineDifference => {
    const { productCode, charge } = line;
    return { change: 'removed', productCode, charge, before: line };
  });
  return [...differences, ...removed];
}

const compared = ['quantity', 'unitPriceFen', 'listPriceFen', 'unitCostFen', 'discountBp', 'termMonths'] as const;

function isSame(one: OfferLine, other: OfferLine): boolean {
  return compared.every((field) => one[field] === other[field]);
}

function totalsMoved(before: OfferTotals, after: OfferTotals): Partial<OfferTotals> {
  const fields = ['listFen', 'amountFen', 'discountBp', 'marginBp', 'termMonths'] as const;
  const moved = fields.flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    return was === undefined || is === undefined || was === is ? [] : [[field, is - was] as const];
  });
  return Object.fromEntries(moved);
}
