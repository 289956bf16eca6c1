// Temporal's development server, file-backed: the machine's own, a downloaded or a compiled one, and the time-skipping test server.
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cached';
import { mavenJars } from './maven';
import { listens } from './free-port';
import { Part } from './part';
import { logFileOf } from './programs';
import { programOnPath, runTool } from './tools';

const CLI_VERSION = 'v1.5.1';
const TEST_SERVER = 'io.temporal:temporal-test-server:1.38.0';

export type TemporalOptions = { port: number; uiPort: number; dataFile: string };

export async function temporalPart({ port, uiPort, dataFile }: TemporalOptions): Promise<Part> {
  const binary = await temporalBinary();
  const logFile = logFileOf('Temporal');
  return new Part({
    name: 'Temporal',
    logFile,
    spawn: () => {
      const log = openSync(logFile, 'a');
      const child = spawn(
        binary,
        [
          ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
          ...['--db-filename', dataFile, '--log-level', 'error'],
        ],
        { stdio: ['ignore', log, log], detached: true },
      );
      closeSync(log);
      return child;
    },
    isReady: () => listens(port),
  });
}

/** The first of: on the PATH, made before, downloaded, compiled. */
export async function temporalBinary(): Promise<string> {
  const own = programOnPath('temporal');
  if (own !== undefined) return own;
  const folder = await cached(`temporal-${CLI_VERSION}`, async (target) => {
    if (!(await downloadCli(target))) await compileCli(target);
  });
  return join(folder, 'temporal');
}

/** As the SDK's testing package does it; `false` where the download is not to be had. */
async function downloadCli(folder: string): Promise<boolean> {
  // Loaded only when it is needed: the package brings a whole Temporal client with it.
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  try {
    const server = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: folder, version: CLI_VERSION } },
    });
    await server.teardown();
  } catch {
    return false;
  }
  const [file] = readdirSync(folder);
  if (file === undefined) return false;
  renameSync(join(folder, file), join(folder, 'temporal'));
  return true;
}

async function compileCli(folder: string): Promise<void> {
  const go = programOnPath('go');
  if (go === undefined) {
    throw new Error(
      'Temporal is not to be had here: it cannot be downloaded, and there is no Go to compile it. Install the Temporal ' +
        'command line or Go 1.24, or point TONGGUAN_TEMPORAL_ADDRESS to a Temporal server.',
    );
  }
  const tool = `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`;
  await runTool(go, ['install', '-ldflags', '-s -w', tool], { GOBIN: folder, GOFLAGS: '-mod=mod' });
}

/** The server that skips time while workflows only wait: a launcher for it, made of its jars. */
export async function temporalTestServer(): Promise<string> {
  const jars = await mavenJars('temporal-test-server-1.38.0', [TEST_SERVER]);
  const launcher = join(jars, 'server.sh');
  if (!existsSync(launcher)) {
    const java = programOnPath('java') ?? 'java';
    const options = '-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1';
    writeFileSync(
      launcher,
      `#!/bin/sh\nexec ${java} ${options} -cp "${jars}/*" io.temporal.testserver.TestServer "$@"\n`,
    );
    chmodSync(launcher, 0o755);
  }
  return launcher;
}
