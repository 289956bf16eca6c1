// Where a sale has been and for how long, and what became of the objections on its way: what reports read (S26).
// Invariant: no rule of the sale reads it; it only remembers.
import type { DomainEvent, Id, Instant, Recorded } from '../../event';
import type { ObjectionType, OpportunityEvent } from '../opportunity-events';

export type Journey = {
  openedAt: Instant;
  end?: JourneyEnd;
  /** In order; the last one has no `leftAt` while the sale runs. A gate that was gone back to has several. */
  visits: readonly GateVisit[];
  objections: ReadonlyMap<Id, ObjectionRecord>;
  /** In the order in which they were chosen; the last one is pursued (S12). */
  strategies: readonly ChosenStrategy[];
  rivalCodes: ReadonlyMap<Id, string>;
};

export type JourneyEnd = { at: Instant; outcome: 'won' | 'lost' | 'withdrawn'; reason?: string; rivalCode?: string };

/** Against one of the sale's rivals; `rivalCode` is theirs in the playbook's list, by which reports count over all sales. */
export type ChosenStrategy = { strategy: string; rivalId: Id; rivalCode?: string; chosenAt: Instant };

export type GateVisit = {
  gate: string;
  enteredAt: Instant;
  leftAt?: Instant;
  how?: 'passed' | 'overridden' | 'went-back' | 'ended';
  /** Time in it that the sale was parked: nobody was asked for anything. */
  parkedMs: number;
  parkedAt?: Instant;
};

export type ObjectionRecord = {
  level: string;
  objectionType?: ObjectionType;
  measure?: string;
  raisedAt: Instant;
  solvedAt?: Instant;
};

type RecordedEvent = Recorded<OpportunityEvent>;

/** What the competition for a sale (S12) tells that reports count. */
type CompetitionRecorded = Recorded<
  | DomainEvent<'RivalNoted', { rivalId: Id; code?: string }>
  | DomainEvent<'StrategyChosen', { rivalId: Id; strategy: string }>
>;

export function openedJourney(event: Extract<RecordedEvent, { type: 'OpportunityOpened' }>): Journey {
  return {
    openedAt: event.at,
    visits: [visit(event.data.firstGate, event.at)],
    objections: new Map(),
    strategies: [],
    rivalCodes: new Map(),
  };
}

export function evolveJourney(journey: Journey, event: RecordedEvent): Journey {
  const { at } = event;
  switch (event.type) {
    case 'GatePassed': {
      const { next, overrideId } = event.data;
      const left = leave(journey, at, overrideId === undefined ? 'passed' : 'overridden');
      return next === undefined ? left : enter(left, next, at);
    }
    case 'WentBack':
      return enter(leave(journey, at, 'went-back'), event.data.to, at);
    case 'OpportunityWon':
      return { ...journey, end: { at, outcome: 'won' } };
    case 'OpportunityLost': {
      const { reason, rivalCode } = event.data;
      return { ...leave(journey, at, 'ended'), end: { at, outcome: 'lost', reason, rivalCode } };
    }
    case 'OpportunityWithdrawn':
      return { ...leave(journey, at, 'ended'), end: { at, outcome: 'withdrawn', reason: event.data.reason } };
    case 'OpportunityReopened':
      return { ...enter(journey, event.data.gate, at), end: undefined };
    case 'OpportunityParked':
      return here(journey, () => ({ parkedAt: at }));
    case 'OpportunityWoken':
      return here(journey, (last) => awake(last, at));
    default:
      return withStrategy(withObjection(journey, event), event);
  }
}

function withObjection(journey: Journey, event: RecordedEvent): Journey {
  switch (event.type) {
    case 'ObjectionRaised': {
      const { objectionId, level } = event.data;
      return { ...journey, objections: new Map(journey.objections).set(objectionId, { level, raisedAt: event.at }) };
    }
    case 'ObjectionTypeDetermined':
      return objection(journey, event.data.objectionId, { objectionType: event.data.objectionType });
    case 'ObjectionMeasureChosen':
      return objection(journey, event.data.objectionId, { measure: event.data.measure });
    case 'ObjectionSolved':
      return objection(journey, event.data.objectionId, { solvedAt: event.at });
    default:
      return journey;
  }
}

function withStrategy(journey: Journey, event: RecordedEvent | CompetitionRecorded): Journey {
  switch (event.type) {
    case 'RivalNoted': {
      const { rivalId, code } = event.data;
      return code === undefined ? journey : { ...journey, rivalCodes: new Map(journey.rivalCodes).set(rivalId, code) };
    }
    case 'StrategyChosen': {
      const { strategy, rivalId } = event.data;
      const chosen = { strategy, rivalId, rivalCode: journey.rivalCodes.get(rivalId), chosenAt: event.at };
      return { ...journey, strategies: [...journey.strategies, chosen] };
    }
    default:
      return journey;
  }
}

function objection(journey: Journey, id: Id, change: Partial<ObjectionRecord>): Journey {
  const known = journey.objections.get(id);
  if (known === undefined) return journey;
  return { ...journey, objections: new Map(journey.objections).set(id, { ...known, ...change }) };
}

function visit(gate: string, enteredAt: Instant): GateVisit {
  return { gate, enteredAt, parkedMs: 0 };
}

function enter(journey: Journey, gate: string, at: Instant): Journey {
  return { ...journey, visits: [...journey.visits, visit(gate, at)] };
}

function leave(journey: Journey, at: Instant, how: NonNullable<GateVisit['how']>): Journey {
  return here(journey, (last) => ({ ...awake(last, at), leftAt: at, how }));
}

function awake({ parkedAt, parkedMs }: GateVisit, at: Instant): Pick<GateVisit, 'parkedAt' | 'parkedMs'> {
  const parked = parkedAt === undefined ? 0 : Date.parse(at) - Date.parse(parkedAt);
  return { parkedAt: undefined, parkedMs: parkedMs + parked };
}

/** Changes the visit that is under way, if one is. */
function here(journey: Journey, change: (last: GateVisit) => Partial<GateVisit>): Journey {
  const last = journey.visits.at(-1);
  if (last === undefined || last.leftAt !== undefined) return journey;
  return { ...journey, visits: [...journey.visits.slice(0, -1), { ...last, ...change(last) }] };
}
