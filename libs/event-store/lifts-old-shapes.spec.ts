// Law 3: what is stored keeps its shape for ever; it is lifted to the current one at reading.
import { randomUUID } from 'node:crypto';
import { Upcasting, type Decider, type DomainEvent, type Id, type StreamRef } from '#domain';
import { setup } from '../../tests/support/customer-requests';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { foldStream } from './fold';
import { handleCommand, type CommandRequest } from './handle-command';
import { recorded } from './stored-event';
import { verifyStream } from './verify-stream';

type Account = { id: Id; fen: number };
type Paid = DomainEvent<'Paid', { fen: number }>;

/** An account into which amounts are paid; once they were stored in yuan. */
const decider: Decider<Account, Paid['data'], Paid> = {
  streamType: 'calendar',
  evolve: (state, { streamId, data }) => ({ id: streamId, fen: (state?.fen ?? 0) + data.fen }),
  decide: (_state, data) => [{ type: 'Paid', data }],
  factsNeeded: () => [],
  keyOwner: ({ id }) => id,
};
/** The program as it was: it knew nothing of fen. */
const inYuan: typeof decider = { ...decider, evolve: (state, { streamId }) => state ?? { id: streamId, fen: 0 } };
const fromYuan = new Upcasting([{ type: 'Paid', from: 1, up: ({ yuan }) => ({ fen: Number(yuan) * 100 }) }]);

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

function pay(stream: StreamRef, data: object): CommandRequest<Paid['data']> {
  const command = data as Paid['data'];
  return { stream, command, caller: setup, commandId: randomUUID(), now: '2026-03-02T01:00:00.000Z' };
}

it('folds and answers old events as if they had been written today, and leaves their bytes alone', async () => {
  const stream: StreamRef = { type: 'calendar', id: randomUUID() };
  const old = pay(stream, { yuan: 3 });
  await handleCommand(test.store, inYuan, old);
  const [before] = await test.store.readStream(stream);

  const today = await test.openAnother({ upcasting: fromYuan });
  await handleCommand(today, decider, pay(stream, { fen: 50 }));
  expect((await foldStream(today, decider, stream)).state).toEqual({ id: stream.id, fen: 350 });
  expect(await handleCommand(today, decider, old)).toMatchObject({ repeated: true, events: [{ data: { fen: 300 } }] });

  const events = await today.readStream(stream);
  expect(events.map(({ envelope }) => envelope.shape)).toEqual([1, 2]);
  expect(events[0]!.body).toBe(before!.body);
  expect(events.map(({ envelope }) => recorded(envelope, fromYuan).data)).toEqual([{ fen: 300 }, { fen: 50 }]);
  expect(await verifyStream(today, stream)).toMatchObject({ events: 2, brokenAt: undefined });
});

it('a process that is older than an event does not fold it', async () => {
  const stream: StreamRef = { type: 'calendar', id: randomUUID() };
  await handleCommand(await test.openAnother({ upcasting: fromYuan }), decider, pay(stream, { fen: 1 }));
  await expect(handleCommand(test.store, inYuan, pay(stream, { yuan: 1 }))).rejects.toThrow('stored in shape 2');
});
