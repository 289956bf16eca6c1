// Law 11: one value has one byte form, that of RFC 8785.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

const wellFormed = fc.string({ unit: 'binary' });
const values = fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' });

it('writes what the reference library writes', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
});

it('is the same for the same members in another order', () => {
  fc.assert(
    fc.property(fc.dictionary(wellFormed, fc.jsonValue()), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(object));
    }),
  );
});

it.each([NaN, Infinity, 'lone \ud800', undefined, { ['\udc00']: 1 }])('refuses %p', (value) => {
  expect(() => canonicalJson(value)).toThrow('canonicalJson');
});

it('orders names that look like numbers, by their UTF-16 units as all others', () => {
  expect(canonicalJson({ b: 1, '10': 2, '9': 3, a: undefined, __proto__x: 4 })).toBe(
    '{"10":2,"9":3,"__proto__x":4,"b":1}',
  );
});
