// Temporal, mostly with time that can be skipped, a worker on the built workflows, and the relay's own sink that pokes it.
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { runSequencer, runSink, type EventStore } from '#event-store';
import { cloneFolder } from '../../deploy/local/folders';
import { temporalTestServer } from '../../deploy/local/temporal';
import { beginTemporalSink, TEMPORAL_SINK } from '../../apps/relay/temporal-sink';
import { customerActivities } from '../../workflows/customer/activities';
import { followUpPlanActivities } from '../../workflows/follow-up-plan/activities';
import {
  TASK_QUEUE,
  whereItStands,
  workflowIdOf,
  type ProcessStream,
  type WhereItStands,
} from '../../workflows/messages';
import { opportunityActivities } from '../../workflows/opportunity/activities';

export type Processes = {
  environment: TestWorkflowEnvironment;
  /** The workflow's clock. */
  now(): string;
  /** Lets time pass: no faster than what falls due can be done. */
  sleep(duration: string): Promise<void>;
  /** Until what falls due at an instant has its time behind it. */
  sleepUntil(instant: string): Promise<void>;
  /** Waits until the workflow has folded a version; real time passes, the workflow's does not. */
  standsAt(stream: ProcessStream, version: number): Promise<WhereItStands>;
  stop(): Promise<void>;
};

/** What falls due together is written a little later, one after another. */
const PAST_MS = 3_600_000;

const LOOK_EVERY_MS = 50;
const LOOK_FOR_MS = 20_000;

/** @param address of a Temporal whose time runs as everybody's; without it time is skipped while nothing is to do */
export async function startProcesses(store: EventStore, address?: string): Promise<Processes> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const environment = await (address === undefined
    ? skippingTime(await temporalTestServer())
    : TestWorkflowEnvironment.createFromExistingServer({ address }));
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: join(cloneFolder(), 'dist', 'workflow-bundle.js') },
    activities: {
      ...opportunityActivities(store),
      ...followUpPlanActivities(store),
      ...customerActivities(store),
    },
  });
  const running = worker.run();
  const stop = new AbortController();
  const failed: unknown[] = [];
  const report = (error: unknown): void => void failed.push(error);
  const relay = Promise.all([
    runSequencer(store, 'test', stop.signal, report),
    runSink(
      store,
      TEMPORAL_SINK,
      'test',
      stop.signal,
      (lease, position) => beginTemporalSink(store, environment.client, lease, position),
      report,
    ),
  ]);
  let clock = await environment.currentTimeMs();
  const sleep = async (duration: string | number): Promise<void> => {
    await environment.sleep(duration);
    clock = await environment.currentTimeMs();
  };
  return {
    environment,
    now: () => new Date(clock).toISOString(),
    sleep,
    sleepUntil: (instant) => sleep(Date.parse(instant) - clock + PAST_MS),
    standsAt: (stream, version) => standsAt(environment, stream, version),
    stop: async () => {
      stop.abort();
      await relay;
      worker.shutdown();
      await running;
      await environment.teardown();
      if (failed.length > 0) throw new AggregateError(failed, 'the relay reported errors');
    },
  };
}

/** Its server is given five seconds to start; on a machine that is busy with other things that may be too few. */
async function skippingTime(path: string, tries = 4): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (tries <= 1) throw error;
    return skippingTime(path, tries - 1);
  }
}

async function standsAt(
  { client }: TestWorkflowEnvironment,
  stream: ProcessStream,
  version: number,
): Promise<WhereItStands> {
  const deadline = Date.now() + LOOK_FOR_MS;
  for (;;) {
    const handle = client.workflow.getHandle(workflowIdOf(stream));
    const found = await handle.query(whereItStands).catch(() => undefined);
    if (found !== undefined && found.version >= version) return found;
    if (Date.now() > deadline)
      throw new Error(`${workflowIdOf(stream)} did not come to ${version}: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
