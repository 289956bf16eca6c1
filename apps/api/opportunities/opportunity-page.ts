// What the page of an opportunity shows: standing, offer, approvals, and every event as a story, with names as far as they exist.
import { Injectable } from '@nestjs/common';
import {
  complexityOf,
  deciders,
  explain,
  factsOfCompletions,
  forecastOf,
  gateDueAt,
  mayActFor,
  objectionTypes,
  planIdOf,
  stageStandings,
  type AgreementRecorded,
  type Approval,
  type ChannelsState,
  type Complexity,
  type Explanation,
  type FactValues,
  type Forecast,
  type GateStanding,
  type HelpingChannel,
  type Id,
  type Missing,
  type Offer,
  type OpportunityState,
  type PlaybookDefinition,
  type ReviewState,
  type StageStanding,
  type StaffState,
} from '#domain';
import { EventStore, foldStream, toldEvents } from '#event-store';
import { missingIn, type Language } from '#labels';
import { askedNow, definitionOf, isInScope, namesOf, principalsOf, votersAwaited } from '#read-model';
import { anyObject, id, instant, listOf, object, oneOf, optional, text, whole } from '../http/described';
import { problemOf, ProblemError } from '../http/problem';
import { scopeOf, type SignedIn } from '../http/signed-in';
import { timelineOf, type Timeline, type TimelineQuery } from '../http/timeline';

export type OpportunityView = {
  id: Id;
  version: number;
  /** What it is about, in words; gone when it was erased. */
  title?: string;
  customerId: Id;
  customerName?: string;
  ownerId: Id;
  playbook: OpportunityState['playbook'];
  status: OpportunityState['status'];
  gate: string;
  /** Until when it should have left the gate. */
  gateDueAt?: string;
  /** The stages of the sales process (S6), in order. */
  stages: StageStanding[];
  /** How complex the sale is (S2), where its playbook says what makes it so. */
  complexity?: Complexity;
  facts: FactValues;
  chain: { [level: string]: Id[] };
  absentLevels: string[];
  offer?: Offer;
  approvals: (Approval & {
    /** Whose own vote it waits for, while it is open. */
    waitsFor?: Id[];
  })[];
  agreement?: AgreementView;
  /** Of the agreement, once the sale is won. */
  followUpPlanId?: Id;
  forecast: Forecast;
  /** By which channel it came, the lead that it was opened from, and the channels that help or helped it (S5). */
  channels: ChannelsState;
  review?: ReviewState;
  objections: { id: Id; level: string; step: string; contactId?: Id; objectionType?: string }[];
  explanation: LabelledExplanation;
};

/** What was signed, as it was recorded last; its number as far as it can still be read. */
type AgreementView = NonNullable<OpportunityState['agreement']> &
  Pick<AgreementRecorded['data'], 'signatoryIds' | 'signedById' | 'signedOn' | 'startsOn' | 'endsOn'> & {
    number?: string;
  };

/** Why not, with each missing thing in words. */
type LabelledExplanation = Omit<Explanation, 'gates'> & {
  gates: (Omit<GateStanding, 'missing'> & { missing: (Missing & { label: string })[] })[];
};

