// One client of kafkajs with limits on everything: its sockets are ours to cut, its log is ours to filter.
// Invariant: no log line holds the key, the value or a header of a message.
import { connect, type Socket } from 'node:net';
import { Kafka, logLevel, type ISocketFactory, type LogEntry } from 'kafkajs';
import type { BusLog } from './bus';
import './kafkajs-repair';

export type BusOptions = {
  /** `host:port` each. */
  brokers: string[];
  /** Shown in the broker's logs and metrics. */
  clientId: string;
  log: BusLog;
};

/** A broker in another data centre answers well within; one that is gone is noticed soon. */
const CONNECTION_TIMEOUT_MS = 3_000;

/** A connection that was lost without a word shows itself after this long. */
const KEEP_ALIVE_MS = 60_000;

/** Ordinary requests take milliseconds; this is a broker that hangs. Fetches and joins have longer times of their own. */
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Ten milliseconds: after a commit the broker refuses the next transaction for about that long (with kafkajs's 300 ms there
 * are five transactions a second instead of fifty). Twelve times, at most 300 ms apart: 2.5 s, enough for a coordinator that
 * moves; what takes longer is for the caller to try again.
 */
const RETRY = { initialRetryTime: 10, multiplier: 2, factor: 0.2, maxRetryTime: 300, retries: 12 };

/** kafkajs waits for requests under way when it disconnects, up to its longest poll; nobody needs their answers. */
export const CLOSE_TIMEOUT_MS = 2_000;

export type KafkaClient = {
  kafka: Kafka;
  /** Calls when a connection of this client ends that had come about; the answer stops that. */
  onLost(listener: (error: Error) => void): () => void;
  /** Ends all of its connections and lets it open no others: whatever it still tries fails at once. */
  cut(): void;
};

export function openClient({ brokers, clientId, log }: BusOptions): KafkaClient {
  const sockets = new Set<Socket>();
  const listeners = new Set<(error: Error) => void>();
  let isCut = false;
  const socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    if (isCut) throw new Error('this client is closed');
    const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, onConnect);
    // A request is small and waited for: not to be held back until the one before is acknowledged.
    socket.setNoDelay(true);
    sockets.add(socket);
    let wasOpen = false;
    socket.once('connect', () => (wasOpen = true));
    socket.once('close', () => {
      sockets.delete(socket);
      // One that never came about is kafkajs's to try again, perhaps at another broker.
      if (wasOpen) for (const tell of listeners) tell(new Error(`the connection to ${host}:${port} was lost`));
    });
    return socket;
  };
  const kafka = new Kafka({
    brokers,
    clientId,
    socketFactory,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRY,
    logLevel: logLevel.WARN,
    // What a client says about its own end is no news.
    logCreator: () => (entry) => (isCut ? undefined : writeLog(log, entry)),
  });
  return {
    kafka,
    onLost: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cut: () => {
      isCut = true;
      // With an error, because kafkajs gives up what waits for an answer only then.
      for (const socket of sockets) socket.destroy(new Error('closed'));
    },
  };
}

/** `undefined` when it took longer; what became of the work then is nobody's business any more. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** In order if that is quick, by cutting its connections otherwise. Never rejects. */
export async function closeClient(
  client: KafkaClient,
  disconnect: () => Promise<void>,
  timeoutMs = CLOSE_TIMEOUT_MS,
): Promise<void> {
  await within(timeoutMs, disconnect().catch(ignoreEnd));
  client.cut();
}

/** Of a client that is being closed anyway. */
function ignoreEnd(): void {
  return undefined;
}

/** The broker still finishes the transaction before; tried again after ten milliseconds, with every publish. */
const EXPECTED = /another concurrent operation|CONCURRENT_TRANSACTIONS/;

/** What kafkajs says besides its sentence; named one by one, so that nothing of a message can be among it. */
const LOGGED = ['broker', 'groupId', 'topic', 'partition', 'retryCount', 'retryTime'];

function writeLog(log: BusLog, { namespace, log: entry }: LogEntry): void {
  const said = [entry.message, entry['error']].filter((each) => typeof each === 'string').join(': ');
  if (EXPECTED.test(said)) return;
  const details = Object.fromEntries(
    LOGGED.filter((name) => name in entry).map((name) => [name, entry[name] as unknown]),
  );
  log.warn(details, `kafkajs ${namespace}: ${said}`);
}
