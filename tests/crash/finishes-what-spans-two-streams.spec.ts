// What one command leaves to be done in another stream is done, although whoever began it died between the two appends.
import { randomUUID } from 'node:crypto';
import {
  customerDecider,
  deciders,
  derivedId,
  followUpPlanDecider,
  planIdOf,
  playbookDecider,
  playbookStreamId,
  staffDecider,
  type Caller,
  type CustomerCommand,
  type CustomerState,
  type Decider,
  type DomainEvent,
  type FollowUpPlanState,
  type Id,
  type StaffRole,
} from '#domain';
import { foldStream, handleCommand, recorded } from '#event-store';
import { shippedPlaybook } from '#playbooks';
import { readModelMigrations } from '#read-model';
import { customerActivities } from '../../workflows/customer/activities';
import { record } from '../replay/recording';
import { eventually } from '../support/eventually';
import { startProcesses, type Processes } from '../support/processes';
import { openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(180_000);

const setup: Caller = { kind: 'process', name: 'setup' };
const manager = randomUUID();
const supervisor = randomUUID();
const begunAt = '2026-03-02T01:00:00.000Z';

let test: TestStore;
let processes: Processes | undefined;

beforeAll(async () => {
  test = await openTestStore({ migrations: readModelMigrations });
  const document = shippedPlaybook('story');
  await send(playbookDecider, playbookStreamId('story'), { type: 'PublishPlaybook', document }, setup);
  const staff = (id: Id, role: StaffRole, superiorId?: Id): Promise<number> =>
    send(staffDecider, id, { type: 'RegisterStaff', roles: [role], name: role, superiorId }, setup);
  await staff(supervisor, 'supervisor');
  await staff(manager, 'account-manager', supervisor);
});
afterEach(async () => {
  await processes?.stop();
  processes = undefined;
});
afterAll(() => test?.close());

async function send<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  id: Id,
  command: Command,
  caller: Caller,
  commandId: Id = randomUUID(),
): Promise<number> {
  const stream = { type: decider.streamType, id };
  const outcome = await handleCommand(test.store, decider, { stream, command, caller, commandId, now: begunAt });
  if (outcome.kind !== 'accepted') throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
  return outcome.version;
}

const tell = (id: Id, command: CustomerCommand, by: Id = supervisor): Promise<number> =>
  send(customerDecider, id, command, { kind: 'staff', id: by });

async function customer(): Promise<Id> {
  const id = randomUUID();
  await send(customerDecider, id, { type: 'RegisterCustomer', name: '集团', accountManagerId: manager }, setup);
  return id;
}

/** Signed, and looked after by a plan of its own. */
async function agreementOf(customerId: Id): Promise<Id> {
  const ids = { agreementId: randomUUID(), opportunityId: randomUUID() };
  const playbook = { streamId: playbookStreamId('story'), version: 1 };
  const dates = { signedAt: begunAt, endsAt: '2199-01-01T00:00:00.000Z' };
  const plan = { type: 'StartPlan', ...ids, customerId, ownerId: manager, class: 'A', playbook, ...dates } as const;
  const process: Caller = { kind: 'process', name: 'opportunity-workflow' };
  await send(followUpPlanDecider, planIdOf(ids.agreementId), plan, process);
  const agreement = { type: 'NoteAgreement', ...ids, startsOn: '2026-03-02', endsOn: '2198-12-31' } as const;
  await send(customerDecider, customerId, agreement, process);
  return planIdOf(ids.agreementId);
}

async function customerState(id: Id): Promise<CustomerState> {
  const ref = { type: 'customer', id } as const;
  return (await foldStream<CustomerState, never>(test.store, deciders.customer, ref)).state!;
}

async function reportsOf(planId: Id): Promise<string[]> {
  const ref = { type: 'follow-up-plan', id: planId } as const;
  const { state } = await foldStream<FollowUpPlanState, never>(test.store, deciders['follow-up-plan'], ref);
  return [...state!.reports.values()].map(({ event }) => event);
}

async function byWhom(id: Id, type: string): Promise<Caller[]> {
  const stored = await test.store.readStream({ type: 'customer', id });
  return stored
    .map(({ envelope }) => recorded(envelope, test.store.upcasting))
    .flatMap((event) => (event.type === type ? [event.by] : []));
}

const runsToItsEnd = (id: Id): Promise<string> =>
  eventually(`the process of ${id} at its end`, async () => {
    const handle = processes!.environment.client.workflow.getHandle(`customer:${id}`);
    const { status } = await handle.describe().catch(() => ({ status: { name: 'UNKNOWN' } }));
    return status.name === 'COMPLETED' ? status.name : undefined;
  });

const process: Caller = { kind: 'process', name: 'customer-workflow' };

