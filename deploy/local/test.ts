// `npm test [fast | faults] [Jest's arguments]`: everything that a change must not break; the last line counts it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchParts } from './fetch-parts';
import { cloneFolder } from './folders';

/** Beside the sources: one promise each, on PostgreSQL at most, on every core. Below tests/: several processes, faults, minutes. */
const FAST = ['libs', 'apps', 'workflows', 'tests/arrows', '--maxWorkers=100%'];

/** The tests that kill parts, with as many kills as were promised; `npm test` has a short form of them. */
const FAULTS = ['tests/crash'];
const KILLS = '20';

const PASSED_ON = ['SIGTERM', 'SIGHUP'] as const;

/** Whoever ends this one: what runs in it ends, and nothing begins after it. */
class Ended extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
  }
}

const running = new Set<ChildProcess>();
let ended: Ended | undefined;

type Count = { passed: number; failed: number };

async function main([first, ...rest]: string[]): Promise<void> {
  const fast = first === 'fast';
  const faults = first === 'faults';
  const args = fast || faults ? rest : first === undefined ? [] : [first, ...rest];
  if (faults) process.env['TONGGUAN_KILLS'] = KILLS;
  const counts: Count[] = [];
  if (!fast && !faults && args.length === 0) counts.push(...(await checks()));
  if (!fast) await fetchParts();
  counts.push(await jest(args.length > 0 ? args : fast ? FAST : faults ? FAULTS : []));
  const sum = (of: keyof Count): number => counts.reduce((total, count) => total + count[of], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}

/** What needs no part of the product; several at a time, for lint alone takes as long as all the others. */
async function checks(): Promise<Count[]> {
  const before = await Promise.all([
    check('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']),
    check('types that the pages are checked by', ['dist/deploy/local/web-types.js']),
  ]);
  const after = await Promise.all([
    check('lint', ['node_modules/eslint/bin/eslint.js', '.']),
    check('types of the pages', ['node_modules/typescript/bin/tsc', '-p', 'apps/web/tsconfig.json']),
    check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  ]);
  return [...before, ...after];
}

async function check(name: string, args: string[]): Promise<Count> {
  const from = Date.now();
  const code = await run(args, {});
  process.stderr.write(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)\n`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A suite that does not even load counts as a failure, and so does a test that was skipped. */
async function jest(args: string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-jest-'));
  const file = join(folder, 'results.json');
  const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'].join(' ');
  try {
    const code = await run(
      ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--testLocationInResults', ...args],
      {
        NODE_OPTIONS: options,
      },
    );
    const results = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
      numRuntimeErrorTestSuites: number;
    };
    const skipped = results.numPendingTests + results.numTodoTests;
    const broken = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
    if (skipped > 0) process.stderr.write(`${skipped} tests were skipped; that is not passing\n`);
    return { passed: results.numPassedTests, failed: broken > 0 || code === 0 ? broken : 1 };
  } catch (error) {
    if (error instanceof Ended) throw error;
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers with the exit code. @throws Ended when it was not to be run to its end, or not to begin */
async function run(args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  stopIfEnded();
  // Jest writes its JSON to the file and its progress to stderr; stdout stays for the closing line.
  const child = spawn(process.execPath, args, {
    cwd: cloneFolder(),
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, ...environment },
  });
  running.add(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  running.delete(child);
  stopIfEnded();
  return code ?? 1;
}

function stopIfEnded(): void {
  if (ended !== undefined) throw ended;
}

/** Ctrl-C comes to what runs from the terminal; other signals it gets from here. Where nothing runs, nothing has to be waited for. */
function end(signal: NodeJS.Signals): void {
  ended = new Ended(signal);
  for (const child of running) child.kill(signal);
  if (running.size === 0) endBy(signal);
}

/** As the signal would have ended it, so that whoever sent it sees that it did. */
function endBy(signal: NodeJS.Signals): void {
  for (const each of PASSED_ON) process.off(each, end);
  process.kill(process.pid, signal);
}

for (const signal of PASSED_ON) process.on(signal, end);
main(process.argv.slice(2)).catch(async (error: unknown) => {
  if (!(error instanceof Ended)) throw error;
  await Promise.all([...running].map((child) => once(child, 'exit')));
  endBy(error.signal);
});
