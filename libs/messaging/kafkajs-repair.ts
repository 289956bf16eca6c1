// One repair of kafkajs 2.2.4: every connection that was ever used sets a timer each millisecond, for nothing, as long as it lives
// (setTimeout gets "time until a throttling ends" also when there is none: far below zero). Twelve milliseconds of CPU a
// second and connection, and a warning of Node. Remove with kafkajs.
import RequestQueue from 'kafkajs/src/network/requestQueue';

/** As kafkajs has it. */
const CHECK_AGAIN_MS = 10;

/** Looks again at what waits to be sent, when a throttling ends or in ten milliseconds; not when nothing waits. */
RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), CHECK_AGAIN_MS),
  );
};
