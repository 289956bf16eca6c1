// How complex this sale is (S2), point by point, with what each answer rests on.
import { factsOf, truthOf, type FactValues, type Truth } from '../playbook/condition';
import type { ComplexityGround, ComplexityMeasure } from '../playbook/complexity';
import type { PlaybookDefinition } from '../playbook/playbook';
import { factsOfCompletions, type OpportunityState } from './opportunity-state';

export type Complexity = {
  /** `undecided` while the points that are not known yet could still tip it. */
  complex: Truth;
  high: number;
  complexFrom: number;
  points: { point: string; side: 'high' | 'low' | 'undecided'; restsOn: Ground[] }[];
};

/** One ground of a point: the facts it read, or what was counted; `holds` puts the point on its high side. */
export type Ground = { holds: Truth } & (
  { facts: FactValues } | { measure: ComplexityMeasure; value?: number; atLeast: number }
);

const DAY_MS = 86_400_000;

/** Nothing where the playbook says nothing about it. */
export function complexityOf(state: OpportunityState, definition: PlaybookDefinition): Complexity | undefined {
  if (definition.complexity === undefined) return undefined;
  const { complexFrom, points } = definition.complexity;
  const facts = factsOfCompletions(state);
  const judged = points.map(({ key, highWhen }) => {
    const restsOn = highWhen.map((ground) => weighed(ground, facts, state));
    return { point: key, side: sideOf(restsOn), restsOn };
  });
  const high = judged.filter(({ side }) => side === 'high').length;
  const open = judged.filter(({ side }) => side === 'undecided').length;
  const complex = high >= complexFrom ? true : high + open >= complexFrom ? 'undecided' : false;
  return { complex, high, complexFrom, points: judged };
}

function sideOf(grounds: Ground[]): 'high' | 'low' | 'undecided' {
  if (grounds.some(({ holds }) => holds === true)) return 'high';
  return grounds.some(({ holds }) => holds === 'undecided') ? 'undecided' : 'low';
}

function weighed(ground: ComplexityGround, facts: FactValues, state: OpportunityState): Ground {
  if ('when' in ground) {
    const read = Object.fromEntries(factsOf(ground.when).map((fact) => [fact, facts[fact]]));
    return { holds: truthOf(ground.when, facts), facts: read };
  }
  const { measure, atLeast } = ground;
  const value = measures[measure](state);
  return { holds: value === undefined ? 'undecided' : value >= atLeast, measure, value, atLeast };
}

const measures: { [M in ComplexityMeasure]: (state: OpportunityState) => number | undefined } = {
  'people-on-chain': ({ chain }) => new Set([...chain.values()].flat().map(({ contactId }) => contactId)).size,
  'levels-manned': ({ chain }) => [...chain.values()].filter((people) => people.length > 0).length,
  'products-offered': ({ offer }) => offer && new Set(offer.lines.map(({ productCode }) => productCode)).size,
  'objections-raised': ({ objections }) => objections.size,
  'days-expected': ({ forecast, journey }) =>
    forecast.closeOn === undefined
      ? undefined
      : Math.floor((Date.parse(forecast.closeOn) - Date.parse(journey.openedAt)) / DAY_MS),
};
