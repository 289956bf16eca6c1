// Law 12: personal fields are sealed; deleting the key erases the person, and every chain still verifies.
import { randomUUID } from 'node:crypto';
import { contactDecider, customerDecider, type Caller, type ContactCommand } from '#domain';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { handleCommand, type CommandRequest } from './handle-command';

const planted = { name: '欧阳探针', mobile: '13912345678' };
const setup: Caller = { kind: 'process', name: 'setup' };
const now = '2026-03-02T01:00:00.000Z';
const customerId = randomUUID();
let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
  const command = { type: 'RegisterCustomer', name: '测试集团' } as const;
  await handleCommand(test.store, customerDecider, {
    stream: { type: 'customer', id: customerId },
    command,
    caller: setup,
    commandId: randomUUID(),
    now,
  });
});
afterAll(() => test.close());

function ask(
  contactId: string,
  command: ContactCommand,
  commandId: string = randomUUID(),
): CommandRequest<ContactCommand> {
  return { stream: { type: 'contact', id: contactId }, command, caller: setup, commandId, now };
}

it('stores a name nowhere in the log, and reads it back with the key', async () => {
  const id = randomUUID();
  await handleCommand(test.store, contactDecider, ask(id, { type: 'RegisterContact', customerId, ...planted }));
  const { rows } = await test.admin.query<{ text: string }>('SELECT events::text AS text FROM events');
  expect(rows.filter(({ text }) => text.includes(planted.name) || text.includes(planted.mobile))).toEqual([]);
  const envelopes = (await test.store.readStream(id)).map((event) => event.envelope);
  expect([...(await test.store.personalFields(envelopes)).values()]).toEqual([planted]);
});

it('leaves nothing readable after erasure, and the chain whole', async () => {
  const id = randomUUID();
  const commandId = randomUUID();
  const register = ask(id, { type: 'RegisterContact', customerId, ...planted }, commandId);
  await handleCommand(test.store, contactDecider, register);
  await handleCommand(test.store, contactDecider, ask(id, { type: 'EraseContact', ground: 'requested' }));

  for (const store of [test.store, await test.openAnother()]) {
    const envelopes = (await store.readStream(id)).map((event) => event.envelope);
    expect(await store.personalFields(envelopes)).toEqual(new Map());
    expect(await store.verifyStream({ type: 'contact', id })).toMatchObject({ events: 2, brokenAt: undefined });
    // Nothing is left to compare a repeat with: it is answered as it was, and the key does not come back.
    expect(await handleCommand(store, contactDecider, register)).toMatchObject({
      kind: 'accepted',
      repeated: true,
      version: 1,
    });
    expect((await store.keys.keysFor([id])).get(id)).toBeUndefined();
    const late = await handleCommand(store, contactDecider, ask(id, { type: 'ChangeContact', ...planted }));
    expect(late).toMatchObject({ kind: 'refused', refusal: { refused: 'CONTACT_ERASED' } });
  }
});

it('a sealed field moved to another event cannot be opened', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  for (const id of [one, two]) {
    await handleCommand(test.store, contactDecider, ask(id, { type: 'RegisterContact', customerId, ...planted }));
  }
  const [first] = await test.store.readStream(one);
  await expect(test.store.personalFields([{ ...first!.envelope, id: randomUUID() }])).rejects.toThrow();
});
