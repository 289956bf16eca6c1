// A process folds its stream also without a poke. What changed and changed back between two looks of the sink is told it, too.
import type { Client } from '@temporalio/client';
import { acquireLease, claimPosition, runSequencer, type Sink, type StoredEvent } from '#event-store';
import { readModelMigrations } from '#read-model';
import { beginTemporalSink, TEMPORAL_SINK } from '../../apps/relay/temporal-sink';
import { workflowIdOf } from '../../workflows/messages';
import { eventually } from '../support/eventually';
import { Sale } from '../support/sale';
import { startTemporal, type TemporalServer } from '../support/temporal';
import { openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(120_000);

const stop = new AbortController();
let temporal: TemporalServer;
let test: TestStore;
let client: Client;
let sale: Sale;
let sequencer: Promise<void>;
let apply: (events: readonly StoredEvent[]) => Promise<void>;
let position = 0;

beforeAll(async () => {
  temporal = await startTemporal();
  client = await temporal.client();
  test = await openTestStore({ migrations: readModelMigrations });
  sequencer = runSequencer(test.store, 'test', stop.signal, () => undefined);
  const lease = (await acquireLease(test.store, `sink:${TEMPORAL_SINK}`, 'test'))!;
  const kept = (await claimPosition(test.store, TEMPORAL_SINK, lease))!;
  const sink: Sink = await beginTemporalSink(test.store, client, lease, kept);
  apply = async (events) => {
    expect(await sink.apply(lease, events)).toBe(true);
    position = events.at(-1)!.position;
  };
  sale = new Sale(test.store, { now: () => new Date().toISOString() });
  await sale.open();
  // To where no action has a deadline: woken again, it waits for exactly what it waited for.
  for (const gate of ['preparation', 'user', 'purchaser']) await sale.pass(gate);
  expect((await sale.state()).gate.key).toBe('expert');
  await apply(await upTo((await sale.state()).version));
});
afterAll(async () => {
  stop.abort();
  await sequencer;
  await test?.close();
  await temporal?.remove();
});

/** What the log says after the last batch, once the sale's version is in it. */
async function upTo(version: number): Promise<readonly StoredEvent[]> {
  return eventually(`version ${version} in the log`, async () => {
    const events = await test.store.readLog({ after: position, limit: 500 });
    return events.some(({ envelope: { stream, ...event } }) => stream.id === sale.id && event.version === version)
      ? events
      : undefined;
  });
}

const park = (): Promise<number> => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  return sale.do({ type: 'ParkOpportunity', until, reason: '等待' });
};
const wake = (): Promise<number> => sale.do({ type: 'WakeOpportunity' });

/** What the process was told, by Temporal's own record; nobody works on it here. */
async function pokes(): Promise<number[]> {
  const handle = client.workflow.getHandle(workflowIdOf({ type: 'opportunity', id: sale.id }));
  const { events } = await handle.fetchHistory();
  return events!
    .map(({ workflowExecutionSignaledEventAttributes }) => workflowExecutionSignaledEventAttributes?.input?.payloads)
    .flatMap((payloads) => payloads?.[0]?.data ?? [])
    .map((data) => Number(Buffer.from(data).toString()));
}

it('both in one batch', async () => {
  await park();
  const version = await wake();
  await apply(await upTo(version));
  expect((await pokes()).at(-1)).toBe(version);
});

it('one in each, both written before the first is looked at', async () => {
  const parked = await park();
  const first = (await upTo(parked)).filter(({ envelope }) => envelope.version <= parked);
  const version = await wake();
  await apply(first);
  await apply(await upTo(version));
  expect((await pokes()).at(-1)).toBe(version);
});

it('and what changes nothing is not told at all', async () => {
  const before = await pokes();
  const line = { productCode: 'ip-line', quantity: 1, unitPriceFen: 100_000, discountBp: 0, charge: 'once' } as const;
  await apply(await upTo(await sale.do({ type: 'ReviseOffer', lines: [line] })));
  expect(await pokes()).toEqual(before);
});
