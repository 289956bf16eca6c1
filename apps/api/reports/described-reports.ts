// What reports answer, for the description of the API.
import type {
  EndRow,
  ForecastRow,
  FunnelRow,
  LevelTimeRow,
  ObjectionRow,
  StandingStillRow,
  StandstillRow,
  StrategyRow,
} from '#read-model';
import { flag, id, instant, nullable, number, object, text, whole, type Described } from '../http/described';
import { listedByPlace } from '../http/page-query';

const grouped = { group: nullable(text('330000')), groupName: nullable(text('浙江省')) };
const gate = text('expert');
const level = nullable(text('expert'));

/** The columns of a file: what a row of the report is described to have, in that order. */
export function columnsOf({ schema }: Described): string[] {
  const { properties } = schema as { properties: { items: { items: { properties: object } } } };
  return Object.keys(properties.items.items.properties);
}

export const standstill = listedByPlace(
  object<StandstillRow>({
    ...grouped,
    gate,
    sales: whole(7),
    late: whole(2),
    passable: whole(1),
    medianDays: number(12.5),
    longestDays: number(61),
    amountFen: whole(12_000_000),
  }),
);

export const standingStill = listedByPlace(
  object<StandingStillRow>({
    id: id(),
    title: nullable(text('总部专线')),
    customerName: nullable(text('东海制造集团')),
    ownerId: id('d49d688d-6859-5e0b-8581-38b59ed37886'),
    ownerName: nullable(text('周经理')),
    customerClass: nullable(text('A')),
    gate,
    level,
    since: instant(),
    daysAtGate: number(41.2),
    dueAt: nullable(instant('2026-12-31T01:00:00.000Z')),
    daysLate: nullable(number(6.2)),
    passable: flag(false),
    amountFen: nullable(whole(3_600_000)),
  }),
);

export const levelTimes = listedByPlace(
  object<LevelTimeRow>({
    ...grouped,
    gate,
    level,
    sales: whole(24),
    medianDays: number(18.5),
    p90Days: number(44),
    returned: whole(3),
  }),
);

export const funnel = listedByPlace(
  object<FunnelRow>({
    ...grouped,
    gate,
    reached: whole(40),
    passed: whole(24),
    lost: whole(6),
    withdrawn: whole(2),
    standing: whole(8),
    passedPercent: whole(60),
  }),
);

export const objections = listedByPlace(
  object<ObjectionRow>({
    ...grouped,
    type: nullable(text('no-budget')),
    measure: nullable(text('probe-subtly')),
    raised: whole(9),
    solved: whole(6),
    solvedPercent: whole(67),
    medianDaysToSolve: nullable(number(5.5)),
  }),
);

export const strategies = listedByPlace(
  object<StrategyRow>({
    ...grouped,
    strategy: text('flanking'),
    rivalCode: nullable(text('unicom')),
    chosen: whole(12),
    won: whole(5),
    lost: whole(3),
    open: whole(3),
    wonPercent: nullable(whole(63)),
    wonFen: whole(48_000_000),
  }),
);

export const forecast = listedByPlace(
  object<ForecastRow>({
    ...grouped,
    gate,
    winPercent: nullable(whole(35)),
    sales: whole(7),
    amountFen: whole(12_000_000),
    weightedFen: whole(4_200_000),
    unknown: whole(1),
    overdue: whole(2),
  }),
);

export const ends = listedByPlace(
  object<EndRow>({
    ...grouped,
    outcome: text('lost'),
    reason: nullable(text('price')),
    rivalCode: nullable(text('unicom')),
    decidingFactor: nullable(text('decision-chain')),
    sales: whole(3),
    amountFen: whole(9_000_000),
  }),
);
