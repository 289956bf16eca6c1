// What reports count, from one folded sale (S26).
import type { ClientBase } from 'pg';
import { currentStanding, forecastOf, gateDueAt, type OpportunityState, type PlaybookDefinition } from '#domain';

type Writer = Pick<ClientBase, 'query'>;

export async function projectSaleForReports(
  client: Writer,
  state: OpportunityState,
  definition: PlaybookDefinition,
): Promise<void> {
  await projectSale(client, state, definition);
  await projectVisits(client, state, definition);
  await projectObjections(client, state);
  await projectStrategies(client, state);
}

async function projectSale(client: Writer, state: OpportunityState, definition: PlaybookDefinition): Promise<void> {
  const { id, customerId, ownerId, playbook, status, gate, journey, review } = state;
  const { amountFen, weightedFen, winPercent, closeOn } = forecastOf(state, definition);
  const { index, level } = placeOf(gate.key, definition);
  const open = status === 'open';
  await client.query('DELETE FROM read_model.report_sale WHERE id = $1', [id]);
  await client.query(
    `INSERT INTO read_model.report_sale (id, customer_id, owner_id, playbook_key, status, gate, gate_index, level, gate_since,
       gate_due_at, passable, opened_at, ended_at, amount_fen, weighted_fen, win_percent, close_on, end_reason, rival_code,
       deciding_factor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      id,
      customerId,
      ownerId,
      playbook.key,
      status,
      gate.key,
      index,
      level,
      gate.since.at,
      open ? gateDueAt(state, definition) : undefined,
      open && currentStanding(state, definition).passable,
      journey.openedAt,
      journey.end?.at,
      amountFen,
      weightedFen,
      winPercent,
      closeOn,
      journey.end?.reason,
      journey.end?.rivalCode,
      // What was learned from an end counts while the sale is at that end.
      review?.outcome === journey.end?.outcome ? review?.decidingFactor : undefined,
    ],
  );
}

async function projectVisits(
  client: Writer,
  { id, journey }: OpportunityState,
  definition: PlaybookDefinition,
): Promise<void> {
  await client.query('DELETE FROM read_model.report_visit WHERE opportunity_id = $1', [id]);
  for (const [seq, { gate, enteredAt, leftAt, how, parkedMs }] of journey.visits.entries()) {
    const { index, level } = placeOf(gate, definition);
    await client.query('INSERT INTO read_model.report_visit VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
      id,
      seq,
      gate,
      index,
      level,
      enteredAt,
      leftAt,
      how,
      parkedMs,
    ]);
  }
}

async function projectObjections(client: Writer, { id, journey }: OpportunityState): Promise<void> {
  await client.query('DELETE FROM read_model.report_objection WHERE opportunity_id = $1', [id]);
  for (const [objectionId, { level, objectionType, measure, raisedAt, solvedAt }] of journey.objections) {
    await client.query('INSERT INTO read_model.report_objection VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      objectionId,
      level,
      objectionType,
      measure,
      raisedAt,
      solvedAt,
    ]);
  }
}

async function projectStrategies(client: Writer, { id, journey }: OpportunityState): Promise<void> {
  await client.query('DELETE FROM read_model.report_strategy WHERE opportunity_id = $1', [id]);
  for (const [seq, { strategy, rivalId, rivalCode, chosenAt }] of journey.strategies.entries()) {
    const last = !journey.strategies.slice(seq + 1).some((each) => each.rivalId === rivalId);
    await client.query('INSERT INTO read_model.report_strategy VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      seq,
      strategy,
      rivalId,
      rivalCode,
      chosenAt,
      last,
    ]);
  }
}

function placeOf(gate: string, { gates }: PlaybookDefinition): { index: number; level?: string } {
  const index = gates.findIndex(({ key }) => key === gate);
  return { index, level: gates[index]?.level };
}
