// The customer's needs (S19): what was asked, what is missing there, how it was guided, and which products are recommended for it.
import type { DomainEvent, Id, Recorded } from '../../event';
import type { QuestionKind } from '../../playbook/question-bank';

/** S6: a latent need (隐性) is not felt yet, an explicit one (显性) is said by the customer. */
export const needKinds = ['latent', 'explicit'] as const;
export type NeedKind = (typeof needKinds)[number];

/** What guiding made of a need: a latent one becomes explicit; an explicit one stands, grows or is put otherwise (S6, S12). */
export const guidedOutcomes = ['created', 'confirmed', 'widened', 'rewritten'] as const;
export type GuidedOutcome = (typeof guidedOutcomes)[number];

/** A question of the playbook's bank, or one of one's own. */
export type QuestionToAsk = { key: string } | { kind: QuestionKind; text: string };

export type PlanQuestions = {
  type: 'PlanQuestions';
  /** Whom they are put to. */
  contactId?: Id;
  /** In the order in which they are asked. */
  questions: QuestionToAsk[];
};
export type RecordNeed = {
  type: 'RecordNeed';
  kind: NeedKind;
  /** Codes of the catalogue: what is difficult there. */
  difficulties: string[];
  /** Who said or showed it. */
  contactId?: Id;
  /** The customer's own words. */
  words: string;
};
export type GuideNeed = {
  type: 'GuideNeed';
  needId: Id;
  outcome: GuidedOutcome;
  /** What the need is made of now; as before when left out. */
  difficulties?: string[];
  /** The words by which the customer makes it their own. */
  evidence: string;
};
export type AcceptNeedGap = { type: 'AcceptNeedGap'; needId: Id; difficulties: string[]; reason: string };
export type RecommendProducts = { type: 'RecommendProducts'; products: string[]; note?: string };

export type NeedsCommand = PlanQuestions | RecordNeed | GuideNeed | AcceptNeedGap | RecommendProducts;

export type QuestionsPlanned = DomainEvent<
  'QuestionsPlanned',
  { contactId?: Id; questions: { kind: QuestionKind; key?: string }[] }
>;
export type NeedRecorded = DomainEvent<
  'NeedRecorded',
  { needId: Id; kind: NeedKind; difficulties: string[]; contactId?: Id }
>;
export type NeedGuided = DomainEvent<'NeedGuided', { needId: Id; outcome: GuidedOutcome; difficulties: string[] }>;
export type NeedGapAccepted = DomainEvent<'NeedGapAccepted', { needId: Id; difficulties: string[] }>;
export type ProductsRecommended = DomainEvent<
  'ProductsRecommended',
  {
    catalogueVersion: number;
    /** With what each of them met in that version: a later one changes nothing that was recommended. */
    products: { code: string; meets: string[] }[];
  }
>;

export type NeedsEvent = QuestionsPlanned | NeedRecorded | NeedGuided | NeedGapAccepted | ProductsRecommended;

export type Need = {
  id: Id;
  kind: NeedKind;
  /** What it was when it was recorded. */
  recordedAs: NeedKind;
  difficulties: readonly string[];
  contactId?: Id;
  guided?: { outcome: GuidedOutcome; version: number };
  /** Difficulties of it that nothing we have will meet, and the customer knows. */
  gaps: readonly string[];
};

export type Recommendation = ProductsRecommended['data'] & { version: number };

export type NeedsState = {
  needs: ReadonlyMap<Id, Need>;
  /** When questions were planned last. */
  questionsPlanned?: number;
  recommendation?: Recommendation;
};

export const noNeeds: NeedsState = { needs: new Map() };

export function evolveNeeds(state: NeedsState, event: Recorded<NeedsEvent>): NeedsState {
  switch (event.type) {
    case 'QuestionsPlanned':
      return { ...state, questionsPlanned: event.version };
    case 'NeedRecorded': {
      const { needId, kind, difficulties, contactId } = event.data;
      return withNeed(state, { id: needId, kind, recordedAs: kind, difficulties, contactId, gaps: [] });
    }
    case 'NeedGuided': {
      const { needId, outcome, difficulties } = event.data;
      return changed(state, needId, (need) => ({
        ...need,
        kind: 'explicit',
        difficulties,
        guided: { outcome, version: event.version },
        gaps: need.gaps.filter((gap) => difficulties.includes(gap)),
      }));
    }
    case 'NeedGapAccepted': {
      const { needId, difficulties } = event.data;
      return changed(state, needId, (need) => ({ ...need, gaps: [...new Set([...need.gaps, ...difficulties])] }));
    }
    case 'ProductsRecommended':
      return { ...state, recommendation: { ...event.data, version: event.version } };
  }
}

function withNeed(state: NeedsState, need: Need): NeedsState {
  return { ...state, needs: new Map(state.needs).set(need.id, need) };
}

function changed(state: NeedsState, needId: Id, change: (need: Need) => Need): NeedsState {
  const need = state.needs.get(needId);
  return need === undefined ? state : withNeed(state, change(need));
}
