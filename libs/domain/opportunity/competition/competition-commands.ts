// What can be asked in the competition for a sale (S9–S12).
import type { Id } from '../../event';
import type { FactValue } from '../../playbook/condition';
import type { RecordedStrategyFact, Strategy } from '../../playbook/strategy-rules';
import type { DerivedFrom, PointStanding, SwotList } from './competition-events';

/** S9. Said as a whole: the latest note holds, earlier ones stay on record. */
export type NoteEnvironment = {
  type: 'NoteEnvironment';
  external: string[];
  internal: string[];
  /** How we stand on the points of the playbook's list. */
  points?: { point: string; standing: PointStanding }[];
};

/** S10: the six questions, all of them. */
export const selfReviewQuestions = [
  'customerStage',
  'questionsToRaise',
  'ownStrengthsAndWeaknesses',
  'rivalStrengthsAndWeaknesses',
  'objectionsExpected',
  'supportWanted',
] as const;
export type SelfReviewQuestion = (typeof selfReviewQuestions)[number];
export type ReviewOurselves = { type: 'ReviewOurselves' } & { [Q in SelfReviewQuestion]: string };

export type RivalFacts = { [F in RecordedStrategyFact]?: FactValue };

export type NoteRival = {
  type: 'NoteRival';
  name: string;
  /** Of the playbook's list of rivals. */
  code?: string;
  sharePercent?: number;
  entrenched?: boolean;
};
export type DropRival = { type: 'DropRival'; rivalId: Id; reason: string };

/** What is left out stays as it is known; `unknown` names what is not known any more. */
export type RecordCompetitiveFacts = {
  type: 'RecordCompetitiveFacts';
  rivalId: Id;
  facts: RivalFacts;
  unknown?: RecordedStrategyFact[];
};

/** S11. Said as a whole: the latest matrix of a rival holds, earlier ones stay on record. */
export type RecordSwot = {
  type: 'RecordSwot';
  rivalId: Id;
  derived: (DerivedFrom & { text: string })[];
} & { [L in SwotList]: string[] };

/** S12. `reason` is asked where a rule warns. */
export type ChooseStrategy = { type: 'ChooseStrategy'; rivalId: Id; strategy: Strategy; reason?: string };
/** Keeps the strategy against a rival after looking at it again; judged like a choice. */
export type ReviewStrategy = { type: 'ReviewStrategy'; rivalId: Id; reason: string };
/** Asks others to permit a choice that breaks a rule. */
export type RequestStrategyException = {
  type: 'RequestStrategyException';
  rivalId: Id;
  strategy: Strategy;
  reason: string;
};

export type CompetitionCommand =
  | NoteEnvironment
  | ReviewOurselves
  | NoteRival
  | DropRival
  | RecordCompetitiveFacts
  | RecordSwot
  | ChooseStrategy
  | ReviewStrategy
  | RequestStrategyException;
