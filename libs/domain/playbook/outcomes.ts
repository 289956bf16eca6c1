// What a sale's end is described with (S26): the rivals of this market, and the factors that decide. Lists of the playbook's owner.
import type { Label } from './playbook';

export type OutcomeLists = {
  /** Organisations that we lose to, under codes by which reports can count them. */
  rivals?: { key: string; title: Label }[];
  /** What decided: one of these is named when a won or lost sale is reviewed. */
  reviewFactors?: { key: string; title: Label }[];
};

/** @param entry the schema of one `{ key, title }` */
export function outcomesSchema(entry: object): object {
  const entries = { type: 'array', items: entry, minItems: 1, maxItems: 40 };
  const properties = { rivals: entries, reviewFactors: entries };
  return { type: 'object', properties, additionalProperties: false };
}