/** What hangs together with the rules is the domain's to say: here it is only named. */
export const opportunityView = object<OpportunityView>({
  id: id(),
  version: whole(4),
  title: optional(text('总部专线')),
  customerId: id('0e2b6a51-4c1d-5d7e-9b1a-5f3c2d1e0a99'),
  customerName: optional(text('东海制造集团')),
  ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
  playbook: anyObject({ key: 'group-customer', version: 1 }),
  status: oneOf(['open', 'parked', 'won', 'lost', 'withdrawn']),
  gate: text('user'),
  gateDueAt: optional(instant('2026-12-31T01:00:00.000Z')),
  stages: listOf(
    object<StageStanding>({
      stage: text('probing'),
      status: oneOf(['done', 'under-way', 'ahead', 'off-path', 'undecided']),
      open: whole(2),
    }),
  ),
  complexity: optional(
    anyObject({
      complex: true,
      high: 4,
      complexFrom: 4,
      points: [
        { point: 'decision-factors', side: 'high', restsOn: [{ measure: 'levels-manned', value: 5, atLeast: 4 }] },
      ],
    }),
  ),
  facts: anyObject({ need: 'latent' }),
  chain: anyObject({ user: ['4dd8e91a-445d-551f-a8b0-0c19689f7895'] }),
  absentLevels: listOf(text('expert')),
  offer: optional(anyObject({ revision: 1, hash: 'offer-hash', lines: [], totals: { amountFen: 1_200_000 } })),
  approvals: listOf(anyObject({ subject: { kind: 'offer' }, round: 0, status: 'open', ballots: [], waitsFor: [] })),
  agreement: optional(
    object<AgreementView>({
      id: id(),
      offerHash: text('offer-hash'),
      amountFen: whole(1_200_000),
      signatoryIds: listOf(id('4dd8e91a-445d-551f-a8b0-0c19689f7895')),
      signedById: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
      signedOn: text('2026-12-01'),
      startsOn: text('2027-01-01'),
      endsOn: text('2028-12-31'),
      number: optional(text('XY-2026-018')),
    }),
  ),
  followUpPlanId: optional(id()),
  forecast: object<Forecast>({
    amountFen: optional(whole(3_600_000)),
    amountFrom: optional(oneOf(['expected', 'offer', 'agreement'])),
    closeOn: optional(text('2026-12-31')),
    winPercent: optional(whole(35)),
    weightedFen: optional(whole(1_260_000)),
  }),
  channels: object<ChannelsState>({
    origin: optional(text('hotline')),
    leadId: optional(id('3c1f5a4e-7a53-5e6e-8a52-6b1f3f0f7a22')),
    helping: listOf(
      object<HelpingChannel>({
        channel: text('integrator'),
        since: instant(),
        until: optional(instant('2026-12-20T02:00:00.000Z')),
      }),
    ),
  }),
  review: optional(
    object<ReviewState>({
      outcome: oneOf(['won', 'lost', 'withdrawn']),
      decidingFactor: text('decision-chain'),
      version: whole(9),
    }),
  ),
  objections: listOf(
    object<OpportunityView['objections'][number]>({
      id: id(),
      level: text('user'),
      step: text('raised'),
      contactId: optional(id()),
      objectionType: optional(oneOf(objectionTypes)),
    }),
  ),
  explanation: anyObject({ status: 'open', gates: [{ gate: 'user', passable: false, problem: 'ACTIONS_OPEN' }] }),
});

@Injectable()
export class OpportunityPage {
  constructor(private readonly store: EventStore) {}

  async view(caller: SignedIn, id: Id, language: Language): Promise<OpportunityView> {
    const state = await this.stateFor(caller, id);
    const [definition, names, agreement] = await Promise.all([
      definitionOf(this.store, state),
      namesOf(this.store, { customerId: state.customerId, opportunityId: id }),
      this.agreementOf(state),
    ]);
    const awaited = await votersAwaited(this.store, state, definition);
    return {
      id,
      version: state.version,
      title: names.title,
      customerId: state.customerId,
      customerName: names.customer,
      ownerId: state.ownerId,
      playbook: state.playbook,
      status: state.status,
      gate: state.gate.key,
      gateDueAt: state.status === 'open' ? gateDueAt(state, definition) : undefined,
      stages: stageStandings(state, definition),
      complexity: complexityOf(state, definition),
      facts: factsOfCompletions(state),
      chain: Object.fromEntries(
        [...state.chain].map(([level, people]) => [level, people.map((each) => each.contactId)]),
      ),
      absentLevels: [...state.absentLevels.keys()],
      offer: state.offer,
      approvals: [...state.approvals.values()].map((approval) => ({ ...approval, waitsFor: awaited.get(approval.id) })),
      agreement,
      followUpPlanId:
        state.status === 'won' && state.agreement !== undefined ? planIdOf(state.agreement.id) : undefined,
      forecast: forecastOf(state, definition),
      channels: state.channels,
      review: state.review,
      objections: [...state.objections.values()].map(({ id: objectionId, level, step, contactId, objectionType }) => ({
        id: objectionId,
        level,
        step,
        contactId,
        objectionType,
      })),
      explanation: labelled(explain(state, definition), definition, language),
    };
  }

