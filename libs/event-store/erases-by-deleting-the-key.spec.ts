// Law 12: personal fields are sealed; deleting the key erases the person, and every chain still verifies.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { contactDecider, customerDecider, type Caller, type ContactCommand } from '#domain';
import { eventually } from '../../tests/support/eventually';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { poolOf } from './data-source';
import { runErasureSink } from './erasure-sink';
import { handleCommand, type CommandRequest } from './handle-command';
import { runSequencer } from './sequencer';
import { verifyStream } from './verify-stream';

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

const keysPool = () => poolOf(test.store.keys.source);

it('stores a name nowhere in the log, and reads it back with the key', async () => {
  const id = randomUUID();
  await handleCommand(test.store, contactDecider, ask(id, { type: 'RegisterContact', customerId, ...planted }));
  const stored = await everythingStored(test.admin);
  expect(stored).toContain(id);
  for (const secret of [planted.name, planted.mobile, hexOf(planted.name), hexOf(planted.mobile)]) {
    expect(stored).not.toContain(secret);
  }
  const envelopes = (await test.store.readStream({ type: 'contact', id })).map((event) => event.envelope);
  expect([...(await test.store.personalFields(envelopes)).values()]).toEqual([planted]);
});

it('leaves nothing readable after erasure, and the chain whole', async () => {
  const id = randomUUID();
  const commandId = randomUUID();
  const register = ask(id, { type: 'RegisterContact', customerId, ...planted }, commandId);
  await handleCommand(test.store, contactDecider, register);
  await handleCommand(test.store, contactDecider, ask(id, { type: 'EraseContact', ground: 'requested' }));

  for (const store of [test.store, await test.openAnother()]) {
    const envelopes = (await store.readStream({ type: 'contact', id })).map((event) => event.envelope);
    expect(await store.personalFields(envelopes)).toEqual(new Map());
    expect(await verifyStream(store, { type: 'contact', id })).toMatchObject({ events: 2, brokenAt: undefined });
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

it('an erasure that died before the key was deleted is finished by whoever follows the log', async () => {
  const id = randomUUID();
  const { store } = test;
  await handleCommand(store, contactDecider, ask(id, { type: 'RegisterContact', customerId, ...planted }));
  const { rows } = await keysPool().query<{ wrapped: Buffer }>('SELECT wrapped FROM personal_keys WHERE owner = $1', [
    id,
  ]);
  await handleCommand(store, contactDecider, ask(id, { type: 'EraseContact', ground: 'requested' }));
  // As it lies there when the process ends between the event and the deletion.
  await keysPool().query('UPDATE personal_keys SET wrapped = $2, erased_at = NULL WHERE owner = $1', [
    id,
    rows[0]!.wrapped,
  ]);
  const stop = new AbortController();
  const errors: unknown[] = [];
  const running = [
    runSequencer(store, 'test', stop.signal, (error) => errors.push(error)),
    runErasureSink(store, 'test', stop.signal, (error) => errors.push(error)),
  ];
  await eventually('the key is gone', async () => {
    const found = await keysPool().query('SELECT FROM personal_keys WHERE owner = $1 AND wrapped IS NULL', [id]);
    return found.rowCount === 1 ? true : undefined;
  });
  stop.abort();
  await Promise.all(running);
  expect(errors).toEqual([]);
});

it('a sealed field moved to another event cannot be opened', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  for (const id of [one, two]) {
    await handleCommand(test.store, contactDecider, ask(id, { type: 'RegisterContact', customerId, ...planted }));
  }
  const [first] = await test.store.readStream({ type: 'contact', id: one });
  await expect(test.store.personalFields([{ ...first!.envelope, id: randomUUID() }])).rejects.toThrow();
});

it('keys are made once, whoever asks first, and opened only with the master key', async () => {
  const owner = randomUUID();
  const stores = [test.store, await test.openAnother()];
  const made = await Promise.all([0, 1, 0, 1].map((n) => stores[n]!.keys.keysFor([owner])));
  const keys = made.map((found) => found.get(owner)!.export().toString('hex'));
  expect(new Set(keys).size).toBe(1);
  const thief = await test.openAnother({ masterKey: Buffer.alloc(32, 9) });
  await expect(thief.keys.existingKeys([owner])).rejects.toThrow();
});

/** Every row of every table as text, as a dump would have it. */
async function everythingStored(admin: Client): Promise<string> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await admin.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

function hexOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}
