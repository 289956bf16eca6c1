// How complex a sale is (S2): the points in which selling to a group differs from selling to a person, and what each rests on.
import type { Condition } from './condition';
import type { Label } from './playbook';

export type ComplexityDefinition = {
  /** So many points on their high side make the sale a complex one. */
  complexFrom: number;
  points: ComplexityPoint[];
};

export type ComplexityPoint = {
  key: string;
  title: Label;
  /** What its two sides are called: many and simple, long and short … */
  high: Label;
  low: Label;
  /** Any one of these puts it on its high side. */
  highWhen: ComplexityGround[];
};

/** A condition over the facts that forms asked, or something counted on the sale itself. */
export type ComplexityGround = { when: Condition } | { measure: ComplexityMeasure; atLeast: number };

export const complexityMeasures = [
  /** different human beings on the chain */
  'people-on-chain',
  /** levels with somebody on them */
  'levels-manned',
  /** different products in the offer; not known without one */
  'products-offered',
  'objections-raised',
  /** from opening to the expected close; not known while nothing is expected */
  'days-expected',
] as const;
export type ComplexityMeasure = (typeof complexityMeasures)[number];

/** @param parts schemas of the whole document: its keys, labels and conditions */
export function complexitySchema({ key, label, condition }: { [part: string]: object }): object {
  const counted = { measure: { enum: complexityMeasures }, atLeast: { type: 'integer', minimum: 1, maximum: 10_000 } };
  const ground = { oneOf: [closed({ when: condition }), closed(counted)] };
  const point = closed({ key, title: label, high: label, low: label, highWhen: list(ground, 10) });
  return closed({ complexFrom: { type: 'integer', minimum: 1, maximum: 20 }, points: list(point, 20) });
}

function closed(properties: object): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: object, maxItems: number): object {
  return { type: 'array', items, minItems: 1, maxItems };
}
