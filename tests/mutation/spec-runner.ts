// Runs the specs of a rule for Stryker, with Jest's own circus and expectations: the sources are loaded once per process, only
// the specs anew for every mutant. A Jest run loads the whole domain for each, which is nearly all of its time.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import type { Mutant, MutantCoverage } from '@stryker-mutator/api/core';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunResult,
  type MutantRunResult,
  type TestResult,
} from '@stryker-mutator/api/test-runner';
import { transformSync, type Options } from '@swc/core';
import { expect } from 'expect';
import fc from 'fast-check';
import * as circus from 'jest-circus';

/** What the mutated sources read and write, under a name that Stryker gives. */
type Switch = {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: MutantCoverage;
  hitCount?: number;
  hitLimit?: number;
};
type Block = ReturnType<typeof circus.getState>['rootDescribeBlock'];
type Test = Extract<Block['children'][number], { type: 'test' }>;
type MutantRun = { activeMutant: Mutant; testFilter?: string[]; disableBail: boolean; hitLimit?: number };

const mutation: Switch = ((globalThis as { __stryker__?: Switch }).__stryker__ ??= {});

export class SpecRunner {
  private readonly specs = (process.env['TONGGUAN_MUTATED_SPECS'] ?? '')
    .split(',')
    .map((spec) => join(process.cwd(), spec));
  private readonly load = createRequire(join(process.cwd(), 'package.json'));
  private stopsAtFailure = false;

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  init(): Promise<void> {
    compileTypeScript(process.cwd(), this.load('./jest.config.cjs') as JestConfig);
    const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
    Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, expect });
    // The same cases for every mutant, so that a score is the same twice; nobody reads a shrunken one.
    fc.configureGlobal({ seed: 1, endOnFailure: true });
    circus.addEventHandler((event) => {
      if (event.name === 'test_start') mutation.currentTestId = nameOf(event.test);
      if (event.name === 'test_done') mutation.currentTestId = undefined;
      if (event.name === 'test_fn_failure' && this.stopsAtFailure) skipAll(circus.getState().rootDescribeBlock);
    });
    return Promise.resolve();
  }

  async dryRun(): Promise<DryRunResult> {
    this.stopsAtFailure = false;
    this.loadSpecs();
    const tests = await runTests();
    return { status: DryRunStatus.Complete, tests, mutantCoverage: mutation.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }: MutantRun): Promise<MutantRunResult> {
    this.stopsAtFailure = !disableBail;
    this.loadSpecs();
    if (testFilter !== undefined) {
      skipAll(circus.getState().rootDescribeBlock, (test) => !testFilter.includes(nameOf(test)));
    }
    Object.assign(mutation, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const tests = await runTests();
    const endless = determineHitLimitReached(mutation.hitCount, hitLimit);
    Object.assign(mutation, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests }, disableBail);
  }

  private loadSpecs(): void {
    circus.resetState();
    for (const spec of this.specs) {
      delete this.load.cache[this.load.resolve(spec)];
      this.load(spec);
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'specs', injectableClass: SpecRunner }];

async function runTests(): Promise<TestResult[]> {
  const { testResults, unhandledErrors } = await circus.run();
  if (unhandledErrors.length > 0) throw new Error(unhandledErrors.join('\n'));
  return testResults.map(({ testPath, status, duration, errors }): TestResult => {
    const id = testPath.slice(1).join(' ');
    const result = { id, name: id, timeSpentMs: duration ?? 0 };
    if (errors.length > 0) return { ...result, status: TestStatus.Failed, failureMessage: errors.join('\n') };
    return { ...result, status: status === 'done' ? TestStatus.Success : TestStatus.Skipped };
  });
}

function skipAll(block: Block, which: (test: Test) => boolean = () => true): void {
  for (const child of block.children) {
    if (child.type === 'describeBlock') skipAll(child, which);
    else if (which(child)) child.mode = 'skip';
  }
}

function nameOf(test: Test): string {
  const names = [test.name];
  for (let block: Block | undefined = test.parent; block?.parent !== undefined; block = block.parent) {
    names.unshift(block.name);
  }
  return names.join(' ');
}

type JestConfig = { transform: { [files: string]: [string, Options] } };
type Loading = {
  _extensions: NodeJS.RequireExtensions;
  _resolveFilename: (request: string, ...rest: unknown[]) => string;
};

/** Sources are read as Jest reads them: stripped by SWC, libraries by their `#name`. */
function compileTypeScript(root: string, { transform }: JestConfig): void {
  const [, options] = Object.values(transform)[0]!;
  const compiled = new Map<string, string>();
  const loading = Module as unknown as Loading;
  loading._extensions['.ts'] = (module, filename) => {
    const code = compiled.get(filename) ?? transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code;
    compiled.set(filename, code);
    (module as unknown as { _compile: (code: string, filename: string) => void })._compile(code, filename);
  };
  const resolve = loading._resolveFilename;
  loading._resolveFilename = (request, ...rest) =>
    resolve.call(Module, request.startsWith('#') ? join(root, 'libs', request.slice(1), 'index.ts') : request, ...rest);
}
