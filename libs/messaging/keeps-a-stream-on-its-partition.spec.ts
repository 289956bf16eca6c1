// The partition of a stream is the same for ever, on every machine, and the one that Kafka's own clients compute for the key.
import { randomUUID } from 'node:crypto';
import { Partitioners } from 'kafkajs';
import { murmur2, PARTITIONS, partitionOf } from './topics';

it.each([
  ['00000000-0000-0000-0000-000000000000', 9],
  ['6f1d2a52-9f0b-5c7e-8a34-0f6f0a7c1d10', 7],
  ['c7a1f3de-0b1c-5d2e-9f3a-4b5c6d7e8f90', 3],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', 6],
])('%s is on partition %i', (streamId, partition) => {
  expect(partitionOf(streamId)).toBe(partition);
});

// The values of Kafka's own test of its hash (UtilsTest.testMurmur2).
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %s as Kafka does', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

it('agrees with a client that computes it from the key', () => {
  const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
    ...{ partitionId, partitionErrorCode: 0, leader: 1, replicas: [1], isr: [1] },
  }));
  const partition = Partitioners.DefaultPartitioner();
  for (const key of Array.from({ length: 1_000 }, () => randomUUID())) {
    expect(partitionOf(key)).toBe(partition({ topic: 'any', partitionMetadata, message: { key, value: null } }));
  }
});
