// Streams, commands and events are found again by ids that are derived anew each time: they never change.
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { commandIdFor, derivedId, playbookStreamId } from './derived-id';

const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

it('is the UUID version 5 that others derive', () => {
  // What Python's uuid.uuid5 says; the first is widely published.
  expect(derivedId(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  expect(derivedId(dns, '测试')).toBe('8e5f2911-010f-591c-bf24-7b7b676a97dc');
});

it('is the same as in every log so far', () => {
  expect(playbookStreamId('story')).toBe('f705ed9e-2f6d-5f0b-be06-1ad54ce2b0e1');
  expect(commandIdFor('staff:1', 'k')).toBe('feace245-af2f-5975-95be-36cd681a7af9');
});

it('has the version and the variant in their places and the hash everywhere else', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (namespace, name) => {
      const input = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]);
      const bytes = createHash('sha1').update(input).digest().subarray(0, 16);
      bytes[6] = (bytes[6]! & 0x0f) | 0x50;
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      expect(derivedId(namespace, name).replaceAll('-', '')).toBe(bytes.toString('hex'));
    }),
  );
});
