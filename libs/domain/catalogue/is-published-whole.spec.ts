// The catalogue (S19b): published whole by administrators, older versions kept, and nothing in it that cannot be sold by.
import { shippedCatalogue } from '#playbooks';
import { idOf, staffCaller, Story } from '../testing/given';
import { staffMember } from '../testing/story-opportunity';
import { difficultiesMet, isSold, productOf, type Catalogue } from './catalogue';
import { checkCatalogue } from './catalogue-problems';
import { catalogueDecider, latestCatalogue } from './catalogue-stream';

const administrator = idOf('administrator');
const stranger = idOf('account manager');
const shipped = shippedCatalogue() as Catalogue;

function catalogue() {
  return new Story(catalogueDecider, idOf('catalogue')).by(staffCaller(administrator)).knowing({
    staff: new Map([staffMember(administrator, ['administrator']), staffMember(stranger, ['account-manager'])]),
  });
}

it('S19b: the shipped catalogue is sound and has the products of the source', () => {
  expect(checkCatalogue(shipped)).toEqual({ catalogue: shipped });
  const codes = shipped.products.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['vpmn-local', 'short-number-sms', 'ip-line', 'mobile-mailbox']));
});

it('S19b: a new version is published whole; the older one stays as it was', () => {
  const story = catalogue();
  story.when({ type: 'PublishCatalogue', document: shipped });
  const dearer = structuredClone(shipped);
  productOf(dearer, 'ip-line')!.prices.monthly = 120_000;
  const [event] = story.when({ type: 'PublishCatalogue', document: dearer });
  expect(event).toMatchObject({ type: 'CataloguePublished', data: { version: 2 } });
  expect(latestCatalogue(story.state)).toMatchObject({ version: 2, catalogue: dearer });
  expect(story.state!.versions.get(1)!.catalogue).toEqual(shipped);
});

it('S19b: the same content is no new version, and only administrators publish', () => {
  const story = catalogue();
  story.when({ type: 'PublishCatalogue', document: shipped });
  story.refuses({ type: 'PublishCatalogue', document: structuredClone(shipped) }, 'ALREADY_EXISTS');
  story.by(staffCaller(stranger)).refuses({ type: 'PublishCatalogue', document: shipped }, 'NOT_ALLOWED');
});

it.each([
  ['two products of one code', (c: Catalogue) => c.products.push(c.products[0]!), 'products.7.code'],
  [
    'a feature that meets what is no difficulty',
    (c: Catalogue) => c.products[0]!.features[0]!.meets.push('x'),
    'products.0.features.0.meets.1',
  ],
  ['a product without any price', (c: Catalogue) => (c.products[0]!.prices = {}), 'products.0.prices'],
  ['a price below zero', (c: Catalogue) => (c.products[0]!.prices.monthly = -1), 'products.0.prices.monthly'],
  ['a cost without its price', (c: Catalogue) => (c.products[0]!.costs = { once: 1 }), 'products.0.costs.once'],
  ['a day that is none', (c: Catalogue) => (c.products[0]!.validFrom = '2026-02-30'), 'products.0.validFrom'],
  [
    'an end before the beginning',
    (c: Catalogue) => (c.products[0]!.validUntil = '2019-12-31'),
    'products.0.validUntil',
  ],
  [
    'a difficulty that nothing meets',
    (c: Catalogue) => c.difficulties.push({ code: 'x', title: { 'zh-CN': '难', en: 'x' } }),
    'difficulties.10',
  ],
  [
    'a title in one language',
    (c: Catalogue) => delete (c.products[0]!.title as { en?: string }).en,
    'products.0.title.en',
  ],
])('S19b: %s is refused by its place', (_what, spoil, path) => {
  const spoilt = structuredClone(shipped);
  spoil(spoilt);
  expect(catalogue().refuses({ type: 'PublishCatalogue', document: spoilt }, 'CATALOGUE_INVALID')).toEqual([path]);
});

it('S19b: a catalogue that is more than one message is refused', () => {
  const large = structuredClone(shipped);
  const words = '长'.repeat(400);
  for (let n = 0; n < 500; n++) {
    large.products.push({ ...shipped.products[0]!, code: `p-${n}`, unit: { 'zh-CN': words, en: words } });
  }
  expect(catalogue().refuses({ type: 'PublishCatalogue', document: large }, 'LIMIT_EXCEEDED')).toEqual(['document']);
});

it('S19b: a product is sold from its first day to its last', () => {
  const product = { ...shipped.products[0]!, validFrom: '2026-01-01', validUntil: '2026-01-31' };
  expect(['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map((on) => isSold(product, on))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(difficultiesMet(productOf(shipped, 'ip-line')!)).toEqual(['sites-apart', 'data-exposed', 'unstable-internet']);
});
