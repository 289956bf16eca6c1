// S22: an offer sells what the catalogue has, and whatever is asked below its list price is discount that the policy hears of.
import { productOf, type Catalogue } from '../catalogue/catalogue';
import { idOf } from '../testing/given';
import { catalogueFacts } from '../testing/shipped-opportunity';
import {
  climbedTo,
  director,
  pricer,
  submitOffer,
  supervisor,
  vote,
  withChain,
  type OpportunityStory,
} from '../testing/story-opportunity';
import { offerDifference, type OfferContent } from './offer-difference';
import type { AskedLine } from './offer-pricing';
import type { OfferRevised } from './opportunity-events';

const line: AskedLine = { productCode: 'ip-line', quantity: 2, discountBp: 0, charge: 'monthly', termMonths: 12 };
const sale = (...changes: ((catalogue: Catalogue) => void)[]): OpportunityStory =>
  climbedTo('influencer', withChain()).knowing(catalogueFacts(...changes));

function revise(story: OpportunityStory, ...lines: AskedLine[]): OfferRevised['data'] {
  const [event] = story.when({ type: 'ReviseOffer', lines }).slice(-1);
  return event!.data as OfferRevised['data'];
}

it('S22: a unit price that is left out is the catalogue’s, and so is the cost', () => {
  const { lines, totals, catalogueVersion } = revise(sale(), line);
  expect(catalogueVersion).toBe(1);
  expect(lines).toEqual([{ ...line, unitPriceFen: 100_000, listPriceFen: 100_000, unitCostFen: 55_000 }]);
  expect(totals).toEqual({ listFen: 2_400_000, amountFen: 2_400_000, discountBp: 0, marginBp: 4500, termMonths: 12 });
});

it('S22: a unit price below the list price is discount like any other', () => {
  const story = sale();
  expect(revise(story, { ...line, unitPriceFen: 80_000 }).totals).toMatchObject({
    listFen: 2_400_000,
    discountBp: 2000,
  });
  expect(revise(story, { ...line, unitPriceFen: 80_000, discountBp: 1000 }).totals).toMatchObject({ discountBp: 2800 });
});

it('S22: what is asked above the list price on one line hides no discount on another', () => {
  const dear = { ...line, unitPriceFen: 150_000 };
  const cheap = { ...line, unitPriceFen: 50_000 };
  expect(revise(sale(), dear, cheap).totals).toMatchObject({
    listFen: 6_000_000,
    amountFen: 4_800_000,
    discountBp: 2000,
  });
  expect(revise(sale(), { ...dear, discountBp: 1000 }).totals).toMatchObject({ discountBp: 1000 });
});

it('S22: a cost below the catalogue’s makes no margin; a higher one counts', () => {
  expect(revise(sale(), { ...line, unitCostFen: 1 }).totals.marginBp).toBe(4500);
  expect(revise(sale(), { ...line, unitCostFen: 90_000 }).totals.marginBp).toBe(1000);
});

it('S22: the approval policy is not got round by a low unit price', () => {
  const story = climbedTo('decision-maker', withChain());
  story.knowing(catalogueFacts());
  revise(story, { ...line, unitPriceFen: 80_000 });
  const id = submitOffer(story);
  const groups = story.state!.approvals.get(id)!.rounds.map(({ slots }) => slots.map(({ group }) => group));
  expect(groups).toEqual([['supervisor'], ['director', 'pricing']]);
});

it.each([
  [
    'a product that the catalogue does not have',
    { productCode: 'telegraph' },
    'UNKNOWN_REFERENCE',
    'lines.0.productCode',
  ],
  [
    'a charge that has no list price',
    { productCode: 'mobile-mailbox', charge: 'once' },
    'INVALID_INPUT',
    'lines.0.charge',
  ],
] as const)('S22: %s is refused', (_what, change, code, field) => {
  expect(sale().refuses({ type: 'ReviseOffer', lines: [{ ...line, ...change }] }, code)).toEqual([field]);
});

it('S22: what is not sold any more is refused; without a catalogue the line says its price itself', () => {
  const ended = sale((next) => (productOf(next, 'ip-line')!.validUntil = '2026-03-01'));
  expect(ended.refuses({ type: 'ReviseOffer', lines: [line] }, 'PRODUCT_NOT_SOLD')).toEqual(['lines.0.productCode']);
  const without = sale().knowing({ catalogue: new Map() });
  expect(without.refuses({ type: 'ReviseOffer', lines: [line] }, 'INVALID_INPUT')).toEqual(['lines.0.unitPriceFen']);
  expect(revise(without, { ...line, unitPriceFen: 5 }).lines[0]).not.toHaveProperty('listPriceFen');
});

it('S22: an offer made under other prices is made again before anybody is asked', () => {
  const story = climbedTo('decision-maker', withChain()).knowing(catalogueFacts());
  revise(story, line);
  const submit = (): string[] =>
    story.refuses({ type: 'SubmitOffer', offerHash: story.state!.offer!.hash }, 'PRICES_CHANGED');
  story.knowing(catalogueFacts((next) => (productOf(next, 'ip-line')!.prices.monthly = 130_000)));
  expect(submit()).toEqual(['lines.0']);
  expect(revise(story, { ...line, unitPriceFen: 100_000 }).totals.discountBp).toBe(2308);
  submitOffer(story);
});

