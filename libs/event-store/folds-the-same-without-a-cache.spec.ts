// What a process keeps in its cache is what any other folds from the log, whatever happened to the cache meanwhile.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { customerDecider, customerClasses, type CustomerCommand, type StreamRef } from '#domain';
import { register } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { foldStream } from './fold';
import { handleCommand } from './handle-command';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

const commands: fc.Arbitrary<CustomerCommand> = fc.oneof(
  fc.record({
    type: fc.constant('ChangeCustomerProfile' as const),
    name: fc.string({ minLength: 1, maxLength: 20 }),
    region: fc.option(fc.constant('bj'), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('ClassifyCustomer' as const),
    class: fc.constantFrom(...customerClasses),
    reason: fc.constant('grown'),
  }),
);

it('holds after any row of commands, each by a process of its own or by one that knows the stream', async () => {
  const other = await test.openAnother();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(commands, fc.boolean(), fc.boolean()), { maxLength: 8 }), async (steps) => {
      const stream: StreamRef = { type: 'customer', id: randomUUID() };
      await handleCommand(test.store, customerDecider, register(stream.id));
      for (const [command, elsewhere, forgetting] of steps) {
        const store = elsewhere ? other : test.store;
        if (forgetting) store.states.delete(stream.id);
        await handleCommand(store, customerDecider, register(stream.id, { command, commandId: randomUUID() }));
      }
      const warm = [
        await foldStream(test.store, customerDecider, stream),
        await foldStream(other, customerDecider, stream),
      ];
      test.store.states.delete(stream.id);
      const cold = await foldStream(test.store, customerDecider, stream);
      for (const folded of warm) expect(folded).toStrictEqual(cold);
    }),
    { numRuns: 30 },
  );
});

it('holds when the cache forgets the stream while its rows are on their way', async () => {
  const stream: StreamRef = { type: 'customer', id: randomUUID() };
  await handleCommand(test.store, customerDecider, register(stream.id));
  const elsewhere = await test.openAnother();
  const command = { type: 'ClassifyCustomer', class: 'A', reason: 'grown' } as const;
  await handleCommand(elsewhere, customerDecider, register(stream.id, { command, commandId: randomUUID() }));
  const folding = foldStream(test.store, customerDecider, stream);
  test.store.states.delete(stream.id);
  expect(await folding).toStrictEqual(await foldStream(elsewhere, customerDecider, stream));
});
