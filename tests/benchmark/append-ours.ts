// Our append with all that is really written: canonical JSON, sealed fields, keyed request hash, chain hash, one statement.
import { randomUUID } from 'node:crypto';
import type { Decider, DomainEvent, Id } from '#domain';
import { EventStore, GENESIS_HASH, storeOutcome, type Folded } from '#event-store';
import { eventData, eventType, personalFields } from './append-payload';
import { answerSlices, writeFor } from './slices';

type Written = { customerId: Id; events: number };

/** One sale that only ever completes actions. */
const decider: Decider<Written, object, DomainEvent> = {
  streamType: 'opportunity',
  evolve: (state) => ({ customerId: state?.customerId ?? customerId, events: (state?.events ?? 0) + 1 }),
  decide: () => [],
  factsNeeded: () => [],
  keyOwner: (state) => state.customerId,
};
const customerId = randomUUID();

answerSlices(async () => {
  const [databaseUrl, keysDatabaseUrl] = process.argv.slice(2) as [string, string];
  const masterKey = Buffer.alloc(32, 7);
  const store = await EventStore.open({
    databaseUrl,
    keysDatabaseUrl,
    masterKey,
    applicationName: 'bench',
    poolSize: 64,
  });
  await store.keys.keysFor([customerId]);
  return async ({ ms, writers }) => {
    const heads = Array.from({ length: writers }, () => ({ id: randomUUID(), folded: start() }));
    return writeFor(ms, writers, async (writer) => {
      const head = heads[writer]!;
      const data = eventData(head.folded.version);
      const request = {
        stream: { type: 'opportunity', id: head.id } as const,
        command: { type: 'CompleteAction', ...data },
        caller: { kind: 'staff', id: customerId } as const,
        commandId: randomUUID(),
        now: new Date().toISOString(),
      };
      const event = { type: eventType, data, personal: { owner: customerId, fields: personalFields } };
      const facts = { [customerId]: 3 };
      const outcome = await storeOutcome(store, decider, request, head.folded, [event], facts);
      if (outcome.kind !== 'accepted') throw new Error(`the append was ${outcome.kind}`);
      const { state, version, hash } = store.states.get(head.id)!;
      head.folded = { state: state as Written, version, hash, foreign: false };
    });
  };
});

function start(): Folded<Written> {
  return { state: undefined, version: 0, hash: GENESIS_HASH, foreign: false };
}
