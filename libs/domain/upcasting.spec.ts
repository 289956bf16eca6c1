// Law 3: shapes only grow; old ones are upcast at reading.
import { Upcasting } from './upcasting';

const upcasting = new Upcasting([
  { type: 'Moved', from: 2, up: (data) => ({ ...data, unit: 'fen' }) },
  { type: 'Moved', from: 1, up: ({ price, ...data }) => ({ ...data, amount: price }) },
]);

it('lifts an old shape step by step and leaves the current one alone', () => {
  expect(upcasting.currentShape('Moved')).toBe(3);
  expect(upcasting.lift('Moved', 1, { price: 5, to: 'x' })).toEqual({ amount: 5, to: 'x', unit: 'fen' });
  expect(upcasting.lift('Moved', 3, { amount: 5 })).toEqual({ amount: 5 });
  expect(upcasting.lift('Other', 1, { a: 1 })).toEqual({ a: 1 });
});

it('refuses a shape from the future and a row with a hole', () => {
  expect(() => upcasting.lift('Moved', 4, {})).toThrow('stored in shape 4');
  expect(() => new Upcasting([{ type: 'Moved', from: 2, up: (data) => data }])).toThrow('none leads from shape 1');
});
