// Temporal's development server for tests: on data of its own, stopped, started again, or started empty.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../deploy/local/free-port';
import { temporalBinary } from '../../deploy/local/temporal';

export type TemporalServer = {
  address: string;
  /** The server's process, for who kills it. */
  pid(): number;
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Forgets everything; only while stopped. */
  empty(): void;
  client(): Promise<Client>;
  remove(): Promise<void>;
};

const READY_TIMEOUT_MS = 30_000;

/** @param settings the server's dynamic configuration */
export async function startTemporal(settings: { [name: string]: string } = {}): Promise<TemporalServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-temporal-'));
  const dataFile = join(folder, 'temporal.db');
  const binary = await temporalBinary();
  const [port, uiPort] = [await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let connected: Promise<Client> | undefined;
  const server: TemporalServer = {
    address,
    pid: () => child!.pid!,
    start: async () => {
      child = spawn(
        binary,
        [
          ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
          ...['--db-filename', dataFile, '--log-level', 'error'],
          ...Object.entries(settings).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
        ],
        { stdio: 'ignore' },
      );
      await answers(address);
    },
    stop: async (signal = 'SIGTERM') => {
      if (child === undefined || (child.exitCode ?? child.signalCode) !== null) return;
      const ended = new Promise((resolve) => child!.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
    empty: () => rmSync(dataFile),
    client: () => {
      connected ??= Connection.connect({ address }).then((connection) => new Client({ connection }));
      return connected;
    },
    remove: async () => {
      await (await connected)?.connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function answers(address: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      return await connection.close();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
