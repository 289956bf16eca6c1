// The port to Kafka: what the product asks of a message bus, and nothing about the client that does it.
import type { TopicName } from './topics';

export type BusHeaders = { [name: string]: string };

export type BusMessage = {
  topic: TopicName;
  /** The stream's id. */
  key: string;
  partition: number;
  value: string;
  headers: BusHeaders;
};

export type ReceivedMessage = {
  topic: string;
  partition: number;
  /** A 64-bit number as text. */
  offset: string;
  key: string;
  value: string;
  headers: BusHeaders;
};

/** The last event that is on the bus: its position in the log, its id, its hash in the chain (hex). */
export type Marker = { position: number; eventId: string; hash: string };

/**
 * The only writer of the audit and the reminder topic (law 7). Opening one fences every earlier one, also in another process
 * or frozen: what those still send is refused.
 */
export type FencedProducer = {
  /** As it stood when this producer was opened; `undefined` when nothing was ever published on this Kafka. */
  readonly marker: Marker | undefined;
  /**
   * One transaction: all of the messages and the marker, or none of them. Rejects within ten seconds, at once when the connection is lost; then nobody
   * knows whether it was committed, and this producer refuses to go on: close it and open another, whose marker tells.
   */
  publish(messages: readonly BusMessage[], marker: Marker): Promise<void>;
  /** Never rejects, and takes two seconds at most. */
  close(): Promise<void>;
};

/** What became of a message: it is done with, or it is to be tried again, and its partition waits for it. */
export type Handled = 'done' | { retryInMs: number };

export type FollowOptions = {
  /** Members of one group share the partitions. A group that is new begins at the beginning. */
  groupId: string;
  topics: readonly TopicName[];
  /**
   * Called for one message of a partition at a time, several partitions side by side. Committed after `done`; a message may
   * come again when this process ends in between. An error counts as a defect: it stops the following and is fatal.
   */
  handle(message: ReceivedMessage): Promise<Handled>;
  /** Called once, when it cannot go on by itself; a process that only follows should end then. */
  onFatal(error: Error): void;
};

export type Following = {
  /** Waits for messages under way, ten seconds at most; what is not done with by then comes again. */
  stop(): Promise<void>;
};

export type Bus = {
  /** Creates the topics that are missing; throws when one is there with other partitions or settings than promised. */
  ensureTopics(): Promise<void>;
  openFencedProducer(): Promise<FencedProducer>;
  /** Whether a topic holds no committed message. */
  isEmpty(topic: TopicName): Promise<boolean>;
  follow(options: FollowOptions): Promise<Following>;
  /**
   * Puts a message that will never be delivered aside, with where it came from and a code that says why (`isCode`; never the
   * text of an error, which may name people). After an error it may be there or not: repeat it, readers know it by its origin.
   */
  sendDeadLetter(message: ReceivedMessage, reason: string): Promise<void>;
  /** Ends everything that was opened here. */
  close(): Promise<void>;
};

/** As pino's: details first. Warnings only: what fails for good is told by the error that the caller gets. */
export type BusLog = { warn(details: object, message: string): void };
