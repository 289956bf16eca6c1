// S5: a sale comes by a channel that begins sales and serves the customer's class; an integrator helps and begins none.
import { channelProblems } from '../../playbook/channels';
import { shippedDefinition } from '../../testing/shipped-opportunity';
import { refuseUnlessOrigin } from './origin';

const definition = shippedDefinition('group-customer');

it.each([
  ['account-manager', 'A', undefined],
  ['hotline', 'C', undefined],
  ['hotline', undefined, undefined],
  [undefined, 'A', undefined],
  ['integrator', 'A', 'does-not-originate'],
  ['integrator', undefined, 'does-not-originate'],
  ['experience-store', 'A', 'not-for-this-class'],
  ['fax', 'A', 'unknown'],
] as const)('S5: by %s for a customer of class %s: %s', (channel, customerClass, expected) => {
  const refusal = refuseUnlessOrigin(channel, definition, customerClass);
  expect(refusal?.missing[0]?.problem).toBe(expected);
  if (expected !== undefined) expect(refusal!.detail!['channels']).toContain('account-manager');
});

it('S5: a playbook without channels takes any; one that names a channel twice is unsound', () => {
  expect(refuseUnlessOrigin('fax', { ...definition, channels: undefined }, 'A')).toBeUndefined();
  const twice = { ...definition, channels: [...definition.channels!, definition.channels![0]!] };
  expect(channelProblems(twice).map(({ code }) => code)).toEqual(['repeated-key']);
});
