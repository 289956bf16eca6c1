// S22: an offer's totals are computed by the domain, in whole fen.
import fc from 'fast-check';
import { plainLine, withChain } from '../testing/story-opportunity';
import { offerTotals } from './offer-totals';
import type { ReviseOffer } from './opportunity-commands';
import type { OfferLine, OfferTotals } from './opportunity-events';

it('once and monthly, with discount and cost', () => {
  const once: OfferLine = {
    productCode: 'setup',
    quantity: 1,
    unitPriceFen: 333,
    discountBp: 1000,
    charge: 'once',
    unitCostFen: 100,
  };
  const monthly: OfferLine = { ...plainLine, unitCostFen: 60_000 };
  expect(offerTotals([once, monthly])).toEqual({
    listFen: 2_400_333,
    amountFen: 2_400_300,
    discountBp: 0,
    marginBp: 4000,
    termMonths: 12,
  });
});

it('does not know the margin unless every cost is known', () => {
  expect(offerTotals([plainLine, { ...plainLine, unitCostFen: 1 }])).not.toHaveProperty('marginBp');
});

it.each<[Partial<OfferLine>, string]>([
  [{ quantity: 0 }, 'lines.0.quantity'],
  [{ quantity: 1.5 }, 'lines.0.quantity'],
  [{ unitPriceFen: -1 }, 'lines.0.unitPriceFen'],
  [{ discountBp: 10_001 }, 'lines.0.discountBp'],
  [{ termMonths: undefined }, 'lines.0.termMonths'],
  [{ productCode: '' }, 'lines.0.productCode'],
  [{ productCode: '专线' }, 'lines.0.productCode'],
  [{ charge: 'weekly' as 'once' }, 'lines.0.charge'],
  [{ unitCostFen: -1 }, 'lines.0.unitCostFen'],
  [{ unitCostFen: NaN }, 'lines.0.unitCostFen'],
])('refuses %p and names %s', (change, field) => {
  expect(offerTotals([{ ...plainLine, ...change }])).toMatchObject({ missing: [{ key: field }] });
});

it('is valid until a date that exists, and paid within whole days', () => {
  const story = withChain();
  const revise: ReviseOffer = { type: 'ReviseOffer', lines: [plainLine] };
  expect(story.refuses({ ...revise, validUntil: '2026-02-30' }, 'INVALID_INPUT')).toEqual(['validUntil']);
  expect(story.refuses({ ...revise, validUntil: '0000-01-01' }, 'INVALID_INPUT')).toEqual(['validUntil']);
  expect(story.refuses({ ...revise, paymentDays: 1.5 }, 'INVALID_INPUT')).toEqual(['paymentDays']);
  story.when({ ...revise, validUntil: '2026-12-31', paymentDays: 30 });
});

it('refuses none, too many and too much', () => {
  expect(offerTotals([])).toMatchObject({ refused: 'INVALID_INPUT' });
  expect(offerTotals(Array.from({ length: 201 }, () => plainLine))).toMatchObject({ refused: 'LIMIT_EXCEEDED' });
  expect(offerTotals([{ ...plainLine, quantity: 1_000_000, unitPriceFen: 10_000_000 }])).toMatchObject({
    refused: 'LIMIT_EXCEEDED',
  });
});

it('is never above the list price nor below nothing, and a line more is never cheaper', () => {
  const line = fc.record({
    productCode: fc.constant('p'),
    quantity: fc.integer({ min: 1, max: 1000 }),
    unitPriceFen: fc.integer({ min: 0, max: 1_000_000 }),
    discountBp: fc.integer({ min: 0, max: 10_000 }),
    charge: fc.constant('once' as const),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), line, (lines, more) => {
      const one = offerTotals(lines) as OfferTotals;
      const two = offerTotals([...lines, more]) as OfferTotals;
      expect(one.amountFen).toBeLessThanOrEqual(one.listFen);
      expect(one.amountFen).toBeGreaterThanOrEqual(0);
      expect(two.amountFen).toBeGreaterThanOrEqual(one.amountFen);
      expect(Number.isSafeInteger(one.amountFen)).toBe(true);
    }),
  );
});
