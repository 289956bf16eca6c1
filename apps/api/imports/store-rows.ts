// Rows of a file become commands: all of them are judged by the rules as they stand before the first is sent.
import { randomUUID } from 'node:crypto';
import { commandIdFor, type Decider, type DomainEvent, type Id, type Refusal } from '#domain';
import { handleCommand, type EventStore } from '#event-store';
import { importInvalid } from './import-invalid';
import type { Progress } from './import-progress';
import { Judge } from './judge';
import type { BadCell } from './sheet-rows';

/** What a row asks for: no command when everything in it is stored already. */
export type Planned<State, Command> = { line: number; id: Id; state?: State; isNew: boolean; commands: Command[] };

/** `refused`: by what changed while the file was being stored. */
export type Stored = { created: number; changed: number; unchanged: number; refused: BadCell[] };

/** Appends that are on their way at once: they travel together, and more would only wait for each other. */
const ROWS_AT_ONCE = 32;

export type RowEffect = Exclude<keyof Stored, 'refused'>;

export type Storing<State, Command, Event extends DomainEvent> = {
  store: EventStore;
  decider: Decider<State, Command, Event>;
  staffId: Id;
  planned: readonly Planned<State, Command>[];
  /** Cells that are wrong before any rule is asked. */
  bad: readonly BadCell[];
  progress: Progress;
};

/** Every cell that is wrong, in itself or by the rules as they stand, in the order of the file. */
export async function badCells<State, Command extends object, Event extends DomainEvent>(
  storing: Storing<State, Command, Event>,
): Promise<BadCell[]> {
  return [...storing.bad, ...(await judged(storing))].sort((one, other) => one.line - other.line);
}

/** @throws ProblemError `IMPORT_INVALID` with every bad cell; nothing is stored then */
export async function storeRows<State, Command extends object, Event extends DomainEvent>(
  storing: Storing<State, Command, Event>,
): Promise<Stored> {
  const bad = await badCells(storing);
  if (bad.length > 0) throw importInvalid(bad);
  const { planned, progress } = storing;
  const answer: Stored = { created: 0, changed: 0, unchanged: 0, refused: [] };
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let row = planned[next++]; row !== undefined; row = planned[next++]) {
      const refused = await stored(storing, row);
      answer.refused.push(...refused);
      if (refused.length === 0) answer[becomes(row)] += 1;
      progress('storing', (done += 1), planned.length);
    }
  };
  await Promise.all(Array.from({ length: ROWS_AT_ONCE }, worker));
  answer.refused.sort((one, other) => one.line - other.line);
  return answer;
}

/** What a row that is stored makes of whom it is about. */
export function becomes({ isNew, commands }: Pick<Planned<unknown, object>, 'isNew' | 'commands'>): RowEffect {
  return isNew ? 'created' : commands.length > 0 ? 'changed' : 'unchanged';
}

async function judged<State, Command extends object, Event extends DomainEvent>({
  store,
  decider,
  staffId,
  planned,
  progress,
}: Storing<State, Command, Event>): Promise<BadCell[]> {
  const judge = new Judge(store, { kind: 'staff', id: staffId }, new Date().toISOString());
  const bad: BadCell[] = [];
  for (const [index, { line, id, state, commands }] of planned.entries()) {
    for (const command of commands) {
      const refusal = await judge.refusalOf(decider, id, state, command);
      if (refusal !== undefined) bad.push(...badCellsOf(line, refusal));
    }
    progress('judging', index + 1, planned.length);
  }
  return bad;
}

async function stored<State, Command extends object, Event extends DomainEvent>(
  { store, decider, staffId }: Storing<State, Command, Event>,
  { line, id, commands }: Planned<State, Command>,
): Promise<BadCell[]> {
  const refused: BadCell[] = [];
  for (const command of commands) {
    const outcome = await handleCommand(store, decider, {
      stream: { type: decider.streamType, id },
      command,
      caller: { kind: 'staff', id: staffId },
      // Nothing of a person goes into the id: what is stored already is known by looking, not by a hash (law 4).
      commandId: commandIdFor(staffId, randomUUID()),
      now: new Date().toISOString(),
    });
    if (outcome.kind === 'refused') refused.push(...badCellsOf(line, outcome.refusal));
    else if (outcome.kind !== 'accepted') refused.push({ line, column: '', problem: outcome.kind });
  }
  return refused;
}

/** Names of the commands' fields as columns; what is about the caller is about the row. */
const columnOf: { [field: string]: string } = {
  customerId: 'customerCode',
  accountManagerId: 'accountManager',
  caller: '',
};

function badCellsOf(line: number, { refused, missing }: Refusal): BadCell[] {
  const code = refused.toLowerCase().replaceAll('_', '-') as BadCell['problem'];
  if (missing.length === 0) return [{ line, column: '', problem: code }];
  return missing.map(({ key, problem = code, suppliedBy }) => ({
    line,
    column: columnOf[key] ?? key,
    problem,
    suppliedBy,
  }));
}
