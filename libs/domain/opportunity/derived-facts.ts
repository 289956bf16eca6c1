// What completes a derived action: facts of the opportunity, one rule for each; a form never does.
import type { Id } from '../event';
import { derivedFactsOf, type ActionDefinition, type DerivedFact, type PlaybookDefinition } from '../playbook/playbook';
import { isSelfReviewed, isStrategyChosenAt, isSwotAnalysed } from './competition/established';
import { wasMet } from './contacting/visits';
import { difficultiesOf, unmetDifficulties } from './needs/need-matrix';
import type { OpportunityState } from './opportunity-state';

/** At which gate it is asked; `contactId`: whom an action that is due once per person is about. */
type Asked = {
  state: OpportunityState;
  definition: PlaybookDefinition;
  gate: string;
  contactId?: Id;
  /** The case of which the action wants a rehearsal. */
  rehearsal?: string;
  /** What happened up to this version counts no longer: the sale went back and asks anew. 0 when it did not. */
  since: number;
};

export function isEstablished(fact: DerivedFact, asked: Asked): boolean {
  return rules[fact](asked);
}

const rules: { [F in DerivedFact]: (asked: Asked) => boolean } = {
  'chain-identified': ({ state, definition }) => unidentifiedLevels(state, definition).length === 0,
  'offer-approved': ({ state }) => state.offer !== undefined && state.offer.approvedHash === state.offer.hash,
  'agreement-recorded': ({ state }) => state.agreement !== undefined && state.agreement.offerHash === state.offer?.hash,
  'review-recorded': ({ state }) => state.review?.outcome === 'won',
  'need-guided': isNeedGuided,
  'matrix-complete': ({ state: { needs } }) =>
    [...needs.needs.values()].some(({ kind }) => kind === 'explicit') && unmetDifficulties(needs).length === 0,
  'break-through-planned': ({ state: { power }, since }) => (power.plan?.version ?? 0) > since,
  'introduced-to-power': ({ state: { power }, since }) => (power.introduced?.version ?? 0) > since,
  'self-reviewed': ({ state, since }) => isSelfReviewed(state.competition, since),
  'swot-analysed': ({ state, since }) => isSwotAnalysed(state.competition, since),
  'strategy-chosen': ({ state, gate, since }) => isStrategyChosenAt(gate, state.competition, since),
  rehearsed: ({ state: { contacting }, rehearsal = '', since }) =>
    (contacting.rehearsals.get(rehearsal)?.version ?? 0) > since,
  'appointment-booked': ({ state: { contacting }, contactId = '', since }) =>
    (contacting.calls.get(contactId)?.booked ?? 0) > since,
  visited: ({ state: { contacting }, contactId = '', since }) =>
    wasMet(contacting.visits.values(), 'introductory', contactId, since),
  'solution-presented': ({ state: { contacting }, contactId = '', since }) =>
    wasMet(contacting.visits.values(), 'solution', contactId, since),
  'negotiation-prepared': ({ state: { contacting }, since }) => (contacting.negotiation?.version ?? 0) > since,
};

/** S19: asked by plan where the playbook has a bank of questions, guided, and every recommended product meets a need that the customer says. */
function isNeedGuided({ state: { needs: state }, definition, since }: Asked): boolean {
  const { needs, questionsPlanned, recommendation } = state;
  const explicit = [...needs.values()].filter(({ kind }) => kind === 'explicit');
  const wanted = difficultiesOf(explicit);
  return (
    (definition.questionBank === undefined || questionsPlanned !== undefined) &&
    explicit.some(({ guided }) => (guided?.version ?? 0) > since) &&
    recommendation !== undefined &&
    recommendation.products.every(({ meets }) => meets.some((each) => wanted.includes(each)))
  );
}

/** Levels that an action still waits for: somebody is to be found there, or that there is nobody. */
export function levelsAwaited(
  action: ActionDefinition,
  state: OpportunityState,
  definition: PlaybookDefinition,
): string[] | undefined {
  return derivedFactsOf(action).includes('chain-identified') ? unidentifiedLevels(state, definition) : undefined;
}

/** Levels ahead with nobody on them that are not declared absent either; at its own gate a level speaks for itself. */
function unidentifiedLevels(state: OpportunityState, definition: PlaybookDefinition): string[] {
  return definition.gates
    .filter((gate) => !state.passed.has(gate.key) && state.gate.key !== gate.key)
    .flatMap((gate) => (gate.level === undefined ? [] : [gate.level]))
    .filter((level) => (state.chain.get(level) ?? []).length === 0 && !state.absentLevels.has(level));
}
