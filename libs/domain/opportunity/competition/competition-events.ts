// What happened in the competition for a sale. Names of rivals and everything said in words are sealed; codes and numbers are not.
import type { DomainEvent, Id } from '../../event';
import type { FactValues } from '../../playbook/condition';
import type { Strategy } from '../../playbook/strategy-rules';

/** Of a point of the environment: we have it, we are building it, we lack it. */
export const pointStandings = ['in-place', 'under-way', 'missing'] as const;
export type PointStanding = (typeof pointStandings)[number];

/** Strengths and weaknesses are ours, chances and threats lie outside (S11). */
export const swotLists = ['strengths', 'weaknesses', 'chances', 'threats'] as const;
export type SwotList = (typeof swotLists)[number];

/** The four derived strategies, each from one list of ours and one of the environment. */
export const swotPairs = {
  SO: ['strengths', 'chances'],
  ST: ['strengths', 'threats'],
  WO: ['weaknesses', 'chances'],
  WT: ['weaknesses', 'threats'],
} as const satisfies { [pair: string]: readonly [SwotList, SwotList] };
export type SwotPair = keyof typeof swotPairs;

/** Places in the lists that a derived strategy is built from, from 0. */
export type DerivedFrom = { pair: SwotPair; own: number[]; outside: number[] };

/** What was decided about a strategy, and by which rules of the playbook, by their keys. */
export type StrategyDecided = {
  rivalId: Id;
  strategy: Strategy;
  /** What was known of the rival, and which strategy came before. */
  facts: FactValues;
  recommendedBy: string[];
  warnedBy: string[];
  /** Forbidding rules that are broken, or may be; by the exception. */
  brokenRules: string[];
  exceptionId?: Id;
};

export type EnvironmentNoted = DomainEvent<
  'EnvironmentNoted',
  {
    revision: number;
    points: { point: string; standing: PointStanding }[];
    factors: { external: number; internal: number };
  }
>;
export type SelfReviewed = DomainEvent<'SelfReviewed', { revision: number }>;
export type RivalNoted = DomainEvent<'RivalNoted', { rivalId: Id; code?: string }>;
export type RivalDropped = DomainEvent<'RivalDropped', { rivalId: Id }>;
/** All that is known of the rival from now on. */
export type CompetitiveFactsRecorded = DomainEvent<'CompetitiveFactsRecorded', { rivalId: Id; facts: FactValues }>;
export type SwotRecorded = DomainEvent<
  'SwotRecorded',
  { rivalId: Id; revision: number; counts: { [L in SwotList]: number }; derived: DerivedFrom[] }
>;
export type StrategyChosen = DomainEvent<'StrategyChosen', StrategyDecided>;
/** The strategy that stands was looked at again and kept. */
export type StrategyReviewed = DomainEvent<'StrategyReviewed', StrategyDecided>;

export type CompetitionEvent =
  | EnvironmentNoted
  | SelfReviewed
  | RivalNoted
  | RivalDropped
  | CompetitiveFactsRecorded
  | SwotRecorded
  | StrategyChosen
  | StrategyReviewed;
