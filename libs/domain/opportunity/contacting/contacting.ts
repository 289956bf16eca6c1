// Being in touch with the people of the chain (S16–S18, S23): calls, visits, and the rehearsals and preparation before them.
import type { DomainEvent, Id, Instant, LocalDate, Recorded } from '../../event';

/** What came of a call. `not-reached`: nobody spoke; the next call is still owed. */
export const callOutcomes = ['booked', 'call-again', 'declined', 'not-reached'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** `introductory`: the first one, in its steps; `solution`: the overall solution is presented. */
export const visitKinds = ['introductory', 'solution', 'regular'] as const;
export type VisitKind = (typeof visitKinds)[number];

export type RecordCall = {
  type: 'RecordCall';
  contactId: Id;
  /** Code of the playbook's list. */
  script: string;
  outcome: CallOutcome;
  /** When to call again; owed after `call-again` and `not-reached`. */
  nextCallAt?: Instant;
  note?: string;
};
export type PlanVisit = {
  type: 'PlanVisit';
  kind: VisitKind;
  plannedAt: Instant;
  /** People to be met. */
  contactIds: Id[];
  /** The list that one's appearance is checked by. */
  appearance: string;
  topics: { key: string; note?: string }[];
  /** What one means to say at each step; all steps of the playbook for an introductory visit. */
  steps: { key: string; text: string }[];
  /** 你需要先有所付出: what we give before we ask. */
  givenFirst: string;
};
export type ReportVisit = {
  type: 'ReportVisit';
  visitId: Id;
  visitedOn: LocalDate;
  /** Who was really met, of those who were to be met. */
  metIds: Id[];
  /** The purpose was accepted: the fourth step. */
  accepted: boolean;
  /** Items of the plan's appearance list that were checked. */
  checked: string[];
  /** What came of it. */
  report: string;
};
/** The owner's latest rehearsal of a case, from the owner's own stream. */
export type NoteRehearsal = { type: 'NoteRehearsal'; case: string };
export type PrepareNegotiation = {
  type: 'PrepareNegotiation';
  target: string;
  /** Where we leave the table. */
  walkAway: string;
  /** What we do then. */
  alternative: string;
  /** What we give against what. */
  trades: string;
};

export type ContactingCommand = RecordCall | PlanVisit | ReportVisit | NoteRehearsal | PrepareNegotiation;

export type CallRecorded = DomainEvent<
  'CallRecorded',
  { contactId: Id; script: string; outcome: CallOutcome; nextCallAt?: Instant }
>;
export type VisitPlanned = DomainEvent<
  'VisitPlanned',
  {
    visitId: Id;
    kind: VisitKind;
    plannedAt: Instant;
    contactIds: Id[];
    appearance: string;
    topics: string[];
    steps: string[];
  }
>;
export type VisitReported = DomainEvent<
  'VisitReported',
  { visitId: Id; kind: VisitKind; visitedOn: LocalDate; metIds: Id[]; accepted: boolean; checked: string[] }
>;
export type RehearsalNoted = DomainEvent<
  'RehearsalNoted',
  { rehearsalId: Id; case: string; staffId: Id; heldOn: LocalDate; total: number }
>;
export type NegotiationPrepared = DomainEvent<'NegotiationPrepared', { testId: Id; percent: number }>;

export type ContactingEvent = CallRecorded | VisitPlanned | VisitReported | RehearsalNoted | NegotiationPrepared;

/** How things stand on the telephone with one person. */
export type CallStanding = {
  outcome: CallOutcome;
  version: number;
  /** The call by which the appointment was made that stands. */
  booked?: number;
  next?: { at: Instant; version: number };
};
export type Visit = VisitPlanned['data'] & {
  version: number;
  reported?: Omit<VisitReported['data'], 'visitId' | 'kind'> & { version: number };
};

export type ContactingState = {
  calls: ReadonlyMap<Id, CallStanding>;
  visits: ReadonlyMap<Id, Visit>;
  /** Case → the rehearsal that was noted last. */
  rehearsals: ReadonlyMap<string, { rehearsalId: Id; version: number }>;
  negotiation?: NegotiationPrepared['data'] & { version: number };
};

export const noContacting: ContactingState = { calls: new Map(), visits: new Map(), rehearsals: new Map() };

export function evolveContacting(state: ContactingState, event: Recorded<DomainEvent>): ContactingState {
  const known = event as Recorded<ContactingEvent>;
  const { version } = known;
  switch (known.type) {
    case 'CallRecorded':
      return withCall(state, known);
    case 'VisitPlanned': {
      const visits = new Map(state.visits).set(known.data.visitId, { ...known.data, version });
      return { ...state, visits };
    }
    case 'VisitReported': {
      const { visitId, kind: _kind, ...reported } = known.data;
      const visit = state.visits.get(visitId);
      if (visit === undefined) return state;
      return { ...state, visits: new Map(state.visits).set(visitId, { ...visit, reported: { ...reported, version } }) };
    }
    case 'RehearsalNoted': {
      const { rehearsalId } = known.data;
      return { ...state, rehearsals: new Map(state.rehearsals).set(known.data.case, { rehearsalId, version }) };
    }
    case 'NegotiationPrepared':
      return { ...state, negotiation: { ...known.data, version } };
    default:
      return state;
  }
}

/** An appointment stands until the person declines; every call settles what was to be called about before. */
function withCall(state: ContactingState, { data, version }: Recorded<CallRecorded>): ContactingState {
  const { contactId, outcome, nextCallAt } = data;
  const before = state.calls.get(contactId)?.booked;
  const booked = outcome === 'booked' ? version : outcome === 'declined' ? undefined : before;
  const next = nextCallAt === undefined ? undefined : { at: nextCallAt, version };
  return { ...state, calls: new Map(state.calls).set(contactId, { outcome, version, booked, next }) };
}
