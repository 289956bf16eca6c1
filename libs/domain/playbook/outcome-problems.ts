// How likely a sale is at each gate, and the lists that its end is described with: sound, or where not.
import type { PlaybookDefinition } from './playbook';
import { problem, type PlaybookProblem } from './playbook-problem';

export function outcomeProblems(definition: PlaybookDefinition): PlaybookProblem[] {
  return [
    ...winPercentProblems(definition),
    ...repeatedIn('outcomes.rivals', definition.outcomes?.rivals),
    ...repeatedIn('outcomes.reviewFactors', definition.outcomes?.reviewFactors),
  ];
}

/** Every gate says it or none does, and a sale that has come further is not less likely to be won. */
function winPercentProblems({ gates }: PlaybookDefinition): PlaybookProblem[] {
  if (gates.every(({ winPercent }) => winPercent === undefined)) return [];
  return gates.flatMap(({ key, winPercent }, index) => {
    const place = `gates.${index}.winPercent`;
    if (winPercent === undefined) {
      const message = `${key}: other gates say how many sales are won from there; say it here too`;
      return [problem(place, 'win-percent-missing', message)];
    }
    const before = gates[index - 1]?.winPercent ?? 0;
    if (winPercent >= before) return [];
    const message = `${key}: ${winPercent} % is less than the ${before} % of the gate before it`;
    return [problem(place, 'win-percent-falls', message)];
  });
}

function repeatedIn(path: string, entries: { key: string }[] = []): PlaybookProblem[] {
  return entries
    .map(({ key }) => key)
    .filter((key, index, keys) => keys.indexOf(key) < index)
    .map((key) => problem(`${path}.${key}`, 'repeated-key', `${path}: the key ${key} stands twice`));
}
