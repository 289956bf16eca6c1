// What has just changed, and who may know of it: for pages that show it while others work on it.
import type { EventStore } from '#event-store';
import type { Id, StreamRef } from '#domain';
import { READ_MODEL_SINK } from './read-model-sink';

/** A stream of which lists and pages show this version by now. `moved`: what happened to it, by the types of the events. */
export type Change = { stream: StreamRef; version: number; moved: string[] };

/** How far the read models are: what is told of changes is to be found in them. */
export async function readModelsAt(store: EventStore): Promise<number> {
  const { rows } = await store.pool.query<{ position: string }>({
    name: 'read-models-at',
    text: 'SELECT position FROM sink_positions WHERE sink = $1 AND partition = 0',
    values: [READ_MODEL_SINK],
  });
  return Number(rows[0]?.position ?? 0);
}

/** Streams that changed after a position, up to another one; `to` is how far these go, when there were more than the limit. */
export async function changesBetween(
  store: EventStore,
  after: number,
  upTo: number,
  limit: number,
): Promise<{ to: number; changes: Change[] }> {
  const events = (await store.readLog({ after, limit })).filter(({ position }) => position <= upTo);
  const changes = new Map<Id, Change>();
  for (const { envelope } of events) {
    const { stream, version, type } = envelope;
    const moved = changes.get(stream.id)?.moved ?? [];
    changes.set(stream.id, { stream, version, moved: [...moved, type] });
  }
  return { to: events.length < limit ? upTo : events.at(-1)!.position, changes: [...changes.values()] };
}

/** What belongs to the whole house. */
const everybodys: readonly StreamRef['type'][] = ['playbook', 'catalogue', 'calendar'];

/**
 * Who may see each of these: its owner, or the manager of its customer, and everybody above them. Auditors and administrators
 * see all and are not named.
 */
export async function audienceOf(
  store: EventStore,
  streams: readonly StreamRef[],
): Promise<Map<Id, Set<Id> | 'everybody'>> {
  const audience = new Map<Id, Set<Id> | 'everybody'>(
    streams.filter(({ type }) => everybodys.includes(type)).map(({ id }) => [id, 'everybody']),
  );
  const ids = streams.map(({ id }) => id).filter((id) => !audience.has(id));
  if (ids.length === 0) return audience;
  const { rows } = await store.pool.query<{ id: Id; staff_id: Id | null }>({
    name: 'audience',
    text: `WITH RECURSIVE thing (id, staff_id) AS (
        SELECT id, owner_id FROM read_model.opportunity WHERE id = ANY ($1::uuid[])
        UNION ALL SELECT id, owner_id FROM read_model.follow_up_plan WHERE id = ANY ($1::uuid[])
        UNION ALL SELECT id, id FROM read_model.staff WHERE id = ANY ($1::uuid[])
        UNION ALL SELECT id, account_manager_id FROM read_model.customer WHERE id = ANY ($1::uuid[])
        UNION ALL SELECT c.id, v.account_manager_id FROM read_model.customer c
          JOIN read_model.customer v ON v.id = read_model.survivor_of(c.id)
          WHERE c.id = ANY ($1::uuid[]) AND c.merged_into IS NOT NULL
        UNION ALL SELECT p.id, c.account_manager_id FROM read_model.contact p
          JOIN read_model.customer c ON c.id = read_model.survivor_of(p.customer_id) WHERE p.id = ANY ($1::uuid[])
      ), above (id, staff_id, depth) AS (
        SELECT id, staff_id, 0 FROM thing
        UNION
        SELECT a.id, s.superior_id, depth + 1 FROM above a JOIN read_model.staff s ON s.id = a.staff_id
        WHERE s.superior_id IS NOT NULL AND depth < 20
      )
      SELECT DISTINCT id, staff_id FROM above`,
    values: [ids],
  });
  for (const { id, staff_id: staffId } of rows) {
    const known = audience.get(id);
    // Nobody's customers are everybody's until somebody is assigned.
    if (staffId === null || known === 'everybody') audience.set(id, 'everybody');
    else audience.set(id, (known ?? new Set<Id>()).add(staffId));
  }
  return audience;
}
