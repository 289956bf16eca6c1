// A feeder as a process of its own, to be frozen: it holds the lease `frozen`, moves the position of a sink, and says so.
import { claimPosition, EventStore, movePosition, runUnderLease, type EventStoreOptions } from '#event-store';

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]!) as EventStoreOptions & { masterKey: string };
  const store = await EventStore.open({ ...options, masterKey: Buffer.from(options.masterKey, 'base64') });
  const stop = new AbortController();
  await runUnderLease(
    store,
    'frozen',
    `process ${process.pid}`,
    stop.signal,
    async (lease) => {
      let position = (await claimPosition(store, 'frozen', lease))!;
      process.send!({ epoch: lease.epoch });
      // Goes on without looking at the lease, as a feeder does that does not know that it was frozen.
      for (;;) {
        position += 1;
        const moved = await movePosition(store.pool, 'frozen', lease, position);
        process.send!({ moved, position });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    console.error,
  );
}

void main();
