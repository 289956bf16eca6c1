// Until when a sale should have left the gate where it stands: what the gate says, else when the last of its actions is due.
import { addDuration } from '../business-time/business-time';
import type { Instant } from '../event';
import type { PlaybookDefinition } from '../playbook/playbook';
import { gateOf } from './gate-standing';
import type { OpportunityState } from './opportunity-state';

export function gateDueAt(state: OpportunityState, definition: PlaybookDefinition): Instant | undefined {
  const gate = gateOf(definition, state.gate.key);
  const durations = gate.due === undefined ? gate.actions.flatMap(({ due }) => due ?? []) : [gate.due];
  return durations
    .map((duration) => addDuration(state.gate.since.at, duration, definition.businessTime))
    .sort()
    .at(-1);
}
