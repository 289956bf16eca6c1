// A warm command costs at most three statements: its own stream, all fact streams above their cached versions, the append.
import { randomUUID } from 'node:crypto';
import {
  contactDecider,
  customerDecider,
  opportunityDecider,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type Decider,
  type DomainEvent,
  type Id,
  type StaffCommand,
  type StaffRole,
  type StreamRef,
} from '#domain';
import { shippedPlaybook } from '#playbooks';
import { register, setup } from '../../tests/support/customer-requests';
import { sentStatements } from '../../tests/support/sent-statements';
import { openTestStore, type TestStore } from '../../tests/support/test-database';
import type { EventStore } from './event-store';
import { handleCommand } from './handle-command';

const [manager, supervisor, director, customer, contact, opportunity] = Array.from({ length: 6 }, () => randomUUID());
const byManager: Caller = { kind: 'staff', id: manager! };
let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
  const { store } = test;
  const playbook: StreamRef = { type: 'playbook', id: playbookStreamId('story') };
  await accept(
    store,
    playbookDecider,
    playbook,
    { type: 'PublishPlaybook', document: shippedPlaybook('story') },
    setup,
  );
  await join(store, director!, 'supervisor');
  await join(store, supervisor!, 'supervisor', director);
  await join(store, manager!, 'account-manager', supervisor);
  await handleCommand(store, customerDecider, register(customer!));
  const person = { type: 'RegisterContact', customerId: customer!, name: '联系人' } as const;
  await accept(store, contactDecider, { type: 'contact', id: contact! }, person);
  const open = { type: 'OpenOpportunity', customerId: customer!, playbookKey: 'story', title: '专线' } as const;
  await accept(store, opportunityDecider, { type: 'opportunity', id: opportunity! }, open);
});
afterAll(() => test.close());

async function accept<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: StreamRef,
  command: Command,
  caller: Caller = byManager,
): Promise<Id> {
  const request = { stream, command, caller, commandId: randomUUID(), now: '2026-03-02T01:00:00.000Z' };
  const outcome = await handleCommand(store, decider, request);
  expect(outcome).toMatchObject({ kind: 'accepted', repeated: false });
  return request.commandId;
}

async function join(store: EventStore, id: Id, role: StaffRole, superiorId?: Id): Promise<void> {
  const command: StaffCommand = { type: 'RegisterStaff', roles: [role], name: role, superiorId };
  await accept(store, staffDecider, { type: 'staff', id }, command, setup);
}

it('on a stream whose facts are known', async () => {
  const stream: StreamRef = { type: 'contact', id: contact! };
  const sent = sentStatements(test.store);
  await accept(test.store, contactDecider, stream, { type: 'ChangeContact', name: '联系人', post: '主任' });
  expect(sent).toEqual(['read-for-command', 'read-streams', 'append']);
  const changed = (await test.store.readStream(stream)).at(-1)!;
  expect(changed.envelope.facts).toEqual({ [manager!]: 1, [customer!]: 1 });
});

it('on an opportunity, whose facts are its playbook, a contact and a member of staff', async () => {
  const stream: StreamRef = { type: 'opportunity', id: opportunity! };
  const sent = sentStatements(test.store);
  const level = { type: 'PlaceContact', contactId: contact!, level: 'user' } as const;
  await accept(test.store, opportunityDecider, stream, level);
  expect(sent).toEqual(['read-for-command', 'read-streams', 'append']);
});

it('when one fact leads to the next: the reporting line is known from the cache and read at once', async () => {
  const stream: StreamRef = { type: 'opportunity', id: opportunity! };
  const override = { type: 'RequestOverride', gate: 'preparation', reason: '客户时间紧' } as const;
  const sent = sentStatements(test.store);
  const commandId = await accept(test.store, opportunityDecider, stream, override);
  expect(sent.slice(0, 2)).toEqual(['read-for-command', 'read-streams']);
  expect(sent).toHaveLength(3);
  const events = await test.store.readStream(stream);
  const own = events.find(({ envelope }) => envelope.command === commandId)!;
  expect(Object.keys(own.envelope.facts!)).toEqual(expect.arrayContaining([manager, supervisor, director]));
});

it('in a process that knows nothing yet, when no fact leads to another', async () => {
  const cold = await test.openAnother();
  const sent = sentStatements(cold);
  const stream: StreamRef = { type: 'contact', id: contact! };
  await accept(cold, contactDecider, stream, { type: 'ChangeContact', name: '联系人', post: '经理' });
  expect(sent).toEqual(['read-for-command', 'read-streams', 'append']);
});

it('sees a fact that another process has just changed', async () => {
  const elsewhere = await test.openAnother();
  await accept(elsewhere, staffDecider, { type: 'staff', id: manager! }, { type: 'DeactivateStaff' }, setup);
  const stream: StreamRef = { type: 'contact', id: contact! };
  const outcome = await handleCommand(test.store, contactDecider, {
    stream,
    command: { type: 'ChangeContact', name: '联系人' },
    caller: byManager,
    commandId: randomUUID(),
    now: '2026-03-02T01:00:00.000Z',
  });
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { refused: 'NOT_ALLOWED' } });
});
