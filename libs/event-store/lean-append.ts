// `APPEND_ONE` in the fewest messages that `pg` can send: it is on the way of every command.
// Invariant: the connection is used for nothing else meanwhile, and an error ends it, as the pool does it.
import type { Connection, Submittable } from 'pg';
import type { SingleAppend } from './append-combiner';
import { APPEND_ONE } from './append-statement';

/** What the server says when the one event was written. */
const WRITTEN = 'INSERT 0 1';

/** Where the statement is prepared. Nothing has to be taken out: with an error the pool closes the connection. */
const prepared = new WeakSet<Connection>();

/**
 * For `Pool.query`, which answers whether the event was written. A query of `pg` itself would have every execution
 * described, and would make a result with rows and types that an append has not.
 */
export class LeanAppend implements Submittable {
  /** As `pg` names its statements: those who watch a connection find it. */
  readonly name = 'append';
  /** Set by `pg`; called once. */
  callback: ((error: Error | undefined, written?: boolean) => void) | undefined;
  private written = false;

  constructor(private readonly item: SingleAppend) {}

  submit(connection: Connection): void {
    const { streamId, version, previous, eventId, hash, body } = this.item;
    const values = [streamId, String(version), previous, eventId, hash, body];
    // All in one packet.
    connection.stream.cork();
    if (!prepared.has(connection)) {
      connection.parse({ name: this.name, text: APPEND_ONE, types: [] }, true);
      prepared.add(connection);
    }
    connection.bind({ statement: this.name, values }, true);
    connection.execute(null, true);
    connection.sync();
    connection.stream.uncork();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.written = text === WRITTEN;
  }

  handleReadyForQuery(): void {
    this.callback?.(undefined, this.written);
  }

  handleError(error: Error): void {
    this.callback?.(error);
  }
}
