// S9 as data: the points to look at in our own house and around it before competing.
import type { Label } from './playbook';

export type EnvironmentPoint = { key: string; side: 'internal' | 'external'; title: Label };

/** @param parts the schemas of what all parts of a playbook are made of */
export function environmentPointsSchema({ key, label }: { key: object; label: object }): object {
  const properties = { key, side: { enum: ['internal', 'external'] }, title: label };
  const point = { type: 'object', properties, required: ['key', 'side', 'title'], additionalProperties: false };
  return { type: 'array', items: point, minItems: 1, maxItems: 40 };
}
