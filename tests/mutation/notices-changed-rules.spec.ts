// The short form of `npm run mutants`: a fixed part of each rule's mutants, and as many of them noticed as of all.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { mutatedRules } from './rules';
import { LEAST_KILLED, share, tryMutants } from './trial';

/** One line in so many is changed: that leaves some dozens of mutants a rule, tried in less than half a minute. */
const LINES_PER_TRIED = 5;

/** Fewer say nothing in per cent. */
const LEAST_MADE = 15;

const TRIAL_TIMEOUT_MS = 600_000;

/** Chosen by what stands on it, so that a line stays chosen wherever it moves, and an edit elsewhere changes nothing. */
function triedLines(file: string): string[] {
  return readFileSync(join(cloneFolder(), file), 'utf8')
    .split('\n')
    .flatMap((line, index) => (isTried(line.trim()) ? [`${file}:${index + 1}-${index + 1}`] : []));
}

function isTried(line: string): boolean {
  return createHash('sha256').update(line).digest().readUInt32BE() % LINES_PER_TRIED === 0;
}

it.each(mutatedRules)(
  'a changed rule about $key is noticed by its specs',
  (rule) => {
    const score = tryMutants(rule, rule.mutate.flatMap(triedLines));
    expect(score.made).toBeGreaterThanOrEqual(LEAST_MADE);
    const noticed = share(score) >= LEAST_KILLED;
    expect({ noticed, survivors: noticed ? [] : score.survivors }).toEqual({ noticed: true, survivors: [] });
  },
  TRIAL_TIMEOUT_MS,
);

it(
  'specs about something else notice nothing',
  () => {
    const [rule] = mutatedRules.filter(({ key }) => key === 'contribution');
    const elsewhere = { ...rule!, key: 'elsewhere', specs: ['libs/domain/opportunity/adds-up-to-the-fen.spec.ts'] };
    expect(share(tryMutants(elsewhere, rule!.mutate.flatMap(triedLines)))).toBe(0);
  },
  TRIAL_TIMEOUT_MS,
);
