// What the competition adds up to: versions of what was said, rivals with what is known of them, and the strategies chosen.
import type { Id, Instant, Recorded } from '../../event';
import type { FactValues } from '../../playbook/condition';
import type { Strategy } from '../../playbook/strategy-rules';
import type { OpportunityEvent } from '../opportunity-events';

export type Revision = { revision: number; version: number; at: Instant };

export type Rival = {
  id: Id;
  code?: string;
  facts: FactValues;
  swot?: Revision;
  /** The strategy that stands against this rival. */
  strategy?: { strategy: Strategy; facts: FactValues; version: number };
};

export type CompetitionState = {
  environment?: Revision;
  selfReview?: Revision;
  /** In the order in which they were noted; without those that were dropped. */
  rivals: ReadonlyMap<Id, Rival>;
  /** The strategy chosen last on this sale, against whichever rival. */
  lastStrategy?: Strategy;
  /** Version of the latest choice or review. */
  decidedAt?: number;
  /** Granted and not used: content hash → approval. */
  exceptions: ReadonlyMap<string, Id>;
  /** Gate → version of the event by which it was entered first. */
  entered: ReadonlyMap<string, number>;
};

type RecordedEvent = Recorded<OpportunityEvent>;

export function openedCompetition(firstGate: string, version: number): CompetitionState {
  return { rivals: new Map(), exceptions: new Map(), entered: new Map([[firstGate, version]]) };
}

export function evolveCompetition(state: CompetitionState, event: RecordedEvent): CompetitionState {
  switch (event.type) {
    case 'EnvironmentNoted':
      return { ...state, environment: revisionOf(event) };
    case 'SelfReviewed':
      return { ...state, selfReview: revisionOf(event) };
    case 'RivalNoted': {
      const { rivalId: id, code } = event.data;
      return { ...state, rivals: new Map(state.rivals).set(id, { id, code, facts: {} }) };
    }
    case 'RivalDropped': {
      const rivals = new Map(state.rivals);
      rivals.delete(event.data.rivalId);
      return { ...state, rivals };
    }
    case 'CompetitiveFactsRecorded':
      return withRival(state, event.data.rivalId, { facts: event.data.facts });
    case 'SwotRecorded':
      return withRival(state, event.data.rivalId, { swot: revisionOf(event) });
    case 'StrategyChosen':
    case 'StrategyReviewed':
      return decided(state, event);
    case 'ApprovalGranted': {
      const { subject, contentHash, approvalId } = event.data;
      if (subject.kind !== 'strategy-exception') return state;
      return { ...state, exceptions: new Map(state.exceptions).set(contentHash, approvalId) };
    }
    case 'GatePassed': {
      const { next } = event.data;
      if (next === undefined || state.entered.has(next)) return state;
      return { ...state, entered: new Map(state.entered).set(next, event.version) };
    }
    default:
      return state;
  }
}

/** An exception is used up by the choice that it permitted. */
function decided(
  state: CompetitionState,
  { data, version }: Extract<RecordedEvent, { type: 'StrategyChosen' | 'StrategyReviewed' }>,
): CompetitionState {
  const { rivalId, strategy, facts, exceptionId } = data;
  const exceptions = new Map([...state.exceptions].filter(([, id]) => id !== exceptionId));
  const after = withRival(state, rivalId, { strategy: { strategy, facts, version } });
  return { ...after, lastStrategy: strategy, decidedAt: version, exceptions };
}

function revisionOf(event: Extract<RecordedEvent, { data: { revision: number } }>): Revision {
  return { revision: event.data.revision, version: event.version, at: event.at };
}

function withRival(state: CompetitionState, id: Id, change: Partial<Rival>): CompetitionState {
  const rival = state.rivals.get(id);
  return rival === undefined ? state : { ...state, rivals: new Map(state.rivals).set(id, { ...rival, ...change }) };
}
