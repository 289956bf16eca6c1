// What is hashed, sealed and stored has the bytes it always had: an old log verifies, opens and answers repeats.
import fc from 'fast-check';
import { createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { canonicalJson, type Json } from '#domain';
import { requestHash, seal, unseal } from './sealing';
import { asReadBack, chainHash, encode, eventIdOf, GENESIS_HASH } from './stored-event';

const id = '0b3f8a52-7c1d-5e0e-9a56-3f2b1c7d9e10';
const key = createSecretKey(Buffer.alloc(32, 7));
const texts = fc.string({ unit: 'binary', maxLength: 400 });

describe('the request hash', () => {
  it('is the same as in every log so far', () => {
    const request = { stream: { type: 'customer', id }, command: { type: 'RegisterCustomer', name: '测试"集团"' } };
    expect(requestHash(key, request)).toBe('dVpww94DU5aMt1rfdyUpaluRcK48hJ895p5iV2a+MRo=');
    expect(requestHash(key, { text: 'x'.repeat(300) })).toBe('Jdbr7+WyTHahNWnl6Hxn5pbgNMs645laelYSbNBC1Xk=');
  });

  it('is the HMAC (RFC 2104) of the canonical request under a key derived from the owner’s', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), texts, (bytes, text) => {
        const derived = Buffer.from(hkdfSync('sha256', bytes, '', 'tongguan request', 32));
        const hmac = createHmac('sha256', derived).update(canonicalJson({ text }), 'utf8').digest('base64');
        const owner = createSecretKey(Buffer.from(bytes));
        // The second time with what was kept of the first.
        expect([requestHash(owner, { text }), requestHash(owner, { text })]).toEqual([hmac, hmac]);
      }),
    );
  });
});

describe('the chain', () => {
  it('is the same as in every log so far', () => {
    const first = chainHash(GENESIS_HASH, '{"名":"测试"}');
    expect(first.toString('hex')).toBe('633621cfb81eb314e2307ed65910f269efe06ca9fe51ec3ec9ad1fa07096d9e7');
    expect(chainHash(first, 'x'.repeat(300)).toString('hex')).toBe(
      '6f6b42d20ae762bff88c7397f887df43171b7d718db5f47dd0fdcc48575a9771',
    );
  });

  it('is SHA-256 over the hash before and the UTF-8 of the body', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), texts, (previous, body) => {
        const hash = createHash('sha256').update(previous).update(body, 'utf8').digest();
        expect(chainHash(Buffer.from(previous), body)).toEqual(hash);
      }),
    );
  });
});

it('an event is stored under the same id and as the same text', () => {
  expect(eventIdOf(id, 0)).toBe('4e2e3eb4-1fc3-5a9c-8664-3aeed29367a7');
  const envelope = {
    id: '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    type: 'ActionCompleted',
    shape: 1,
    stream: { type: 'opportunity', id },
    version: 3,
    at: '2026-03-02T01:00:00.000Z',
    by: { kind: 'staff', id },
    command: id,
    request: undefined,
    facts: { '10': 1, '9': 2 },
    data: { a: null, '\\': '\u001f', z: [1.5, -0, 1e21, true, false], 名: '测\u2028' },
  } as const;
  expect(encode({ ...envelope, data: { ...envelope.data, z: [...envelope.data.z] } })).toBe(
    `{"at":"2026-03-02T01:00:00.000Z","by":{"id":"${id}","kind":"staff"},"command":"${id}",` +
      `"data":{"\\\\":"\\u001f","a":null,"z":[1.5,0,1e+21,true,false],"名":"测\u2028"},"facts":{"10":1,"9":2},` +
      `"id":"2ed6657d-e927-568b-95e1-2665a8aea6a2","shape":1,"stream":{"id":"${id}","type":"opportunity"},` +
      `"type":"ActionCompleted","version":3}`,
  );
});

it('an event is folded while it is written as it is when it is read', () => {
  const { member } = fc.letrec<{ value: unknown; member: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.jsonValue({ maxDepth: 0 }),
      fc.constantFrom(-0, '__proto__'),
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('member')),
    ),
    member: fc.oneof(tie('value'), fc.constant(undefined)),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), member), (data) => {
      const read = asReadBack(data as Json);
      expect(read).toStrictEqual(JSON.parse(JSON.stringify(data)));
      expect(canonicalJson(read)).toBe(canonicalJson(data));
    }),
  );
});

it('a box that was sealed long ago opens, and so does one of today', () => {
  const box = 'WFiCu91+xZKiOd4YfIwQyMsHBaHcBaG7bJwzHEKcACjYXcVsx0ATm/RKtg==';
  const event = '2ed6657d-e927-568b-95e1-2665a8aea6a2';
  const fields = { report: '客户 "A"\n' };
  expect(unseal({ owner: id, iv: 'NMEf43870FpAGuHg', box }, key, event)).toEqual(fields);
  expect(unseal(seal(id, key, event, fields), key, event)).toEqual(fields);
});
