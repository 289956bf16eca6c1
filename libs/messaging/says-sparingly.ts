// A log that says the same sentence once a minute: a broker that is away makes kafkajs say it many times a second.
import type { BusLog } from './bus';

const AGAIN_AFTER_MS = 60_000;

/** More different sentences than kafkajs has; then all is forgotten, and some are said again. */
const MAX_REMEMBERED = 500;

export function saysSparingly(log: BusLog): BusLog {
  const said = new Map<string, number>();
  return {
    warn: (details, message) => {
      const now = performance.now();
      if (now - (said.get(message) ?? -Infinity) < AGAIN_AFTER_MS) return;
      if (said.size >= MAX_REMEMBERED) said.clear();
      said.set(message, now);
      log.warn(details, message);
    },
  };
}
