// Laws 4 and 5: what is accepted is stored once, whoever repeats it and whoever else is writing.
import { randomUUID } from 'node:crypto';
import { customerDecider, staffDecider } from '#domain';
import { register, rename } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { handleCommand } from './handle-command';
import { verifyStream } from './verify-stream';

let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

describe('a command', () => {
  it('is answered from what it stored when it is repeated, also by another process', async () => {
    const id = randomUUID();
    const first = await handleCommand(test.store, customerDecider, register(id));
    const again = await handleCommand(test.store, customerDecider, register(id));
    const elsewhere = await handleCommand(await test.openAnother(), customerDecider, register(id));
    expect(first).toMatchObject({ kind: 'accepted', version: 1, repeated: false });
    // What the answer says is the same to the last member, or a repeat could tell another story.
    for (const repeat of [again, elsewhere]) expect(repeat).toStrictEqual({ ...first, repeated: true });
    expect(await test.store.readStream({ type: 'customer', id })).toHaveLength(1);
  });

  it('is answered from what it stored after the stream has moved on, before any rule runs', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const request = rename(id, '二', { expectedVersion: 1 });
    await handleCommand(test.store, customerDecider, request);
    await handleCommand(test.store, customerDecider, rename(id, '三'));
    for (const repeat of [request, register(id)]) {
      expect(await handleCommand(test.store, customerDecider, repeat)).toMatchObject({
        kind: 'accepted',
        repeated: true,
      });
    }
  });

  it('is refused when its key was used for another body, or in another stream', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const body = register(id, { command: { type: 'RegisterCustomer', name: '别的集团', class: 'B' } });
    expect(await handleCommand(test.store, customerDecider, body)).toEqual({ kind: 'reused' });
    const stream = register(id, { stream: { type: 'customer', id: randomUUID() } });
    expect(await handleCommand(test.store, customerDecider, stream)).toEqual({ kind: 'reused' });
  });

  it('is compared by the body that was sent, where the command holds more', async () => {
    const id = randomUUID();
    const request = register(id, { requestBody: { name: '测试集团' } });
    await handleCommand(test.store, customerDecider, request);
    const filledIn = { ...request, command: { ...request.command, class: 'C' } as typeof request.command };
    expect(await handleCommand(test.store, customerDecider, filledIn)).toMatchObject({ repeated: true });
    const another = { ...request, requestBody: { name: '别的集团' } };
    expect(await handleCommand(test.store, customerDecider, another)).toEqual({ kind: 'reused' });
  });

  it('that was refused left nothing and is judged anew', async () => {
    const id = randomUUID();
    const request = rename(id, '新名');
    expect(await handleCommand(test.store, customerDecider, request)).toMatchObject({
      refusal: { refused: 'NOT_FOUND' },
    });
    await handleCommand(test.store, customerDecider, register(id));
    expect(await handleCommand(test.store, customerDecider, request)).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('with an expected version conflicts when the stream has moved on', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    await handleCommand(test.store, customerDecider, rename(id, '二', { expectedVersion: 1 }));
    const late = await handleCommand(test.store, customerDecider, rename(id, '三', { expectedVersion: 1 }));
    expect(late).toEqual({ kind: 'conflict', version: 2 });
  });

  it('of many at once takes its place after the others, without gap or fork', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const stores = [test.store, await test.openAnother(), await test.openAnother()];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => handleCommand(stores[n % 3]!, customerDecider, rename(id, `名${n}`))),
    );
    const accepted = outcomes.filter((outcome) => outcome.kind === 'accepted');
    expect(accepted.length + outcomes.filter((outcome) => outcome.kind === 'conflict').length).toBe(12);
    const { events, brokenAt } = await verifyStream(test.store, { type: 'customer', id });
    expect({ events, brokenAt }).toEqual({ events: accepted.length + 1, brokenAt: undefined });
  });

  it.each([undefined, 1])(
    'repeated by two processes at the same moment is stored once (If-Match: %s)',
    async (seen) => {
      const id = randomUUID();
      await handleCommand(test.store, customerDecider, register(id));
      const stores = [test.store, await test.openAnother()];
      const request = rename(id, '二', { expectedVersion: seen });
      const outcomes = await Promise.all([0, 1, 0, 1].map((n) => handleCommand(stores[n]!, customerDecider, request)));
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
      expect(await test.store.readStream({ type: 'customer', id })).toHaveLength(2);
    },
  );

  it('for a stream of another type finds nothing and changes nothing', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    for (const store of [test.store, await test.openAnother()]) {
      const outcome = await handleCommand(store, staffDecider, {
        ...register(id),
        stream: { type: 'staff', id },
        command: { type: 'RegisterStaff', roles: ['auditor'], name: '某' },
        commandId: randomUUID(),
      });
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { refused: 'NOT_FOUND' } });
      expect(await store.readStream({ type: 'staff', id })).toEqual([]);
    }
    expect(await test.store.readStream({ type: 'customer', id })).toHaveLength(1);
  });

  it.each([
    ['U+0000', '测\u0000试'],
    ['a lone surrogate', '测\ud800试'],
  ])('with %s is refused at the door and names the field', async (_, name) => {
    const outcome = await handleCommand(
      test.store,
      customerDecider,
      register(randomUUID(), { command: { type: 'RegisterCustomer', name } }),
    );
    expect(outcome).toMatchObject({
      refusal: { refused: 'INVALID_INPUT', missing: [{ key: 'name', problem: 'unstorable-character' }] },
    });
  });
});
