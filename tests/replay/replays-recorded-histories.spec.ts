// Law 13: a build that would run a recorded history otherwise is caught before it meets a running process.
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { temporal } from '@temporalio/proto';
import { cloneFolder } from '../../deploy/local/folders';
import { recordedHistories } from './recording';

jest.setTimeout(120_000);

const workflowBundle = { codePath: join(cloneFolder(), 'dist', 'workflow-bundle.js') };
const recorded = recordedHistories();

beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR') }));

it('of a sale that was won, of one under way, of two years of follow-ups, and of what customers left to be done', () => {
  expect(recorded.map(({ name }) => name).sort()).toEqual([
    'customer-lost',
    'customer-merged',
    'follow-up-plan-ended',
    'sale-under-way',
    'sale-won',
  ]);
});

it.each(recorded)('$name runs as it ran', async ({ workflowId, history }) => {
  await Worker.runReplayHistory({ workflowBundle }, history, workflowId);
});

const { EVENT_TYPE_TIMER_STARTED, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED } =
  temporal.api.enums.v1.EventType;

it.each([
  ['a deadline is waited for', EVENT_TYPE_TIMER_STARTED],
  ['a command is sent', EVENT_TYPE_ACTIVITY_TASK_SCHEDULED],
])('a history without an event that the code brings about is caught: %s', async (_what, type) => {
  const { workflowId, history } = recorded.find(({ name }) => name === 'follow-up-plan-ended')!;
  const gone = history.events!.findIndex(({ eventType }) => eventType === type);
  expect(gone).toBeGreaterThan(0);
  // Something else stands in its place, so that the numbers of the events still fit.
  const other = { ...history.events![gone], eventType: EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED };
  const events = history.events!.map((event, index) => (index === gone ? other : event));
  await expect(Worker.runReplayHistory({ workflowBundle }, { events }, workflowId)).rejects.toThrow();
});
