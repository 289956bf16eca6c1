// Since when the gate at which a sale stands is open: what became possible lately is told apart from what waits for its owner already.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  deciders,
  whatNext,
  type Instant,
  type OpportunityEvent,
  type OpportunityState,
  type PlaybookDefinition,
  type Recorded,
} from '#domain';
import { recorded, type EventStore } from '#event-store';
import { followAnew } from './follow-anew';

/** With it comes what was told already about each thing that is due: both are made from the log. */
export class PassableSince1765100000022 implements MigrationInterface {
  readonly name = 'PassableSince1765100000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model.opportunity ADD COLUMN passable_since timestamptz');
    await runner.query('ALTER TABLE read_model.due ADD COLUMN told text');
    await runner.query(followAnew);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model.opportunity DROP COLUMN passable_since');
    await runner.query('ALTER TABLE read_model.due DROP COLUMN told');
  }
}

/**
 * The time of the event that opened the gate of this state; `undefined` while it is closed. Found in the log and not by comparing with
 * the row before: rows are made from the newest state, also when the log is followed anew, and what was between two of them is in
 * no row.
 */
export async function passableSince(
  store: EventStore,
  now: OpportunityState,
  definition: PlaybookDefinition,
): Promise<Instant | undefined> {
  if (!whatNext(now, definition).passable) return undefined;
  let since: Instant | undefined;
  let state: OpportunityState | undefined;
  for (const { envelope } of await store.readStream({ type: 'opportunity', id: now.id })) {
    if (envelope.version > now.version) break;
    const event = recorded(envelope, store.upcasting) as Recorded<OpportunityEvent>;
    state = deciders.opportunity.evolve(state, event);
    // Before it was entered another gate was open, or was not.
    if (event.version < now.gate.since.version) continue;
    since = whatNext(state!, definition).passable ? (since ?? event.at) : undefined;
  }
  return since;
}
