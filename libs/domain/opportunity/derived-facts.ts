// What completes a derived action: facts of the opportunity, one rule for each; a form never does.
import type { Id } from '../event';
import type { DerivedFact, PlaybookDefinition } from '../playbook/playbook';
import type { OpportunityState } from './opportunity-state';

/** `contactId`: whom an action that is due once per person is about. */
type Asked = { state: OpportunityState; definition: PlaybookDefinition; contactId?: Id };

export function isEstablished(fact: DerivedFact, asked: Asked): boolean {
  return rules[fact](asked);
}

const rules: { [F in DerivedFact]: (asked: Asked) => boolean } = {
  'chain-identified': ({ state, definition }) => unidentifiedLevels(state, definition).length === 0,
  'offer-approved': ({ state }) => state.offer !== undefined && state.offer.approvedHash === state.offer.hash,
  'agreement-recorded': ({ state }) => state.agreement !== undefined && state.agreement.offerHash === state.offer?.hash,
  'review-recorded': ({ state }) => state.review?.outcome === 'won',
};

/** Levels ahead with nobody on them that are not declared absent either; at its own gate a level speaks for itself. */
function unidentifiedLevels(state: OpportunityState, definition: PlaybookDefinition): string[] {
  return definition.gates
    .filter((gate) => !state.passed.has(gate.key) && state.gate.key !== gate.key)
    .flatMap((gate) => (gate.level === undefined ? [] : [gate.level]))
    .filter((level) => (state.chain.get(level) ?? []).length === 0 && !state.absentLevels.has(level));
}
