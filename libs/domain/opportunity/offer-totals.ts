// What an offer adds up to. Integers only: fen and basis points; a line is rounded once, half up, as on an invoice.
import { isCode } from '../code';
import { MAX_AMOUNT_FEN, MAX_DISCOUNT_BP, MAX_OFFER_LINES, MAX_QUANTITY, MAX_TERM_MONTHS } from '../limits';
import type { NamedProblem } from '../missing-problem';
import { missingField, refuse, refuseField, type Refusal } from '../refusal';
import type { OfferLine, OfferTotals } from './opportunity-events';

const BASIS_POINTS = 10_000;

/** Totals of the lines (S22), or a refusal that names the first field that is out of bounds. */
export function offerTotals(lines: readonly OfferLine[]): OfferTotals | Refusal {
  if (lines.length === 0) return refuseField('lines', 'empty');
  if (lines.length > MAX_OFFER_LINES) return tooLarge('lines', MAX_OFFER_LINES);
  for (const [index, line] of lines.entries()) {
    const problem = lineProblem(line);
    if (problem !== undefined) return refuseField(`lines.${index}.${problem.field}`, problem.code);
  }
  // Products of three bounded integers may pass 2^53, so the sums are BigInt.
  let list = 0n;
  let amount = 0n;
  let cost = 0n;
  for (const line of lines) {
    const units = BigInt(line.quantity) * BigInt(monthsOf(line));
    const gross = units * BigInt(line.unitPriceFen);
    // Below the list price is discount; above it is no discount to be had elsewhere in the offer.
    list += units * BigInt(Math.max(line.unitPriceFen, line.listPriceFen ?? 0));
    amount += (gross * BigInt(BASIS_POINTS - line.discountBp) + BigInt(BASIS_POINTS / 2)) / BigInt(BASIS_POINTS);
    cost += units * BigInt(line.unitCostFen ?? 0);
  }
  if (list > BigInt(MAX_AMOUNT_FEN)) return tooLarge('lines', MAX_AMOUNT_FEN);
  const costKnown = lines.every((line) => line.unitCostFen !== undefined);
  return {
    listFen: Number(list),
    amountFen: Number(amount),
    discountBp: share(list - amount, list),
    ...(costKnown ? { marginBp: share(amount - cost, amount) } : {}),
    termMonths: Math.max(...lines.map((line) => line.termMonths ?? 0)),
  };
}

/** How often the unit price is charged. */
function monthsOf(line: OfferLine): number {
  return line.charge === 'monthly' ? (line.termMonths ?? 0) : 1;
}

/** `part` of `whole` in basis points, rounded half away from zero; nothing of nothing is nothing. */
function share(part: bigint, whole: bigint): number {
  if (whole === 0n) return 0;
  const doubled = (part * BigInt(2 * BASIS_POINTS)) / whole;
  return Math.round(Number(doubled) / 2);
}

function lineProblem(line: OfferLine): { field: keyof OfferLine; code: NamedProblem } | undefined {
  const outside = (value: number | undefined, least: number, most: number): boolean =>
    value !== undefined && !(Number.isSafeInteger(value) && value >= least && value <= most);
  if (line.productCode.length === 0) return { field: 'productCode', code: 'required' };
  if (!isCode(line.productCode)) return { field: 'productCode', code: 'not-a-code' };
  if (line.charge !== 'once' && line.charge !== 'monthly') return { field: 'charge', code: 'unknown' };
  if (outside(line.quantity, 1, MAX_QUANTITY)) return { field: 'quantity', code: 'out-of-range' };
  if (outside(line.unitPriceFen, 0, MAX_AMOUNT_FEN)) return { field: 'unitPriceFen', code: 'out-of-range' };
  if (outside(line.listPriceFen, 0, MAX_AMOUNT_FEN)) return { field: 'listPriceFen', code: 'out-of-range' };
  if (outside(line.discountBp, 0, MAX_DISCOUNT_BP)) return { field: 'discountBp', code: 'out-of-range' };
  if (outside(line.unitCostFen, 0, MAX_AMOUNT_FEN)) return { field: 'unitCostFen', code: 'out-of-range' };
  if (outside(line.termMonths, 1, MAX_TERM_MONTHS)) return { field: 'termMonths', code: 'out-of-range' };
  if (line.charge === 'monthly' && line.termMonths === undefined) return { field: 'termMonths', code: 'required' };
  return undefined;
}

function tooLarge(field: string, limit: number): Refusal {
  return refuse('LIMIT_EXCEEDED', [missingField(field, 'too-large')], { limit });
}
