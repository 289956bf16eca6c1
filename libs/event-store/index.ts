// The log: append, read, positions, hash chain, personal keys, leases, and the one command loop.
export { APPEND_ONE, APPEND_SEVERAL, appendTogether, LOG_LOCK } from './append-statement';
export { keepDocument, readDocument } from './document-store';
export { runErasureSink } from './erasure-sink';
export { EventStore, type EventStoreOptions, type LogPage } from './event-store';
export { handleCommand, type CommandRequest, type Outcome } from './handle-command';
export { acquireLease, LEASE_MS, pause, releaseLease, renewLease, runUnderLease, type Lease } from './lease';
export { logStatus, type LogStatus, type SinkStatus } from './log-status';
export { runSequencer } from './sequencer';
export { readings, recordReading, type Reading, type ReadingFilter } from './readings';
export { rewindSink, runSink, SinkTrouble, type BeginSink, type Sink } from './sink';
export { claimPosition, movePosition } from './sink-position';
export {
  chainHash,
  decode,
  decodeIfWhole,
  encode,
  eventIdOf,
  GENESIS_HASH,
  recorded,
  type Envelope,
  type StoredEvent,
} from './stored-event';
export { foldStream, type Folded } from './fold';
export { storeOutcome } from './store-outcome';
export { seal, type Sealed } from './sealing';
export { toldEvents, type Told } from './told-events';
export { unstorable, type Unstorable } from './text-at-the-door';
export { verifyStream, type StreamCheck } from './verify-stream';
