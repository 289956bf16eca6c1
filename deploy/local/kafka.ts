// Apache Kafka on loopback: one node that is broker and controller, formatted once, its data kept.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokerAnswers } from '#messaging';
import { cacheFolder } from './folders';
import { listens } from './free-port';
import { mavenJars } from './maven';
import { Part } from './part';
import { logFileOf } from './programs';
import { programOnPath, runTool } from './tools';

const VERSION = '4.4.0';
const LEAST_JAVA = 17;
const JARS = `kafka-${VERSION}`;
const COORDINATES = [`org.apache.kafka:kafka_2.13:${VERSION}`, 'org.slf4j:slf4j-simple:1.7.36'];
/** Of features that one node on loopback has not: tokens of OpenID Connect, validation of telemetry rules. */
const LEFT_OUT = [
  ...['org.scala-lang:scala-reflect', 'org.bitbucket.b_c:jose4j', 'org.jspecify:jspecify'],
  ...['commons-beanutils:commons-beanutils', 'commons-digester:commons-digester'],
  ...['commons-collections:commons-collections', 'commons-logging:commons-logging'],
];

/** Starts in half the time that the full compiler takes, with the least memory. */
const JVM_OPTIONS = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const LOG_OPTIONS = [
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS',
];

export type KafkaOptions = {
  port: number;
  controllerPort: number;
  /** Holds the data and the settings; made when it is not there. */
  folder: string;
  /** Where clients are sent to, when that is not the port itself. */
  advertisedPort?: number;
};

/** A node that can be started: its jars are there and its folder is formatted. */
export type PreparedKafka = { brokers: string[]; spawn(logFile: string): ChildProcess; isReady(): Promise<boolean> };

/** Why Kafka cannot run here, as a sentence for people; `undefined` when it can. The product runs without it. */
export function kafkaObstacle(): string | undefined {
  const java = programOnPath('java');
  const version = java === undefined ? undefined : javaVersion(java);
  if (version === undefined) return `there is no Java on the PATH (${LEAST_JAVA} or newer is needed)`;
  if (version < LEAST_JAVA) return `the Java on the PATH is ${version}, and Kafka needs ${LEAST_JAVA} or newer`;
  const isFetched = existsSync(join(cacheFolder(), JARS));
  if (!isFetched && programOnPath('mvn') === undefined) return 'there is no Maven (mvn) on the PATH to fetch it with';
  return undefined;
}

export async function kafkaPart(options: KafkaOptions): Promise<Part> {
  const prepared = await prepareKafka(options);
  const logFile = logFileOf('Kafka');
  return new Part({
    name: 'Kafka',
    logFile,
    spawn: () => prepared.spawn(logFile),
    isReady: () => prepared.isReady(),
  });
}

/** The folder of its jars. */
export function kafkaJars(): Promise<string> {
  return mavenJars(JARS, COORDINATES, LEFT_OUT);
}

export async function prepareKafka(options: KafkaOptions): Promise<PreparedKafka> {
  const java = programOnPath('java');
  if (java === undefined) throw new Error(`Kafka needs Java ${LEAST_JAVA} or newer on the PATH.`);
  const jars = await kafkaJars();
  const { folder, port, advertisedPort = port } = options;
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  await formatOnce(java, jars, options, data);
  const settings = writeSettings(options, 'server.properties', data);
  return {
    brokers: [`127.0.0.1:${advertisedPort}`],
    spawn: (logFile) => {
      const log = openSync(logFile, 'a');
      const child = spawn(java, javaArguments(jars, 'kafka.Kafka', settings), {
        stdio: ['ignore', log, log],
        cwd: folder,
        // Its own process group: Ctrl-C reaches us, and we end it in order.
        detached: true,
      });
      closeSync(log);
      return child;
    },
    isReady: async () => (await listens(port)) && (await brokerAnswers([`127.0.0.1:${port}`])),
  };
}

/** Formatted beside and moved into place: a format that was killed half-way leaves nothing that looks like data. */
async function formatOnce(java: string, jars: string, options: KafkaOptions, data: string): Promise<void> {
  if (existsSync(join(data, 'meta.properties'))) return;
  if (existsSync(data)) {
    throw new Error(`${data} holds no meta.properties and is not Kafka's data as it was left. Move it away.`);
  }
  const fresh = join(options.folder, 'formatting');
  rmSync(fresh, { recursive: true, force: true });
  const settings = writeSettings(options, 'format.properties', fresh);
  // 16 bytes as Kafka writes them; the leading zero keeps the text from beginning with a dash.
  const clusterId = Buffer.concat([Buffer.of(0), randomBytes(15)]).toString('base64url');
  const format = ['format', '--cluster-id', clusterId, '--config', settings];
  await runTool(java, javaArguments(jars, 'kafka.tools.StorageTool', ...format));
  renameSync(fresh, data);
}

function javaArguments(jars: string, mainClass: string, ...args: string[]): string[] {
  return [...JVM_OPTIONS, ...LOG_OPTIONS, '-cp', join(jars, '*'), mainClass, ...args];
}

/** Written at each start, because ports may change. */
function writeSettings(options: KafkaOptions, name: string, data: string): string {
  const file = join(options.folder, name);
  const lines = Object.entries(nodeSettings(options, data)).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(file, lines.join(''));
  return file;
}

function nodeSettings(options: KafkaOptions, data: string): { [name: string]: string | number | boolean } {
  const { port, controllerPort, advertisedPort = port } = options;
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${advertisedPort}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': data,
    // Topics are made with their settings by the relay; a misspelled name shall be an error.
    'auto.create.topics.enable': false,
    // There is one node.
    'default.replication.factor': 1,
    'min.insync.replicas': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // Nobody else will join: waiting for more members would only make every start slower.
    'group.initial.rebalance.delay.ms': 0,
    // A machine that was off over the holidays must not begin its reminders anew: kept for a year instead of a week.
    'offsets.retention.minutes': 365 * 24 * 60,
    // The controller forgets a broker that was killed after these; with the defaults the next start takes 13 s instead of 5.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    // The least memory that compaction takes.
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
  };
}

/** The major version; `undefined` when the program tells none. */
function javaVersion(java: string): number | undefined {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr)?.[1];
  return version === undefined ? undefined : Number(version);
}
