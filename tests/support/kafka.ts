// A real Kafka for a test file: throw-away data, killed and started again on the same data as a test wants it.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port';
import { prepareKafka } from '../../deploy/local/kafka';
import { markRunner, pidIn, removeRemains } from './remains';

export type TestKafka = {
  brokers: string[];
  port: number;
  /** -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** On the same data and ports, until it answers. */
  restart(): Promise<void>;
  /** Kills it and removes its data. */
  remove(): Promise<void>;
};

const PREFIX = 'tongguan-kafka-';

/** A start takes five seconds on a quiet machine. */
const READY_TIMEOUT_MS = 60_000;

export type TestKafkaOptions = {
  port?: number;
  /** Where clients are sent to: the port of a proxy between them and the broker. */
  advertisedPort?: number;
};

export async function startKafka(options: TestKafkaOptions = {}): Promise<TestKafka> {
  removeRemains(PREFIX, (folder) => ({
    pid: pidIn(join(folder, 'kafka.pid')),
    signal: 'SIGKILL',
    commandLine: folder,
  }));
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  markRunner(folder);
  const port = options.port ?? (await freePort());
  const prepared = await prepareKafka({ ...options, folder, port, controllerPort: await freePort() });
  const logFile = join(folder, 'kafka.log');
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child!.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const restart = async (): Promise<void> => {
    child = prepared.spawn(logFile);
    writeFileSync(join(folder, 'kafka.pid'), String(child.pid));
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (!(await prepared.isReady())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await kill();
        throw new Error(`Kafka did not come up. Its log ends with:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await restart();
  return {
    ...{ brokers: prepared.brokers, port, kill, restart },
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
