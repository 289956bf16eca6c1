// `npm test [fast | faults] [Jest's arguments]`: everything that a change must not break; the last line counts it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchParts } from './fetch-parts';
import { cloneFolder } from './folders';

/** Beside the sources: one promise each, on PostgreSQL at most. Below tests/: several processes, faults, minutes. */
const FAST = ['libs', 'apps', 'workflows', 'tests/arrows'];

/** The tests that kill parts, with as many kills as were promised; `npm test` has a short form of them. */
const FAULTS = ['tests/crash'];
const KILLS = '20';

const PASSED_ON = ['SIGTERM', 'SIGHUP'] as const;

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
  const code = await run(
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--testLocationInResults', ...args],
    {
      NODE_OPTIONS: options,
    },
  );
  try {
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
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    // Jest writes its JSON to the file and its progress to stderr; stdout stays for the closing line.
    const child = spawn(process.execPath, args, {
      cwd: cloneFolder(),
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, ...environment },
    });
    // Whoever ends this one ends what runs in it; Ctrl-C comes to both from the terminal.
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of PASSED_ON) process.on(signal, pass);
    child.on('exit', (code) => {
      for (const signal of PASSED_ON) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

void main(process.argv.slice(2));
