// Tries the mutants of a rule: Stryker changes the sources in every small way, the rule's specs run against each change.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import type { MutatedRule } from './rules';

/** Fewer killed than this, and the specs of a rule only look as if they held it. In per cent. */
export const LEAST_KILLED = 85;

/** For one mutant, beyond what its specs take: a machine under load is slow, and slowness must not look like a kill. */
const PATIENCE_MS = 120_000;

export type Score = {
  killed: number;
  made: number;
  /** Neither killed nor survived within `PATIENCE_MS`; they count as not killed. */
  late: number;
  survivors: string[];
};

type Mutant = {
  status: string;
  statusReason?: string;
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number } };
};
type Report = { files: { [file: string]: { mutants: Mutant[] } } };

/** @param mutate which parts of the sources to change: files, or `file:line-line` */
export function tryMutants({ key, specs }: MutatedRule, mutate: readonly string[]): Score {
  const root = cloneFolder();
  const folder = join(root, 'dist', 'mutation', key);
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'report.json');
  const config = {
    mutate,
    testRunner: 'specs',
    plugins: [join(root, 'dist', 'tests', 'mutation', 'spec-runner.js')],
    testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
    ignorePatterns: ['/dist', '/apps', '/workflows', '/deploy', '/tests', '/docs'],
    coverageAnalysis: 'perTest',
    // What is evaluated once per process cannot be told apart by tests; it is counted neither way.
    ignoreStatic: true,
    timeoutMS: PATIENCE_MS,
    timeoutFactor: 4,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: join('dist', 'mutation', 'sandbox'),
    allowConsoleColors: false,
  };
  const script = `const { Stryker } = require('@stryker-mutator/core'); new Stryker(${JSON.stringify(config)}).runMutationTest().catch((error) => { console.error(error); process.exit(1); });`;
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: root,
    // Its progress goes where ours does.
    stdio: ['ignore', 2, 'inherit'],
    env: { ...process.env, TONGGUAN_MUTATED_SPECS: specs.join(',') },
  });
  if (run.status !== 0) throw new Error(`${key}: the mutants could not be tried`);
  return scoreOf(JSON.parse(readFileSync(report, 'utf8')) as Report);
}

function scoreOf({ files }: Report): Score {
  const score: Score = { killed: 0, made: 0, late: 0, survivors: [] };
  for (const [file, { mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      const { status, mutatorName, replacement = '', location } = mutant;
      if (status === 'Ignored' || status === 'CompileError') continue;
      score.made += 1;
      if (status === 'Killed' || isEndless(mutant)) score.killed += 1;
      else score.survivors.push(`${status} ${file}:${location.start.line} ${mutatorName} ${oneLine(replacement)}`);
      if (status === 'Timeout' && !isEndless(mutant)) score.late += 1;
    }
  }
  return score;
}

/** Counted by rounds of a loop, not by a clock: the same on every machine. */
function isEndless({ status, statusReason = '' }: Mutant): boolean {
  return status === 'Timeout' && statusReason.startsWith('Hit limit reached');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}

/** In per cent. */
export function share({ killed, made }: Pick<Score, 'killed' | 'made'>): number {
  return made === 0 ? 0 : (100 * killed) / made;
}
