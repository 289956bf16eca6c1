// A playbook written as what differs from another one is one whole document; whatever it names is there.
import { applyOverlay, type Overlay } from './overlay';

const action = (key: string, more: object = {}) => ({ key, per: 'gate', ...more });
const base = {
  key: 'base',
  title: 'Base',
  facts: [{ key: 'need' }, { key: 'rank' }],
  gates: [
    {
      key: 'one',
      actions: [action('a'), action('b', { when: { fact: 'need', is: true } })],
      passWhen: { fact: 'need' },
    },
    {
      key: 'two',
      actions: [
        action('c', {
          form: { required: ['need', 'rank'], properties: { need: {}, rank: {} } },
          sets: { need: 'need', rank: 'rank' },
        }),
      ],
    },
  ],
};
const overlay: Overlay = { key: 'other', title: 'Other', basedOn: 'base', order: ['two', 'one'] };
const keys = (document: unknown): string[][] =>
  (document as typeof base).gates.map((gate) => [gate.key, ...gate.actions.map(({ key }) => key)]);

it('orders gates, moves, adds and leaves out actions, and leaves the base as it is', () => {
  const before = structuredClone(base);
  const added = { actions: { two: [action('d')] }, gates: [{ key: 'three', actions: [action('e')] }] };
  const changes = { without: { actions: ['b'] }, moved: { a: 'two' }, added, order: ['two', 'three', 'one'] };
  expect(keys(applyOverlay({ ...overlay, ...changes }, base))).toEqual([
    ['two', 'd', 'c', 'a'],
    ['three', 'e'],
    ['one'],
  ]);
  expect(base).toEqual(before);
});

it('a fact that is left out is asked by no form', () => {
  const result = applyOverlay({ ...overlay, without: { facts: ['rank'] } }, base) as typeof base;
  expect(result.facts).toEqual([{ key: 'need' }]);
  expect(result.gates[0]!.actions[0]).toEqual(
    action('c', { form: { required: ['need'], properties: { need: {} } }, sets: { need: 'need' } }),
  );
});

it('changes by key, takes away by null, and exchanges a condition as a whole', () => {
  const gates = { one: { passWhen: { all: [] }, actions: { b: { when: null, due: '1w' } } } };
  const result = applyOverlay({ ...overlay, changed: { gates } }, base) as typeof base;
  const [, one] = result.gates;
  expect(one).toEqual({ key: 'one', passWhen: { all: [] }, actions: [action('a'), action('b', { due: '1w' })] });
});

it.each<[string, Partial<Overlay>]>([
  ['zz', { without: { actions: ['zz'] } }],
  ['zz', { without: { facts: ['zz'] } }],
  ['zz', { moved: { a: 'zz' } }],
  ['zz', { moved: { zz: 'one' } }],
  ['zz', { changed: { gates: { one: { actions: { zz: { due: '1w' } } } } } }],
  ['zz', { order: ['one', 'two', 'zz'] }],
  ['one is missing', { order: ['two'] }],
])('says that %s is not there', (name, change) => {
  expect(() => applyOverlay({ ...overlay, ...change }, base)).toThrow(name);
});
