// Way B to Temporal: a poke for every process whose waiting may have changed, folded per stream; repeated or late it harms nothing.
import { WorkflowNotFoundError, type Client, type Connection } from '@temporalio/client';
import {
  contentHash,
  currentStanding,
  deciders,
  planIdOf,
  whatNext,
  whatPlanWaitsFor,
  type CustomerEvent,
  type CustomerState,
  type FollowUpPlanState,
  type Id,
  type OpportunityState,
} from '#domain';
import {
  foldStream,
  movePosition,
  SinkTrouble,
  type EventStore,
  type Lease,
  type Sink,
  type StoredEvent,
} from '#event-store';
import { definitionOf } from '#read-model';
import { leftToDo } from '../../workflows/customer/left-to-do';
import {
  FILLED,
  hasProcess,
  poke,
  TASK_QUEUE,
  workflowIdOf,
  workflowTypes,
  type ProcessStream,
} from '../../workflows/messages';
import { ensureSearchAttributes } from '../../workflows/search-attributes';

export const TEMPORAL_SINK = 'temporal';

const BATCH_EVENTS = 500;
/** A Temporal server takes some hundred signals a second; more at once only wait inside it. */
const POKES_AT_ONCE = 16;
/** What was told last, per process; above this the cache starts anew and some are poked once more. */
const MAX_REMEMBERED = 50_000;

/** How often Temporal is asked whether it is still the one that was filled: rarely enough to cost nothing. */
const LOOK_EVERY_MS = 1_000;
/** A server that takes longer is as good as down; the sink comes back to it every second. */
const CALL_TIMEOUT_MS = 5_000;

/** The folded process: what it waits for, and whether there is anything left for a workflow to do. */
type Waiting = { version: number; waitsFor: string; finished: boolean };

/** What a batch says of one stream: who brought its events about, and the version of the last of them. */
type Touched = { stream: ProcessStream; commands: Set<Id>; version: number };
type Told = Pick<Waiting, 'version' | 'waitsFor'>;

/**
 * What was told is remembered for one lease only: a sink that was set back pokes everything again. A Temporal that was
 * emptied is filled from the beginning of the log.
 */
export async function beginTemporalSink(
  store: EventStore,
  client: Client,
  lease: Lease,
  position: number,
): Promise<Sink> {
  const lastTold = new Map<Id, Told>();
  const wasFilled = await asked(client, () => isFilled(client));
  if (!wasFilled) {
    // The position first: should we end in between, the next one begins at the beginning as well.
    await movePosition(store.pool, TEMPORAL_SINK, lease, 0);
    await prepareEmpty(client);
  }
  let looked = Date.now();
  const isIntact = async (): Promise<boolean> => {
    if (Date.now() - looked < LOOK_EVERY_MS) return true;
    looked = Date.now();
    return asked(client, () => isFilled(client));
  };
  return {
    batchEvents: BATCH_EVENTS,
    position: wasFilled ? position : 0,
    isIntact,
    apply: async (_lease, events) => {
      if (!(await isIntact())) return false;
      const touched = [...touchedBy(events).values()];
      await inParallel(touched, POKES_AT_ONCE, (one) => pokeIfChanged(store, client, lastTold, one));
      return movePosition(store.pool, TEMPORAL_SINK, lease, events.at(-1)!.position);
    },
  };
}

async function isFilled(client: Client): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(FILLED.workflowId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function prepareEmpty(client: Client): Promise<void> {
  const { connection, options } = client;
  const { type, workflowId } = FILLED;
  await ensureSearchAttributes(connection as Connection, options.namespace);
  await asked(client, () =>
    client.workflow.start(type, { workflowId, taskQueue: TASK_QUEUE, workflowIdConflictPolicy: 'USE_EXISTING' }),
  );
}

/** An answer in bounded time, or the sink's trouble. */
async function asked<T>(client: Client, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);
  } catch (cause) {
    throw new SinkTrouble('TEMPORAL_UNREACHABLE', 'Temporal does not answer as it should', { cause });
  }
}

/** Customers are many, and what changes in them is seldom anything that another stream has to hear of. */
const leavesWorkElsewhere: ReadonlySet<string> = new Set<CustomerEvent['type']>([
  'LifeCycleMoved',
  'DuplicateClaimed',
  'DuplicateReleased',
]);

