// Why not? The standing of every gate, and what stands in the way, from the same evaluator that decides.
import type { PlaybookDefinition } from '../playbook/playbook';
import { currentStanding, gateStanding, type GateStanding } from './gate-standing';
import type { OpportunityState } from './opportunity-state';
import { whatNext, type WhatNext } from './what-next';

export type Explanation = {
  status: OpportunityState['status'];
  next: WhatNext;
  /** In the playbook's order; the current gate carries also what is undone behind it. */
  gates: GateStanding[];
  /** Where one may go back to from here. */
  waysBack: string[];
};

export function explain(state: OpportunityState, definition: PlaybookDefinition): Explanation {
  const gates = definition.gates.map((gate) =>
    gate.key === state.gate.key ? currentStanding(state, definition) : gateStanding(state, definition, gate.key),
  );
  const here = definition.gates.find((gate) => gate.key === state.gate.key);
  return {
    status: state.status,
    next: whatNext(state, definition),
    gates,
    waysBack: here?.backTo?.map((way) => way.gate) ?? [],
  };
}
