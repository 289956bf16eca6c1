// Law 11: text that cannot be kept is refused at the door, with the place it stands at.
import { storableJson, unstorable } from './text-at-the-door';

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

it.each([
  [{ a: [{ b: 'x\u0000' }] }, 'a.0.b'],
  [{ a: { b: 'x\udc00y' } }, 'a.b'],
  [{ a: { 'x\ud800': 1 } }, 'a'],
  [{ 'x\u0000': 1 }, ''],
  ['\ud83d', ''],
])('names the place in %j', (value, path) => {
  expect(unstorable(value)).toEqual({ path, problem: 'unstorable-character' });
});

it('lets everything else through: pairs of surrogates, control characters, the escape itself as text', () => {
  const value = { a: '😀\u0001\u001f', b: '\\u0000', c: [null, 1.5, true, undefined], 世: '界' };
  expect(unstorable(value)).toBeUndefined();
  expect(JSON.parse(storableJson({ b: value.b }))).toEqual({ b: value.b });
});

it('refuses what nests without end, and takes what any form or playbook needs', () => {
  expect(unstorable(nested(40))).toBeUndefined();
  expect(unstorable(nested(100_000))).toMatchObject({ problem: 'too-deep' });
});

it('stops what came in by another way', () => {
  expect(() => storableJson({ a: { b: '\u0000' } })).toThrow('a.b holds unstorable-character');
  expect(() => storableJson({ a: '\ud800' })).toThrow('surrogate');
});