it('S22: a new version of the catalogue that leaves these lines alone changes nothing that was approved', () => {
  const story = climbedTo('decision-maker', withChain()).knowing(catalogueFacts());
  revise(story, line);
  const hash = story.state!.offer!.hash;
  story.knowing(catalogueFacts((next) => (productOf(next, 'vpmn-local')!.prices.monthly = 600)));
  vote(story, supervisor, submitOffer(story));
  expect(story.state!.offer).toMatchObject({ hash, approvedHash: hash });
  story.refuses({ type: 'ReviseOffer', lines: [line] }, 'ALREADY_EXISTS');
});

describe('S22: documents', () => {
  const address = (n: number): string => String(n).padStart(64, 'a');
  const attach = (n: number, change: object = {}) => ({
    type: 'AttachDocument' as const,
    address: address(n),
    mediaType: 'application/pdf' as const,
    bytes: 1000,
    name: '总体方案.pdf',
    ...change,
  });

  it('S22: a document is attached once, its name sealed', () => {
    const story = sale();
    const [event] = story.when(attach(1));
    expect(event).toEqual({
      type: 'DocumentAttached',
      data: { address: address(1), mediaType: 'application/pdf', bytes: 1000 },
      personal: { owner: idOf('customer'), fields: { name: '总体方案.pdf' } },
    });
    story.refuses(attach(1), 'ALREADY_EXISTS');
    expect(story.refuses(attach(2, { bytes: 10_485_761 }), 'LIMIT_EXCEEDED')).toEqual(['bytes']);
    expect(story.refuses(attach(2, { mediaType: 'text/html' }), 'INVALID_INPUT')).toEqual(['mediaType']);
    expect(story.refuses(attach(2, { address: 'x' }), 'INVALID_INPUT')).toEqual(['address']);
  });

  it('S22: documents are part of the offer’s content: another document is another offer to approve', () => {
    const story = climbedTo('decision-maker', withChain()).knowing(catalogueFacts());
    const withDocuments = (...documents: string[]) => ({ type: 'ReviseOffer' as const, lines: [line], documents });
    expect(story.refuses(withDocuments(address(1)), 'UNKNOWN_REFERENCE')).toEqual(['documents.0']);
    for (const n of [1, 2]) story.when(attach(n));
    story.when(withDocuments(address(1)));
    vote(story, supervisor, submitOffer(story));
    expect(story.state!.offer!.approvedHash).toBe(story.state!.offer!.hash);
    story.refuses(withDocuments(address(1)), 'ALREADY_EXISTS');
    story.when(withDocuments(address(1), address(2)));
    expect(story.state!.offer!.approvedHash).not.toBe(story.state!.offer!.hash);
    story.refuses({ type: 'PassGate', gate: 'decision-maker' }, 'ACTIONS_OPEN');
    expect(story.refuses(withDocuments(address(2), address(2)), 'INVALID_INPUT')).toEqual(['documents']);
  });
});

it('S22: two versions of an offer are told apart line by line', () => {
  const story = sale();
  const sms: AskedLine = {
    productCode: 'short-number-sms',
    quantity: 50,
    discountBp: 0,
    charge: 'monthly',
    termMonths: 12,
  };
  const once: AskedLine = { productCode: 'ip-line', quantity: 2, discountBp: 0, charge: 'once' };
  const before: OfferContent = { ...revise(story, line, once), terms: '三十日付款' };
  const after: OfferContent = { ...revise(story, { ...line, discountBp: 500 }, sms), terms: '六十日付款' };
  const difference = offerDifference(before, after);
  expect(difference.lines.map(({ change, productCode, charge }) => [change, productCode, charge])).toEqual([
    ['changed', 'ip-line', 'monthly'],
    ['added', 'short-number-sms', 'monthly'],
    ['removed', 'ip-line', 'once'],
  ]);
  expect(difference).toMatchObject({
    from: 1,
    to: 2,
    totals: { listFen: 180_000 - 100_000, amountFen: 2_280_000 + 180_000 - 2_500_000 },
    termsChanged: true,
    validUntilChanged: false,
  });
  expect(offerDifference(after, after)).toMatchObject({ lines: [], totals: {}, termsChanged: false });
});

it('S22: deep discounts take their votes with them only as far as the rules read the same', () => {
  const story = climbedTo('decision-maker', withChain()).knowing(catalogueFacts());
  revise(story, { ...line, unitPriceFen: 80_000 });
  const first = submitOffer(story);
  for (const voter of [supervisor, director, pricer]) vote(story, voter, first);
  revise(story, { ...line, unitPriceFen: 80_000, quantity: 4 });
  const secondId = submitOffer(story);
  const second = story.state!.approvals.get(secondId)!;
  expect(second.ballots.filter(({ carriedFrom }) => carriedFrom === first).map(({ group }) => group)).toEqual([
    'director',
    'pricing',
  ]);
});
