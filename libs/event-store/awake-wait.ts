// Waiting for one short answer without going to sleep: to be woken takes as long as a good part of an append.
// Invariant: only the waiting changes, never what is waited for; who waits long, or has company, sleeps as ever.
import { availableParallelism } from 'node:os';

/** An answer that takes longer is not worth a core meanwhile. */
const MAX_AWAKE_MS = 1;
/** Share of the newest answer in what is held to be usual. */
const NEWEST = 1 / 8;

/** On the only core the server could not work while we stay awake. */
const hasOtherCores = availableParallelism() > 1;

/**
 * The event loop sleeps in the system when it has nothing to do, and the system lets the core rest; a callback that is
 * always due (`setImmediate`) makes it look for answers without sleeping. It looks at everything else as well, so nobody waits for it.
 */
export class AwakeWait {
  /** Milliseconds that an answer took of late. */
  private usual = 0;
  private awakeUntil = 0;
  private isLooking = false;

  /** @param maxAwakeMs for one answer; also what an answer may usually take to be waited for like this */
  constructor(private readonly maxAwakeMs = MAX_AWAKE_MS) {}

  /** `work` as it is. @param isAlone asked again and again: whether this is still all that is waited for */
  async until<T>(work: Promise<T>, isAlone: () => boolean): Promise<T> {
    const from = performance.now();
    if (hasOtherCores && this.usual < this.maxAwakeMs) this.stayAwake(from + this.maxAwakeMs, isAlone);
    try {
      return await work;
    } finally {
      this.awakeUntil = 0;
      this.usual += (performance.now() - from - this.usual) * NEWEST;
    }
  }

  private stayAwake(until: number, isAlone: () => boolean): void {
    this.awakeUntil = until;
    if (this.isLooking) return;
    this.isLooking = true;
    const look = (): void => {
      this.isLooking = performance.now() < this.awakeUntil && isAlone();
      if (this.isLooking) setImmediate(look);
    };
    setImmediate(look);
  }
}