function touchedBy(events: readonly StoredEvent[]): Map<Id, Touched> {
  const touched = new Map<Id, Touched>();
  for (const { stream, type, command, version } of events.map(({ envelope }) => envelope)) {
    if (!hasProcess(stream) || (stream.type === 'customer' && !leavesWorkElsewhere.has(type))) continue;
    const { commands } = touched.get(stream.id) ?? { commands: new Set<Id>() };
    touched.set(stream.id, { stream, commands: commands.add(command), version });
  }
  return touched;
}

async function pokeIfChanged(
  store: EventStore,
  client: Client,
  lastTold: Map<Id, Told>,
  touched: Touched,
): Promise<void> {
  const { stream } = touched;
  const waiting = await waitingOf(store, stream);
  if (waiting === undefined) return;
  const { version, waitsFor, finished } = waiting;
  if (!isNoNews(lastTold.get(stream.id), waiting, touched)) {
    await asked(client, () => (finished ? tell(client, stream, version) : startOrTell(client, stream, version)));
  }
  if (lastTold.size >= MAX_REMEMBERED) lastTold.clear();
  lastTold.set(stream.id, { version, waitsFor });
}

/**
 * It waits for the same as before, and nothing stood between. A workflow also folds without a poke (in a new run, after a
 * deadline); had it changed and changed back, the workflow might know only the change.
 */
function isNoNews(told: Told | undefined, { version, waitsFor }: Waiting, touched: Touched): boolean {
  if (told?.waitsFor !== waitsFor) return false;
  return version <= told.version || (touched.commands.size === 1 && touched.version === version);
}

async function waitingOf(store: EventStore, stream: ProcessStream): Promise<Waiting | undefined> {
  if (stream.type === 'follow-up-plan') {
    const { state } = await foldStream<FollowUpPlanState, never>(store, deciders['follow-up-plan'], stream);
    if (state === undefined) return undefined;
    const waits = whatPlanWaitsFor(state, await definitionOf(store, state), state.starts.signed.at);
    // The customer is told of the going live, whether or not anything else counts from it.
    const waitsFor = contentHash({ waits, live: state.starts.live?.at ?? null });
    return { version: state.version, waitsFor, finished: state.ended };
  }
  if (stream.type === 'customer') {
    const { state, version } = await foldStream<CustomerState, never>(store, deciders.customer, stream);
    if (state === undefined) return undefined;
    const { lifeCycle, duplicates } = await leftToDo(store, state);
    const merges = duplicates.map(({ duplicate }) => duplicate.id);
    const finished = lifeCycle.length === 0 && merges.length === 0;
    return { version, waitsFor: contentHash({ lifeCycle, merges }), finished };
  }
  const { state } = await foldStream<OpportunityState, never>(store, deciders.opportunity, stream);
  if (state === undefined) return undefined;
  const definition = await definitionOf(store, state);
  const { phase, passable, waits } = whatNext(state, definition);
  const open = currentStanding(state, definition).actions.filter((action) => action.status === 'open').length;
  return {
    version: state.version,
    waitsFor: contentHash({ phase, passable, waits, open, owner: state.ownerId }),
    finished: phase.kind === 'ended' && !(await leavesWork(store, state)),
  };
}

/** A won sale is finished once its agreement is looked after. */
async function leavesWork(store: EventStore, { status, agreement }: OpportunityState): Promise<boolean> {
  if (status !== 'won' || agreement === undefined) return false;
  const ref = { type: 'follow-up-plan', id: planIdOf(agreement.id) } as const;
  const plan = await foldStream<FollowUpPlanState, never>(store, deciders['follow-up-plan'], ref);
  return plan.state === undefined;
}

async function startOrTell(client: Client, stream: ProcessStream, version: number): Promise<void> {
  await client.workflow.signalWithStart(workflowTypes[stream.type], {
    workflowId: workflowIdOf(stream),
    taskQueue: TASK_QUEUE,
    args: [{ id: stream.id, heard: version }],
    signal: poke,
    signalArgs: [version],
  });
}

/** A process that is over needs no new run; one that still runs learns it. */
async function tell(client: Client, stream: ProcessStream, version: number): Promise<void> {
  try {
    await client.workflow.getHandle(workflowIdOf(stream)).signal(poke, version);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const runners = Array.from({ length: Math.min(limit, rest.length) }, async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  });
  await Promise.all(runners);
}
