// The programs that the tests start, fetched or compiled before the first test is timed.
import { chromiumBinary } from './chromium';
import { kafkaJars } from './kafka';
import { mailpitBinary } from './mail-catcher';
import { FIRST_TIME } from './parts';
import { timed } from './progress';
import { temporalBinary, temporalTestServer } from './temporal';

/** What is not to be had is said here; the tests that need it fail, and no others. */
export async function fetchParts(): Promise<void> {
  const parts: [string, () => Promise<string>][] = [
    ['Temporal’s program', temporalBinary],
    ['Temporal for tests', temporalTestServer],
    ['Kafka’s program', kafkaJars],
    ['mail catcher’s program', mailpitBinary],
    ['browser', chromiumBinary],
  ];
  const fetched = parts.map(([name, fetch]) => timed(name, fetch, FIRST_TIME));
  for (const result of await Promise.allSettled(fetched)) {
    if (result.status === 'rejected') process.stderr.write(`${String(result.reason)}\n`);
  }
}