it('a customer was said to be lost: all its plans hear of it, once each, also where one had heard before the end', async () => {
  const id = await customer();
  const plans = [await agreementOf(id), await agreementOf(id)];
  await tell(id, { type: 'MoveLifeCycle', to: 'declining', reason: 'usage-falling' }, manager);
  const since = await tell(id, { type: 'MoveLifeCycle', to: 'lost', reason: 'moved-to-rival' }, manager);
  // Whoever followed it before told the first plan and died.
  const first = { type: 'ReportAfterSalesEvent', event: 'lost' } as const;
  await send(followUpPlanDecider, plans[0]!, first, process, derivedId(plans[0]!, `${id}|${since}|lost`));

  processes = await startProcesses(test.store);
  await eventually('the customer is followed', async () =>
    (await customerState(id)).lifeCycle?.followed === true ? true : undefined,
  );
  expect(await Promise.all(plans.map(reportsOf))).toEqual([['lost'], ['lost']]);
  expect(await byWhom(id, 'LifeCycleFollowed')).toEqual([process]);
  await runsToItsEnd(id);
  await record(processes.environment.client, 'customer-lost', `customer:${id}`);

  // Once more while it runs: the process is started anew.
  await tell(id, { type: 'MoveLifeCycle', to: 'relationship', reason: 'win-back-started' }, manager);
  await tell(id, { type: 'MoveLifeCycle', to: 'new', reason: 'agreement-signed' }, manager);
  await tell(id, { type: 'MoveLifeCycle', to: 'declining', reason: 'rival-seen' }, manager);
  await eventually('it is followed again', async () =>
    (await customerState(id)).lifeCycle?.followed === true ? true : undefined,
  );
  expect(await Promise.all(plans.map(reportsOf))).toEqual([
    ['lost', 'warning'],
    ['lost', 'warning'],
  ]);
});

it('a plan of a customer that was merged hears of the survivor', async () => {
  const [survivor, duplicate] = [await customer(), await customer()];
  const plan = await agreementOf(duplicate);
  await agreementOf(survivor);
  await tell(survivor, { type: 'ClaimDuplicate', duplicateId: duplicate });
  await tell(duplicate, { type: 'MergeInto', survivorId: survivor });
  await tell(survivor, { type: 'MoveLifeCycle', to: 'declining', reason: 'rival-seen' }, manager);
  processes = await startProcesses(test.store);
  await eventually('the plan has heard', async () => ((await reportsOf(plan)).length > 0 ? true : undefined));
  expect(await reportsOf(plan)).toEqual(['warning']);
});

it('a duplicate was claimed: it is merged, and one that went elsewhere is released', async () => {
  const [survivor, duplicate, elsewhere, other] = [
    await customer(),
    await customer(),
    await customer(),
    await customer(),
  ];
  await tell(survivor, { type: 'ClaimDuplicate', duplicateId: duplicate });
  await tell(survivor, { type: 'ClaimDuplicate', duplicateId: elsewhere });
  await tell(other, { type: 'ClaimDuplicate', duplicateId: elsewhere });
  await tell(elsewhere, { type: 'MergeInto', survivorId: other });

  processes = await startProcesses(test.store);
  await eventually('the duplicate is merged', async () => (await customerState(duplicate)).mergedInto);
  await runsToItsEnd(survivor);
  expect((await customerState(duplicate)).mergedInto).toBe(survivor);
  expect((await customerState(survivor)).claimed).toEqual([duplicate]);
  expect(await byWhom(duplicate, 'CustomerMerged')).toEqual([process]);
  expect(await byWhom(elsewhere, 'CustomerMerged')).toEqual([{ kind: 'staff', id: supervisor }]);
  await record(processes.environment.client, 'customer-merged', `customer:${survivor}`);
});

it('a duplicate that waits for a merge of its own keeps no other waiting, and follows', async () => {
  const [survivor, duplicate, waiting, last] = [await customer(), await customer(), await customer(), await customer()];
  await tell(waiting, { type: 'ClaimDuplicate', duplicateId: last });
  for (const duplicateId of [waiting, duplicate]) await tell(survivor, { type: 'ClaimDuplicate', duplicateId });
  const activities = customerActivities(test.store);
  const { next } = await activities.readCustomer(survivor, begunAt);
  await expect(activities.finishForCustomer(survivor, next!, begunAt)).rejects.toMatchObject({ type: 'MERGE_OPEN' });
  expect((await customerState(duplicate)).mergedInto).toBe(survivor);
  expect((await customerState(waiting)).mergedInto).toBeUndefined();

  processes = await startProcesses(test.store);
  await runsToItsEnd(waiting);
  await processes.sleep('2 hours');
  await runsToItsEnd(survivor);
  expect((await customerState(waiting)).mergedInto).toBe(survivor);
});

it('a service went live: its customer knows, although nobody ran when it was recorded', async () => {
  const id = await customer();
  const plan = await agreementOf(id);
  const live = { type: 'RecordGoLive', liveAt: begunAt } as const;
  await send(followUpPlanDecider, plan, live, { kind: 'staff', id: manager });
  expect((await customerState(id)).services).toBeUndefined();
  processes = await startProcesses(test.store);
  const services = await eventually('the customer knows', async () => (await customerState(id)).services);
  expect([...services.values()]).toEqual([begunAt]);
  expect(await byWhom(id, 'ServiceWentLive')).toEqual([{ kind: 'process', name: 'follow-up-workflow' }]);
});
