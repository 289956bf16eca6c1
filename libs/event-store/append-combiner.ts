// Appends that wait at the same moment travel together: one statement and one flush to disk for several commands.
// Invariant: every command is accepted or refused for itself, whoever else was in the statement.
import { DatabaseError, type Pool } from 'pg';
import { appendTogether } from './append-statement';
import { AwakeWait } from './awake-wait';
import { LeanAppend } from './lean-append';

/** One event after `version` (whose hash is `previous`) of a stream. */
export type SingleAppend = {
  streamId: string;
  version: number;
  previous: Buffer;
  eventId: string;
  hash: Buffer;
  body: string;
};

/** While one statement waits for the disk the next one is being written; a third would only split the batches. */
const MAX_IN_FLIGHT = 2;

/** Sizes of common statements, largest first: a prepared statement each, so there are few. */
const BATCH_SIZES = [32, 16, 8, 4, 2] as const;

type Waiting = { item: SingleAppend; settle: (written: Promise<boolean>) => void };

export class AppendCombiner {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;
  private readonly awake = new AwakeWait();
  private readonly isAlone = (): boolean => this.inFlight === 1;

  constructor(private readonly pool: () => Pool) {}

  /** Whether the event was written: not when its version or its id is taken, or the version before is another. */
  append(item: SingleAppend): Promise<boolean> {
    if (this.inFlight < MAX_IN_FLIGHT && this.waiting.length === 0) return this.tracked(this.alone(item));
    return new Promise((resolve) => this.waiting.push({ item, settle: resolve }));
  }

  private next(): void {
    if (this.waiting.length === 0) return;
    const size = BATCH_SIZES.find((each) => each <= this.waiting.length) ?? 1;
    const batch = this.waiting.splice(0, size);
    if (batch.length === 1) {
      batch[0]!.settle(this.tracked(this.alone(batch[0]!.item)));
      return;
    }
    const written = this.tracked(this.together(batch.map(({ item }) => item)));
    for (const { item, settle } of batch) {
      settle(
        written.then(
          (ids) => ids.has(item.eventId),
          (error: unknown) => this.afterCommonError(item, error),
        ),
      );
    }
  }

  /** What the server has against one of them is not the others' fault; a broken connection concerns them all. */
  private async afterCommonError(item: SingleAppend, error: unknown): Promise<boolean> {
    if (!isRefusedByServer(error)) throw error;
    return this.alone(item);
  }

  private alone(item: SingleAppend): Promise<boolean> {
    // The types know only of streams that are submitted; the pool answers what the callback was given.
    return this.pool().query(new LeanAppend(item)) as unknown as Promise<boolean>;
  }

  /** The ids of the events that were written. */
  private async together(items: readonly SingleAppend[]): Promise<Set<string>> {
    // In one order everywhere, so that two processes never wait for each other's streams crosswise.
    const ordered = [...items].sort((a, b) => (a.streamId < b.streamId ? -1 : 1));
    const { rows } = await this.pool().query<{ event_id: string }>({
      name: `append-${items.length}`,
      text: appendTogether(items.length),
      values: ordered.flatMap(valuesOf),
    });
    return new Set(rows.map((row) => row.event_id));
  }

  private tracked<T>(work: Promise<T>): Promise<T> {
    this.inFlight += 1;
    return (this.isAlone() ? this.awake.until(work, this.isAlone) : work).finally(() => {
      this.inFlight -= 1;
      this.next();
    });
  }
}

/** Classes of SQLSTATE with which the server ends the connection: the statement may have been committed or not. */
const connectionEnds = /^(08|57P|25P0[34])/;

/** Whether it is certain that a failed statement wrote nothing: the server answered, and the connection lived on. */
export function isRefusedByServer(error: unknown): boolean {
  return error instanceof DatabaseError && error.code !== undefined && !connectionEnds.test(error.code);
}

function valuesOf({ streamId, version, previous, eventId, hash, body }: SingleAppend): unknown[] {
  return [streamId, version, previous, eventId, hash, body];
}