  async timeline(caller: SignedIn, id: Id, page: TimelineQuery, language: Language): Promise<Timeline> {
    const definition = await definitionOf(this.store, await this.stateFor(caller, id));
    return timelineOf(this.store, { type: 'opportunity', id }, page, language, definition);
  }

  /** What the caller may not see is not there. Approvers see what they are or were asked about, and their delegates too. */
  async stateFor(caller: SignedIn, id: Id): Promise<OpportunityState> {
    const { state } = await foldStream<OpportunityState, never>(this.store, deciders.opportunity, {
      type: 'opportunity',
      id,
    });
    if (state !== undefined) {
      if ((await isInScope(this.store, scopeOf(caller), state.ownerId)) || (await this.decides(caller, state))) {
        return state;
      }
    }
    throw new ProblemError(problemOf(404, 'NOT_FOUND', 'There is no such opportunity, or it is not yours to see.'));
  }

  private async agreementOf({ id, agreement }: OpportunityState): Promise<AgreementView | undefined> {
    if (agreement === undefined) return undefined;
    const all = await toldEvents<AgreementRecorded>(this.store, { type: 'opportunity', id }, ['AgreementRecorded']);
    const { data, said } = all.find((each) => each.data.agreementId === agreement.id)!;
    const { signatoryIds, signedById, signedOn, startsOn, endsOn } = data;
    const number = said?.['number'] as string | undefined;
    return { ...agreement, signatoryIds, signedById, signedOn, startsOn, endsOn, number };
  }

  /**
   * Whether the caller, or somebody they may act for in this very approval, is asked in it or had a part in it. The read
   * models propose who may be meant; delegations are those of the folded staff streams.
   */
  private async decides({ staffId, staff }: SignedIn, state: OpportunityState): Promise<boolean> {
    if (state.approvals.size === 0) return false;
    const now = new Date().toISOString();
    const principals = await principalsOf(this.store, staffId, now);
    const eyes = [staffId, ...principals];
    const asked = await askedNow(this.store, state.id, eyes);
    const folded = new Map<Id, StaffState>([[staffId, staff]]);
    for (const principal of principals) {
      const ref = { type: 'staff', id: principal } as const;
      const { state: known } = await foldStream<StaffState, never>(this.store, deciders.staff, ref);
      if (known !== undefined) folded.set(principal, known);
    }
    return [...state.approvals.values()].some((approval) => {
      const { subject, amountFen, customerClass } = approval;
      const scope = { kind: subject.kind, amountFen, customerClass };
      const askedIn = asked.filter((row) => row.approvalId === approval.id).map((row) => row.staffId);
      const concerned = new Set([...partakersOf(approval), ...askedIn]);
      return eyes.some(
        (eye) => concerned.has(eye) && (eye === staffId || mayActFor(staffId, eye, now, scope, folded) !== undefined),
      );
    });
  }
}

function labelled(explanation: Explanation, definition: PlaybookDefinition, language: Language): LabelledExplanation {
  const gates = explanation.gates.map(({ missing, ...gate }) => ({
    ...gate,
    missing: missing.map((each) => ({ ...each, label: missingIn(definition, each, undefined, language) })),
  }));
  return { ...explanation, gates };
}

/** Who voted, in whose place, and who was named for a round, whatever became of the approval. */
function partakersOf({ ballots, added, handedOver, rounds }: Approval): Id[] {
  const named = rounds.flatMap(({ slots }) => slots.map(({ group }) => group));
  return [
    ...ballots.flatMap(({ voterId, eyesId }) => [voterId, eyesId]),
    ...[...added, ...handedOver].map((right) => right.staffId),
    ...named.flatMap((group) => (group.startsWith('staff:') ? [group.slice('staff:'.length)] : [])),
  ];
}
