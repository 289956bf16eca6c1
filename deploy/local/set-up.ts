// What a new installation begins with: the shipped playbooks and products, and for the local run the example company.
// Every command's id follows from what it makes, so that a second start repeats nothing.
import {
  catalogueDecider,
  catalogueStreamId,
  commandIdFor,
  contactDecider,
  contentHash,
  customerDecider,
  derivedId,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Decider,
  type DomainEvent,
  type Id,
} from '#domain';
import { EventStore, handleCommand, type EventStoreOptions } from '#event-store';
import { shippedCatalogue, shippedPlaybook, shippedPlaybookKeys } from '#playbooks';
import { readModelMigrations } from '#read-model';
import { exampleCustomers, exampleStaff } from './example';

/** Ids of example data follow from their keys: the same on every machine. */
export function exampleId(kind: 'staff' | 'customer' | 'contact', key: string): Id {
  return derivedId(commandIdFor('example', `${kind}:${key}`), 'stream');
}

/** Tables, playbooks and the example company, on whatever databases; safe to repeat. */
export async function setUp(options: Omit<EventStoreOptions, 'migrations'>): Promise<void> {
  const store = await EventStore.open({ ...options, migrations: readModelMigrations });
  try {
    await publishShippedPlaybooks(store);
    await publishShippedCatalogue(store);
    await loadExampleCompany(store);
  } finally {
    await store.close();
  }
}

async function publishShippedPlaybooks(store: EventStore): Promise<void> {
  for (const key of shippedPlaybookKeys) {
    const document = shippedPlaybook(key);
    const command = { type: 'PublishPlaybook', document } as const;
    await once(store, playbookDecider, playbookStreamId(key), command, `playbook:${key}:${contentHash(document)}`);
  }
}

/** Once per installation: a later release does not put its example prices over those that the company has published. */
async function publishShippedCatalogue(store: EventStore): Promise<void> {
  const document = shippedCatalogue();
  const command = { type: 'PublishCatalogue', document } as const;
  await once(store, catalogueDecider, catalogueStreamId, command, 'catalogue');
}

async function loadExampleCompany(store: EventStore): Promise<void> {
  for (const { subject, superior, about: _about, ...staff } of exampleStaff) {
    const superiorId = superior === undefined ? undefined : exampleId('staff', superior);
    const command = { type: 'RegisterStaff', ...staff, superiorId, signInSubject: subject } as const;
    await once(store, staffDecider, exampleId('staff', subject), command, `staff:${subject}`);
  }
  for (const { key, contacts, accountManager, ...profile } of exampleCustomers) {
    const customerId = exampleId('customer', key);
    const command = {
      type: 'RegisterCustomer',
      ...profile,
      accountManagerId: exampleId('staff', accountManager),
    } as const;
    await once(store, customerDecider, customerId, command, `customer:${key}`);
    for (const { key: person, ...fields } of contacts) {
      const name = `${key}:${person}`;
      const register = { type: 'RegisterContact', customerId, ...fields } as const;
      await once(store, contactDecider, exampleId('contact', name), register, `contact:${name}`);
    }
  }
}

async function once<State, Command extends object, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  id: Id,
  command: Command,
  what: string,
): Promise<void> {
  const outcome = await handleCommand(store, decider, {
    stream: { type: decider.streamType, id },
    command,
    caller: { kind: 'process', name: 'setup' },
    commandId: commandIdFor('example', what),
    now: new Date().toISOString(),
  });
  if (outcome.kind === 'accepted' || outcome.kind === 'reused') return;
  if (outcome.kind === 'refused' && outcome.refusal.refused === 'ALREADY_EXISTS') return;
  throw new Error(`setting up ${what}: ${JSON.stringify(outcome)}`);
}
