// `npm run mutants [-- <rule>]`: changes the rules in every small way and says which changes no spec noticed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../deploy/local/folders';
import { mutatedRules, type MutatedRule } from './rules';

/** Fewer killed than this, and the specs of a rule only look as if they held it. In per cent. */
const LEAST_KILLED = 85;

type Mutant = {
  status: string;
  mutatorName: string;
  replacement?: string;
  location: { start: { line: number } };
};
type Report = { files: { [file: string]: { mutants: Mutant[] } } };
type Score = { killed: number; made: number };

function main(keys: string[]): void {
  const unknown = keys.filter((key) => !mutatedRules.some((rule) => rule.key === key));
  if (unknown.length > 0) {
    throw new Error(`no rule ${unknown.join(', ')}; there are: ${mutatedRules.map(({ key }) => key).join(', ')}`);
  }
  const rules = mutatedRules.filter(({ key }) => keys.length === 0 || keys.includes(key));
  const scores = rules.map((rule) => ({ key: rule.key, ...scoreOf(rule) }));
  process.stdout.write('\n');
  for (const { key, killed, made } of scores) {
    process.stdout.write(`${key.padEnd(14)} ${killed} of ${made} killed (${share({ killed, made }).toFixed(1)} %)\n`);
  }
  const below = scores.filter((score) => share(score) < LEAST_KILLED);
  process.stdout.write(`\nmutants: ${scores.length} rules, ${below.length} below ${LEAST_KILLED} %\n`);
  process.exitCode = below.length === 0 ? 0 : 1;
}

function scoreOf({ key, mutate, specs }: MutatedRule): Score {
  const root = cloneFolder();
  const folder = join(root, 'dist', 'mutation', key);
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'report.json');
  const config = {
    mutate,
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: { projectType: 'custom', configFile: 'tests/mutation/jest.config.cjs', enableFindRelatedTests: false },
    coverageAnalysis: 'perTest',
    // What is evaluated once per process cannot be told apart by tests; it is counted neither way.
    ignoreStatic: true,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: join('dist', 'mutation', 'sandbox'),
    allowConsoleColors: false,
  };
  const script = `const { Stryker } = require('@stryker-mutator/core'); new Stryker(${JSON.stringify(config)}).runMutationTest().catch((error) => { console.error(error); process.exit(1); });`;
  const run = spawnSync(process.execPath, ['-e', script], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TONGGUAN_MUTATED_SPECS: specs.join(',') },
  });
  if (run.status !== 0) throw new Error(`${key}: the mutants could not be tried`);
  return score(JSON.parse(readFileSync(report, 'utf8')) as Report);
}

function score({ files }: Report): Score {
  let killed = 0;
  let made = 0;
  for (const [file, { mutants }] of Object.entries(files)) {
    for (const { status, mutatorName, replacement = '', location } of mutants) {
      if (status === 'Ignored' || status === 'CompileError') continue;
      made += 1;
      if (status === 'Killed' || status === 'Timeout') killed += 1;
      else
        process.stdout.write(
          `${status.padEnd(10)} ${file}:${location.start.line} ${mutatorName} ${oneLine(replacement)}\n`,
        );
    }
  }
  return { killed, made };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}

function share({ killed, made }: Score): number {
  return made === 0 ? 0 : (100 * killed) / made;
}

main(process.argv.slice(2));
