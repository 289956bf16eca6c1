// Folds the events of an opportunity. Invariant: says what happened and judges nothing; an unknown event changes only the version.
import type { Instant, Recorded } from '../event';
import { heardAt } from '../timed-command';
import { evolveDocuments } from './documents/documents';
import { evolveApproval } from './evolve-approval';
import { evolveChannels, openedChannels } from './channels/channels';
import { evolveCompetition, openedCompetition } from './competition/competition-state';
import { evolveContacting, noContacting } from './contacting/contacting';
import { evolveForecast, openedForecast } from './forecast/forecast';
import { evolveNeeds, noNeeds } from './needs/needs';
import type { OpportunityEvent } from './opportunity-events';
import {
  instanceKey,
  type Beginning,
  type Completion,
  type Objection,
  type OpportunityState,
  type Passing,
} from './opportunity-state';
import { evolveJourney, openedJourney } from './journey/journey';
import { evolvePower } from './power/break-through';
import { evolveReview } from './review/review';

type RecordedEvent = Recorded<OpportunityEvent>;

export function evolveOpportunity(
  state: OpportunityState | undefined,
  event: RecordedEvent,
): OpportunityState | undefined {
  if (state === undefined) return event.type === 'OpportunityOpened' ? opened(event) : undefined;
  const journey = evolveJourney(state.journey, event);
  const competition = evolveCompetition(state.competition, event);
  const contacting = evolveContacting(state.contacting, event);
  return { ...state, ...changeBy(state, event), journey, competition, contacting, version: event.version };
}

function opened(event: Extract<RecordedEvent, { type: 'OpportunityOpened' }>): OpportunityState {
  const { customerId, ownerId, playbook, firstGate } = event.data;
  return {
    id: event.streamId,
    version: event.version,
    customerId,
    ownerId,
    playbook,
    status: 'open',
    gate: { key: firstGate, since: beginning(event) },
    passed: new Map(),
    chain: new Map(),
    absentLevels: new Map(),
    completions: new Map(),
    waivers: new Map(),
    overrides: new Map(),
    reopened: new Map(),
    objections: new Map(),
    approvals: new Map(),
    forecast: openedForecast(event.data),
    channels: openedChannels(event.data),
    competition: openedCompetition(firstGate, event.version),
    contacting: noContacting,
    journey: openedJourney(event),
    needs: noNeeds,
    documents: new Map(),
    power: {},
    notices: new Map(),
  };
}

function changeBy(state: OpportunityState, event: RecordedEvent): Partial<OpportunityState> {
  switch (event.type) {
    case 'ContactPlaced': {
      const { contactId, level } = event.data;
      const people = [...(state.chain.get(level) ?? []), { contactId, placed: beginning(event) }];
      return { chain: withEntry(state.chain, level, people) };
    }
    case 'ContactTakenOff':
      return takenOff(state, event.data.contactId, event.data.level);
    case 'AbsenceWithdrawn':
      return { absentLevels: without(state.absentLevels, event.data.level) };

    case 'ActionCompleted':
    case 'ActionCorrected': {
      const { action, gate, contactId, answers, facts } = event.data;
      const completion: Completion = {
        action,
        gate,
        contactId,
        answers,
        facts,
        version: event.version,
        at: event.at,
      };
      return { completions: withEntry(state.completions, instanceKey(action, contactId), completion) };
    }
    case 'GatePassed':
      return gatePassed(state, event);
    case 'WentBack':
      return wentBack(state, event);

    case 'ObjectionRaised': {
      const { objectionId, level, contactId } = event.data;
      const objection: Objection = { id: objectionId, level, contactId, step: 'raised', version: event.version };
      return { objections: withEntry(state.objections, objectionId, objection) };
    }
    case 'ObjectionTypeDetermined': {
      const { objectionId, objectionType } = event.data;
      return objectionAt(state, objectionId, { step: 'type-determined', objectionType });
    }
    case 'ObjectionTruthFound':
      return objectionAt(state, event.data.objectionId, { step: 'truth-found' });
    case 'ObjectionMeasureChosen':
      return objectionAt(state, event.data.objectionId, { step: 'measure-chosen' });
    case 'ObjectionSolved':
      return objectionAt(state, event.data.objectionId, { step: 'solved' });

    case 'OfferRevised': {
      const { revision, offerHash, lines, totals, validUntil, documents = [], catalogueVersion } = event.data;
      const approvedHash = state.offer?.approvedHash;
      const offer = { revision, hash: offerHash, lines, totals, validUntil, documents, catalogueVersion, approvedHash };
      return { offer };
    }
    case 'AgreementRecorded': {
      const { agreementId, offerHash, amountFen } = event.data;
      return { agreement: { id: agreementId, offerHash, amountFen } };
    }

    case 'OpportunityWon':
      return { status: 'won' };
    case 'OpportunityLost':
      return { status: 'lost', parked: undefined };
    case 'OpportunityWithdrawn':
      return { status: 'withdrawn', parked: undefined };
    case 'OpportunityReopened':
    case 'OpportunityWoken':
      // The clock of the gate starts anew: nobody is late for time in which nothing was asked of them.
      return {
        status: 'open',
        parked: undefined,
        gate: { ...state.gate, since: beginning(event) },
        approvals: restartOpenRounds(state, event),
      };
    case 'OpportunityParked':
      return { status: 'parked', parked: { ...beginning(event), until: event.data.until } };
    case 'OwnerChanged':
      return { ownerId: event.data.to };

    case 'ForecastChanged':
      return { forecast: evolveForecast(event) };
    case 'HelpingChannelAdded':
    case 'HelpingChannelEnded':
      return { channels: evolveChannels(state.channels, event) };
    case 'ReviewRecorded':
      return { review: evolveReview(event) };
    case 'QuestionsPlanned':
    case 'NeedRecorded':
    case 'NeedGuided':
    case 'NeedGapAccepted':
    case 'ProductsRecommended':
      return { needs: evolveNeeds(state.needs, event) };
    case 'DocumentAttached':
      return { documents: evolveDocuments(state.documents, event) };
    case 'BreakThroughPlanned':
    case 'ContactIntroduced':
      return { power: evolvePower(state.power, event) };

    case 'DeadlineReminded':
      return noticed(state, event.data.wait, event.data.since, {
        reminded: true,
        remindedAt: heardAt(event.data),
      });
    case 'DeadlineEscalated': {
      const notices = noticed(state, event.data.wait, event.data.since, { reminded: true, escalated: true });
      return { ...notices, ...evolveApproval(state, event) };
    }
    default:
      return evolveApproval(state, event);
  }
}

