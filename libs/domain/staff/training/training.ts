// What a member of staff trains (S17, S23): the sheet of a rehearsal, filled in by who observed it, and negotiation self-tests.
import type { DomainEvent, Id, LocalDate } from '../../event';

/** The fourteen items of the sheet, in its order. */
export const rehearsalItems = [
  'confidence',
  'content',
  'structure',
  'expression',
  'voice',
  'intonation',
  'rhythm',
  'attitude',
  'fluency',
  'eye-contact',
  'facial-expression',
  'body-language',
  'time-control',
  'atmosphere',
] as const;
export type RehearsalItem = (typeof rehearsalItems)[number];

/** 7 excellent, 5 satisfactory, 3 to improve: from 42 to 98 points in all. */
export const rehearsalScores = [7, 5, 3] as const;
export type RehearsalScore = (typeof rehearsalScores)[number];
export type RehearsalSheet = { [I in RehearsalItem]: RehearsalScore };

/** Sent by the observer to the stream of the one observed. */
export type RecordRehearsal = {
  type: 'RecordRehearsal';
  /** Whose cases are played, in its latest version. */
  playbookKey: string;
  case: string;
  heldOn: LocalDate;
  /** Who played the customer. */
  customerPlayedById: Id;
  minutes: number;
  scores: RehearsalSheet;
  comment: string;
  remark?: string;
};
/** Sent to one's own stream; every case is answered. */
export type TakeSelfTest = {
  type: 'TakeSelfTest';
  playbookKey: string;
  answers: { case: string; option: string }[];
};
export type TrainingCommand = RecordRehearsal | TakeSelfTest;

export type RehearsalRecorded = DomainEvent<
  'RehearsalRecorded',
  {
    rehearsalId: Id;
    playbookKey: string;
    playbookVersion: number;
    case: string;
    heldOn: LocalDate;
    observerId: Id;
    customerPlayedById: Id;
    minutes: number;
    scores: RehearsalSheet;
    total: number;
  }
>;
export type SelfTestTaken = DomainEvent<
  'SelfTestTaken',
  {
    testId: Id;
    playbookKey: string;
    playbookVersion: number;
    answers: { case: string; option: string; score: number }[];
    score: number;
    maxScore: number;
    percent: number;
  }
>;
export type TrainingEvent = RehearsalRecorded | SelfTestTaken;
