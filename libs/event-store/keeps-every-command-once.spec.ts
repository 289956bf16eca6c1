// Laws 3, 4, 5, 11: what is accepted is stored once, in a chain that shows any change.
import { randomUUID } from 'node:crypto';
import {
  commandIdFor,
  customerDecider,
  contactDecider,
  staffDecider,
  type Caller,
  type CustomerCommand,
  type Id,
} from '#domain';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import { handleCommand, type CommandRequest } from './handle-command';

const setup: Caller = { kind: 'process', name: 'setup' };
let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

function register(id: Id, change: Partial<CommandRequest<CustomerCommand>> = {}): CommandRequest<CustomerCommand> {
  return {
    stream: { type: 'customer', id },
    command: { type: 'RegisterCustomer', name: '测试集团', class: 'B' },
    caller: setup,
    commandId: commandIdFor('setup', `register ${id}`),
    now: '2026-03-02T01:00:00.000Z',
    ...change,
  };
}

function rename(
  id: Id,
  name: string,
  key: string,
  change: Partial<CommandRequest<CustomerCommand>> = {},
): CommandRequest<CustomerCommand> {
  return register(id, {
    command: { type: 'ChangeCustomerProfile', name },
    commandId: commandIdFor('setup', key),
    ...change,
  });
}

describe('a command', () => {
  it('is answered from what it stored when it is repeated, also by another process', async () => {
    const id = randomUUID();
    const first = await handleCommand(test.store, customerDecider, register(id));
    const again = await handleCommand(test.store, customerDecider, register(id));
    const elsewhere = await handleCommand(await test.openAnother(), customerDecider, register(id));
    expect(first).toMatchObject({ kind: 'accepted', version: 1, repeated: false });
    for (const repeat of [again, elsewhere]) {
      expect(repeat).toMatchObject({
        kind: 'accepted',
        version: 1,
        repeated: true,
        events: [{ type: 'CustomerRegistered' }],
      });
    }
    expect(await test.store.readStream(id)).toHaveLength(1);
  });

  it('is refused when its key was used for another body, or in another stream', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const body = register(id, { command: { type: 'RegisterCustomer', name: '别的集团', class: 'B' } });
    expect(await handleCommand(test.store, customerDecider, body)).toEqual({ kind: 'reused' });
    const stream = register(id, { stream: { type: 'customer', id: randomUUID() } });
    expect(await handleCommand(test.store, customerDecider, stream)).toEqual({ kind: 'reused' });
  });

  it('that was refused left nothing and is judged anew', async () => {
    const id = randomUUID();
    const request = rename(id, '新名', `late ${id}`);
    expect(await handleCommand(test.store, customerDecider, request)).toMatchObject({
      refusal: { refused: 'NOT_FOUND' },
    });
    await handleCommand(test.store, customerDecider, register(id));
    expect(await handleCommand(test.store, customerDecider, request)).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('with an expected version conflicts when the stream has moved on', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    await handleCommand(test.store, customerDecider, rename(id, '二', `a ${id}`, { expectedVersion: 1 }));
    const late = await handleCommand(test.store, customerDecider, rename(id, '三', `b ${id}`, { expectedVersion: 1 }));
    expect(late).toEqual({ kind: 'conflict', version: 2 });
  });

  it('of many at once takes its place after the others, without gap or fork', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const stores = [test.store, await test.openAnother(), await test.openAnother()];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        handleCommand(stores[n % 3]!, customerDecider, rename(id, `名${n}`, `many ${n} ${id}`)),
      ),
    );
    const accepted = outcomes.filter((outcome) => outcome.kind === 'accepted');
    expect(accepted.length + outcomes.filter((outcome) => outcome.kind === 'conflict').length).toBe(12);
    const { events, brokenAt } = await test.store.verifyStream({ type: 'customer', id });
    expect({ events, brokenAt }).toEqual({ events: accepted.length + 1, brokenAt: undefined });
  });

  it('repeated by two processes at the same moment stores its events once', async () => {
    const id = randomUUID();
    const stores = [test.store, await test.openAnother()];
    const outcomes = await Promise.all(
      [0, 1, 0, 1].map((n) => handleCommand(stores[n]!, customerDecider, register(id))),
    );
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(await test.store.readStream(id)).toHaveLength(1);
  });

  it('for a stream of another type finds nothing', async () => {
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
    }
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

describe('the chain', () => {
  it('names the version at which stored bytes were changed', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    for (const n of [1, 2, 3])
      await handleCommand(test.store, customerDecider, rename(id, `名${n}`, `chain ${n} ${id}`));
    await expect(test.admin.query('UPDATE events SET body = body')).rejects.toThrow('never changed or deleted');
    await expect(test.admin.query('DELETE FROM events')).rejects.toThrow('never changed or deleted');
    await test.admin.query('SET session_replication_role = replica');
    await test.admin.query(
      `UPDATE events SET body = replace(body, '"version":3', '"version": 3') WHERE stream_id = $1`,
      [id],
    );
    await test.admin.query('SET session_replication_role = DEFAULT');
    expect(await test.store.verifyStream({ type: 'customer', id })).toMatchObject({ events: 4, brokenAt: 3 });
  });

  it('is continued by nobody who folded something else', async () => {
    const id = randomUUID();
    await handleCommand(test.store, customerDecider, register(id));
    const [first] = await test.store.readStream(id);
    const row = { eventId: randomUUID(), hash: Buffer.alloc(32, 1), body: '{}' };
    await expect(test.store.append(id, 1, Buffer.alloc(32, 7), [row])).rejects.toThrow('does not continue');
    await expect(test.store.append(id, 5, first!.hash, [row])).rejects.toThrow('does not continue');
  });
});

describe('a warm command', () => {
  it('costs three statements: its stream, all facts, the append', async () => {
    const [manager, customer, contact] = [randomUUID(), randomUUID(), randomUUID()];
    await handleCommand(test.store, staffDecider, {
      ...register(manager),
      stream: { type: 'staff', id: manager },
      command: { type: 'RegisterStaff', roles: ['account-manager'], name: '经理' },
    });
    await handleCommand(test.store, customerDecider, register(customer));
    const byManager: Caller = { kind: 'staff', id: manager };
    const base = {
      caller: byManager,
      now: '2026-03-02T01:00:00.000Z',
      stream: { type: 'contact', id: contact } as const,
    };
    const command = { type: 'RegisterContact', customerId: customer, name: '联系人' } as const;
    await handleCommand(test.store, contactDecider, { ...base, command, commandId: randomUUID() });
    const statements = countStatements(test);
    const outcome = await handleCommand(test.store, contactDecider, {
      ...base,
      command: { type: 'ChangeContact', name: '联系人', post: '主任' },
      commandId: randomUUID(),
    });
    expect(outcome).toMatchObject({ kind: 'accepted', version: 2 });
    expect(statements()).toEqual(['read-for-command', 'read-streams', 'append']);
    const [, changed] = await test.store.readStream(contact);
    expect(changed!.envelope.facts).toEqual({ [manager]: 1, [customer]: 1 });
  });
});

/** Names of the statements sent on the pool of the log from now on. */
function countStatements({ store }: TestStore): () => string[] {
  const sent: string[] = [];
  const { pool } = store;
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    sent.push((args[0] as { name?: string }).name ?? String(args[0]));
    return query(...args);
  }) as typeof pool.query;
  return () => {
    pool.query = query as typeof pool.query;
    return sent;
  };
}
