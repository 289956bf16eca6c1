// S12 as data: what may be known about a rival, and rules over it that recommend a competitive strategy, warn of it or forbid it.
import type { BoundedCondition, FactValue } from './condition';
import type { Label } from './playbook';

/** 硬碰硬, 迂回, 各个击破, 拖延. */
export const strategies = ['head-on', 'flanking', 'divide', 'delay'] as const;
export type Strategy = (typeof strategies)[number];

export type StrategyFactDefinition =
  { kind: 'number'; min: number; max: number } | { kind: 'values'; values: FactValue[] };

const yesNo: StrategyFactDefinition = { kind: 'values', values: [true, false] };
const percent: StrategyFactDefinition = { kind: 'number', min: 0, max: 100 };

/** More than ten times as strong is no contest any more. */
const MAX_ADVANTAGE_PERCENT = 1000;

/** What is recorded per rival. */
export const recordedStrategyFacts = {
  /** our strength ÷ the rival's: 200 is twice as strong, below 100 the rival is the stronger one */
  advantagePercent: { kind: 'number', min: 0, max: MAX_ADVANTAGE_PERCENT },
  rivalEntrenched: yesNo,
  /** the customer ranks us first */
  firstChoice: yesNo,
  blockedByRival: yesNo,
  /** what we are developing will fit the need */
  fittingProductUnderWay: yesNo,
  expectationVeryHigh: yesNo,
  /** we have a good answer to what is expected */
  answerAtHand: yesNo,
  /** ours, at this kind of customer */
  marketSharePercent: percent,
  rivalSharePercent: percent,
} as const satisfies { [key: string]: StrategyFactDefinition };
export type RecordedStrategyFact = keyof typeof recordedStrategyFacts;

/** `earlierStrategy` is nobody's to say: it is the strategy chosen last on this sale, against whichever rival. */
export const strategyFacts: { [key: string]: StrategyFactDefinition } = {
  ...recordedStrategyFacts,
  earlierStrategy: { kind: 'values', values: ['none', ...strategies] },
};

export const strategyEffects = ['recommends', 'warns', 'forbids'] as const;
export type StrategyEffect = (typeof strategyEffects)[number];

export type StrategyRule = {
  key: string;
  strategy: Strategy;
  effect: StrategyEffect;
  when: BoundedCondition;
  title: Label;
  /** Rows of the source document it comes from. */
  source: string[];
  /** How one may say it to the customer (例). */
  example?: Label;
};

/** @param parts the schemas of what all parts of a playbook are made of */
export function strategyRulesSchema(parts: { key: object; label: object; source: object }): object {
  const properties = {
    key: parts.key,
    strategy: { enum: strategies },
    effect: { enum: strategyEffects },
    when: { $ref: '#/$defs/boundedCondition' },
    title: parts.label,
    source: parts.source,
    example: parts.label,
  };
  const required = ['key', 'strategy', 'effect', 'when', 'title', 'source'];
  const rule = { type: 'object', properties, required, additionalProperties: false };
  return { type: 'array', items: rule, minItems: 1, maxItems: 60 };
}