function gatePassed(
  state: OpportunityState,
  event: Extract<RecordedEvent, { type: 'GatePassed' }>,
): Partial<OpportunityState> {
  const { gate, next, leftOut, overrideId } = event.data;
  const passed = new Map(state.passed);
  passed.set(gate, { version: event.version, how: overrideId === undefined ? 'complete' : 'overridden' });
  for (const skipped of leftOut) passed.set(skipped, { version: event.version, how: 'left-out' });
  return {
    passed,
    overrides: without(state.overrides, gate),
    gate: next === undefined ? state.gate : { key: next, since: beginning(event) },
  };
}

function wentBack(
  state: OpportunityState,
  event: Extract<RecordedEvent, { type: 'WentBack' }>,
): Partial<OpportunityState> {
  const { from, to, reopened } = event.data;
  const completions = new Map(state.completions);
  const waivers = new Map(state.waivers);
  for (const key of reopened) {
    completions.delete(key);
    waivers.delete(key);
  }
  // Gates are passed in order, so everything passed since the gate it goes back to is behind it no longer.
  const stillPassed: [string, Passing][] = [];
  for (const entry of state.passed) {
    if (entry[0] === to) break;
    stillPassed.push(entry);
  }
  return {
    completions,
    waivers,
    reopened: new Map([...state.reopened, ...reopened.map((key) => [key, event.version] as const)]),
    passed: new Map(stillPassed),
    overrides: without(state.overrides, from),
    gate: { key: to, since: beginning(event) },
  };
}

function takenOff(state: OpportunityState, contactId: string, level: string): Partial<OpportunityState> {
  const people = (state.chain.get(level) ?? []).filter((placement) => placement.contactId !== contactId);
  return { chain: withEntry(state.chain, level, people) };
}

function objectionAt(state: OpportunityState, id: string, change: Partial<Objection>): Partial<OpportunityState> {
  const objection = state.objections.get(id);
  return objection === undefined ? {} : { objections: withEntry(state.objections, id, { ...objection, ...change }) };
}

function noticed(
  state: OpportunityState,
  wait: string,
  since: number,
  change: { reminded: boolean; remindedAt?: Instant; escalated?: boolean },
): Partial<OpportunityState> {
  return { notices: withEntry(state.notices, wait, { since, escalated: false, ...change }) };
}

function restartOpenRounds(state: OpportunityState, event: RecordedEvent): OpportunityState['approvals'] {
  const restarted = [...state.approvals].map(([id, approval]) =>
    approval.status === 'open'
      ? ([id, { ...approval, roundSince: beginning(event), pausedMs: 0 }] as const)
      : ([id, approval] as const),
  );
  return new Map(restarted);
}

export function beginning(event: RecordedEvent): Beginning {
  return { version: event.version, at: event.at };
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
