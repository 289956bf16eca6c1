// A history is capped: before it grows too long the process goes on in a new run, and nothing that it heard is forgotten.
import { readModelMigrations } from '#read-model';
import { startProcesses, type Processes } from '../support/processes';
import { Sale } from '../support/sale';
import { startTemporal, type TemporalServer } from '../support/temporal';
import { openTestStore, type TestStore } from '../support/test-database';

jest.setTimeout(120_000);

/** Far below what a server has (4096), so that a sale comes there within seconds. */
const SUGGESTED_EVENTS = 60;

let temporal: TemporalServer;
let test: TestStore;
let processes: Processes;

beforeAll(async () => {
  temporal = await startTemporal({ 'limit.historyCount.suggestContinueAsNew': String(SUGGESTED_EVENTS) });
  test = await openTestStore({ migrations: readModelMigrations });
  processes = await startProcesses(test.store, temporal.address);
});
afterAll(async () => {
  await processes?.stop();
  await test?.close();
  await temporal?.remove();
});

it('through a whole sale, in several runs', async () => {
  const sale = new Sale(test.store, { now: () => new Date().toISOString() });
  const stream = { type: 'opportunity', id: sale.id } as const;
  const runs = new Set<string>();
  await sale.open();
  const handle = processes.environment.client.workflow.getHandle(`opportunity:${sale.id}`);
  for (const gate of ['preparation', 'user', 'purchaser', 'expert', 'influencer', 'decision-maker']) {
    const version = await sale.pass(gate);
    const stands = await processes.standsAt(stream, version);
    expect(stands.gate).toBe((await sale.state()).gate.key);
    for (let round = 0; round < 6; round++) {
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await processes.standsAt(stream, await sale.do({ type: 'ParkOpportunity', until, reason: '等待' }));
      await processes.standsAt(stream, await sale.do({ type: 'WakeOpportunity' }));
    }
    const { runId, historyLength } = await handle.describe();
    runs.add(runId);
    expect(historyLength).toBeLessThan(2 * SUGGESTED_EVENTS);
  }
  expect(runs.size).toBeGreaterThan(1);
});
