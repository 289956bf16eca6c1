// Requests about a customer: the shortest life a stream can have, for tests of the store.
import { randomUUID } from 'node:crypto';
import { commandIdFor, type Caller, type CustomerCommand, type Id } from '#domain';
import type { CommandRequest } from '#event-store';

export const setup: Caller = { kind: 'process', name: 'setup' };

type Change = Partial<CommandRequest<CustomerCommand>>;

/** The same request whenever it is asked for. */
export function register(id: Id, change: Change = {}): CommandRequest<CustomerCommand> {
  return {
    stream: { type: 'customer', id },
    command: { type: 'RegisterCustomer', name: '测试集团', class: 'B' },
    caller: setup,
    commandId: commandIdFor('setup', `register ${id}`),
    now: '2026-03-02T01:00:00.000Z',
    ...change,
  };
}

/** Another request every time, unless `change` says which. */
export function rename(id: Id, name: string, change: Change = {}): CommandRequest<CustomerCommand> {
  return register(id, { command: { type: 'ChangeCustomerProfile', name }, commandId: randomUUID(), ...change });
}
