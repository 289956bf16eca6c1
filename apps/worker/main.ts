// The Temporal worker: runs the workflows, and their activities on the store. Any number may run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { pino } from 'pino';
import { EventStore } from '#event-store';
import { readModelMigrations } from '#read-model';
import { customerActivities } from '../../workflows/customer/activities';
import { followUpPlanActivities } from '../../workflows/follow-up-plan/activities';
import { TASK_QUEUE } from '../../workflows/messages';
import { opportunityActivities } from '../../workflows/opportunity/activities';
import { ensureSearchAttributes } from '../../workflows/search-attributes';
import { storeSettings, temporalSettings } from '../settings';

/** What is under way may end; after that it is given back and done by another worker. */
const SHUTDOWN_GRACE = '10s';
/** Workflows that wait are cheap to fold again and dear to keep: an opportunity moves a few times a day. */
const MAX_CACHED_WORKFLOWS = 500;

async function main(): Promise<void> {
  const log = pino({ name: 'worker' });
  Runtime.install({
    logger: {
      log: (level, message, meta) => log.info({ level, ...meta }, message),
      trace: () => undefined,
      debug: () => undefined,
      info: (message) => log.info(message),
      warn: (message, meta) => log.warn(meta ?? {}, message),
      error: (message, meta) => log.error(meta ?? {}, message),
    },
    shutdownSignals: ['SIGINT', 'SIGTERM'],
  });
  const { address, namespace } = temporalSettings(process.env);
  const store = await EventStore.open({
    ...storeSettings(process.env, 'tongguan worker'),
    migrations: readModelMigrations,
  });
  const connection = await NativeConnection.connect({ address });
  const client = await Connection.connect({ address });
  await ensureSearchAttributes(client, namespace);
  await client.close();
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    ...workflowCode(),
    activities: {
      ...opportunityActivities(store),
      ...followUpPlanActivities(store),
      ...customerActivities(store),
    },
    maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
    shutdownGraceTime: SHUTDOWN_GRACE,
  });
  log.info({ address, namespace }, 'running workflows');
  await worker.run();
  await connection.close();
  await store.close();
}

/** The bundle that the build made; without it (a development run) it is made now. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const codePath = join(__dirname, '../../workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  return { workflowsPath: require.resolve('../../workflows') };
}

void main();
