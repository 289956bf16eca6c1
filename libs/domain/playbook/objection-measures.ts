// Measures against objections (S21): for each of the four types those that answer it; the first one is what is tried first.
import { objectionTypes, type ObjectionType } from '../opportunity/opportunity-events';
import type { Label, PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';
import { closed, key, label, list } from './schema-parts';

export type ObjectionMeasures = { [T in ObjectionType]: { key: string; title: Label }[] };

const measures = list(closed({ key, title: label }, ['key', 'title']), 1, 20);

export const objectionMeasuresSchema = closed(Object.fromEntries(objectionTypes.map((type) => [type, measures])), [
  ...objectionTypes,
]);

export function objectionMeasureProblems({ objectionMeasures }: PlaybookDefinition): PlaybookProblem[] {
  return Object.entries(objectionMeasures ?? {}).flatMap(([type, list]) => {
    const keys = list.map((measure) => measure.key);
    return keys.flatMap((each, index) => {
      const message = `objectionMeasures.${type}: the key ${each} stands twice`;
      return keys.indexOf(each) < index
        ? [problem(`objectionMeasures.${type}.${index}.key`, 'repeated-key', message)]
        : [];
    });
  });
}
